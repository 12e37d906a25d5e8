package graph

// What tests outside the package need to see of its inside.

// Records and how they are written.
type (
	EdgeRecord  = edge
	IDRecord    = idCell
	TallyRecord = tally
)

var (
	EncodeNode, DecodeNode           = encodeNode, decodeNode
	EncodeRelation, DecodeRelation   = encodeRelation, decodeRelation
	EncodeAssertion, DecodeAssertion = encodeAssertion, decodeAssertion
	EncodeFact, DecodeFact           = encodeFact, decodeFact
	EncodeEdge, DecodeEdge           = encodeEdge, decodeEdge
	EncodeID, DecodeID               = encodeID, decodeID
	EncodePosting, DecodePosting     = encodePosting, decodePosting
	DecodeTally                      = decodeTally
)

// Encode writes a tally.
func (y *tally) Encode() []byte { return y.encode() }

// NewID makes what an id leads to.
func NewID(class byte, ref, owner Ref) IDRecord { return idCell{class: class, ref: ref, owner: owner} }

// NewTally makes a tally of six counts.
func NewTally(n [6]int) *TallyRecord {
	return &tally{accepted: n[0], pending: n[1], disputed: n[2], rejected: n[3], retracted: n[4], ownVoice: n[5]}
}

// The lists that codes count in.
var (
	Kinds, Origins, Reviews, Quotes = nodeKinds, origins, reviews, quoteTypes
	Sources, Acts, Strengths, Texts = sources, acts, strengths, texts
	DocumentKinds, Holdings         = docKinds, holdings
)

// StoredIDs gives the ids of nodes by number as they are stored, without
// following merges.
func StoredIDs(v *View, refs []Ref) ([]string, error) {
	nodes, err := loadNodes(v.cells, refs)
	out := make([]string, len(refs))
	for i, n := range nodes {
		if n != nil {
			out[i] = n.ID
		}
	}
	return out, err
}
