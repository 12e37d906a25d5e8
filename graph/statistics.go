package graph

import (
	"time"

	"onrecord/graph/keys"
)

// Statistics are totals of what a session shows. They are kept, not counted:
// asking costs one round trip.
type Statistics struct {
	// Nodes counts all that were ever recorded, by kind; Relations, by type.
	Nodes         []KindCount
	Relations     []TypeCount
	DocumentsHeld int
	Transactions  Seq
	RecordedTo    time.Time // zero: nothing was recorded yet
	LogHead       Digest
}

// KindCount is how many nodes of a kind there are.
type KindCount struct {
	Kind  NodeKind
	Count int
}

// TypeCount is how many relations of a type there are.
type TypeCount struct {
	Type  RelationType
	Count int
}

// Statistics gives the totals; kinds and types that there are none of are left
// out.
func (s *Session) Statistics() (Statistics, error) {
	var ks [][]byte
	for _, k := range nodeKinds {
		ks = append(ks, keys.Meta("kind/"+string(k)))
	}
	for i := range Ontology {
		ks = append(ks, keys.Meta("type/"+string(Ontology[i].Type)))
	}
	got, err := s.snap.GetMany(append(ks, keys.Meta(metaHeld)))
	if err != nil {
		return Statistics{}, err
	}
	counts := make([]int, len(got))
	for i, raw := range got {
		if raw == nil {
			continue
		}
		n, ok := keys.ParseNumberValue(raw)
		if !ok {
			return Statistics{}, corrupt("a total cannot be read")
		}
		counts[i] = int(n)
	}
	out := Statistics{Transactions: s.head.Seq, RecordedTo: s.head.At.Time(), LogHead: s.head.Digest, DocumentsHeld: counts[len(counts)-1]}
	for i, k := range nodeKinds {
		if counts[i] > 0 {
			out.Nodes = append(out.Nodes, KindCount{k, counts[i]})
		}
	}
	for i := range Ontology {
		if n := counts[len(nodeKinds)+i]; n > 0 {
			out.Relations = append(out.Relations, TypeCount{Ontology[i].Type, n})
		}
	}
	return out, nil
}
