package graph

import (
	"bytes"
	"fmt"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/segments"
)

// indexTables are those whose entries follow from single records.
var indexTables = []string{"adjacency", "kind", "position", "according to", "timeline", "lasting", "relation type", "name", "review queue"}

// expect makes sure that entries are there as they follow from a record.
func (c *checker) expect(where string, entries []entry) error {
	seen := map[string]bool{}
	var list []entry
	for _, e := range entries {
		if !seen[string(e.key)] {
			seen[string(e.key)] = true
			list = append(list, e)
		}
	}
	ks := make([][]byte, len(list))
	for i, e := range list {
		ks[i] = e.key
		c.expected[e.key[0]]++
	}
	got, err := c.cells.GetMany(ks)
	if err != nil {
		return err
	}
	c.sum.Index += len(list)
	for i, e := range list {
		switch {
		case got[i].Key == nil:
			c.find(FaultMissing, whereIs(e.key), "the entry of %s is missing", where)
			c.expected[e.key[0]]--
		case !bytes.Equal(got[i].Value, e.value):
			c.find(FaultMissing, whereIs(e.key), "the entry of %s holds something else than follows from it", where)
		}
	}
	return nil
}

// extras looks for entries that follow from no record. All that do were found
// and counted before; only where there are more is each looked at.
func (c *checker) extras() error {
	for _, name := range indexTables {
		t, ok := tableNamed(name)
		if !ok || c.current[t.Letter] == c.expected[t.Letter] {
			continue
		}
		err := c.eachCell([]byte{t.Letter}, func(cell cells.Cell) error {
			entries, err := c.entriesBehind(t, cell)
			if err != nil {
				return c.soft(FaultExtra, whereIs(cell.Key), err)
			}
			for _, e := range entries {
				if bytes.Equal(e.key, cell.Key) {
					return nil
				}
			}
			c.find(FaultExtra, whereIs(cell.Key), "no record has this entry")
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func tableNamed(name string) (keys.Table, bool) {
	for _, t := range keys.Tables {
		if t.Name == name {
			return t, true
		}
	}
	return keys.Table{}, false
}

// entriesBehind gives the entries of the record that an index entry is for.
func (c *checker) entriesBehind(t keys.Table, cell cells.Cell) ([]entry, error) {
	fields, ok := t.Parse(cell.Key)
	if !ok {
		return nil, corrupt("the key is malformed")
	}
	by := map[string]uint64{}
	for _, f := range fields {
		by[f.Part.Name] = f.Number
	}
	number := Ref(keys.Last(cell.Key))
	class, owner := byte(by["class"]), Ref(by["owner"])
	switch t.Name {
	case "kind", "name":
		class = keys.ClassNode
	case "timeline", "lasting":
		if len(cell.Value) == 0 {
			return nil, corrupt("the entry does not say what it is for")
		}
		class = cell.Value[0]
	case "adjacency", "relation type":
		class = keys.ClassRelation
	case "according to":
		class, owner = keys.ClassAssertion, Ref(by["relation"])
	case "position", "review queue":
		n, _ := keys.ParseOwnerValue(cell.Value)
		owner = Ref(n)
	}
	return c.entriesOf(class, owner, number)
}

func (c *checker) entriesOf(class byte, owner, ref Ref) ([]entry, error) {
	key := idCell{class, ref, owner}.key()
	if key == nil {
		return nil, corrupt("class %q is none", class)
	}
	got, err := c.cells.GetMany([][]byte{key})
	if err != nil || got[0].Key == nil {
		return nil, err
	}
	value := got[0].Value
	switch class {
	case keys.ClassRelation:
		r, err := decodeRelation(ref, value)
		if err != nil {
			return nil, err
		}
		return c.relationEntries(r)
	case keys.ClassAssertion:
		a, err := decodeAssertion(owner, ref, value)
		if err != nil {
			return nil, err
		}
		return assertionEntries(a), nil
	case keys.ClassFact:
		f, err := decodeFact(owner, ref, value)
		if err != nil {
			return nil, err
		}
		return factEntries(f), nil
	}
	n, err := decodeNode(ref, value)
	if err != nil {
		return nil, err
	}
	date, err := c.date(n)
	return nodeEntries(n, date), err
}

func (c *checker) relationEntries(r *Relation) ([]entry, error) {
	from, err := c.node(r.From, r.ID)
	if from == nil || err != nil {
		return nil, err
	}
	to, err := c.node(r.To, r.ID)
	if to == nil || err != nil {
		return nil, err
	}
	ends := relationEnds{from: from, to: to}
	if ends.fromDate, err = c.date(from); err != nil {
		return nil, err
	}
	if ends.toDate, err = c.date(to); err != nil {
		return nil, err
	}
	return relationEntries(r, ends), nil
}

// id makes sure that an id leads to its record.
func (c *checker) id(id string, want idCell) error {
	if !idLike(id) {
		c.find(FaultID, fmt.Sprintf("%c %d", want.class, want.ref), "its id %s is malformed", quoted(id))
		return nil
	}
	got, err := lookup(c.cells, []string{id})
	if err != nil {
		return c.soft(FaultID, id, err)
	}
	if got[0] != want {
		c.find(FaultID, id, "the id does not lead to its record")
	}
	return nil
}

// ids makes sure that every id leads somewhere, and that there are no more
// than records.
func (c *checker) ids() error {
	copies := 0
	err := c.eachCell(keys.IDs(""), func(cell cells.Cell) error {
		to, err := decodeID(cell.Value)
		if err != nil {
			return err
		}
		if bytes.HasPrefix(cell.Key, keys.IDs(copyPrefix)) {
			copies++
		}
		key := to.key()
		if key == nil {
			c.find(FaultID, whereIs(cell.Key), "it leads to a thing of no known class")
			return nil
		}
		got, err := c.cells.GetMany([][]byte{key})
		if err == nil && got[0].Key == nil {
			c.find(FaultID, whereIs(cell.Key), "it leads to %s, which is not there", whereIs(key))
		}
		return err
	})
	letter := keys.IDs("")[0]
	if want := c.sum.Nodes + c.sum.Relations + c.sum.Assertions + c.sum.Facts; c.current[letter]-copies != want {
		c.find(FaultID, "id", "%d ids for %d records", c.current[letter]-copies, want)
	}
	if copies != c.totals[metaHeld] {
		c.find(FaultID, "id "+copyPrefix, "%d copies for %d held documents", copies, c.totals[metaHeld])
	}
	return err
}

const copyPrefix = "copy:"

// checkTotals compares the totals that statistics show.
func (c *checker) checkTotals() error {
	names := []string{metaHeld}
	for _, k := range nodeKinds {
		names = append(names, "kind/"+string(k))
	}
	for i := range Ontology {
		names = append(names, "type/"+string(Ontology[i].Type))
	}
	for _, name := range names {
		raw, err := c.session.snap.Get(keys.Meta(name))
		if err != nil && !isNotFound(err) {
			return err
		}
		if n, _ := keys.ParseNumberValue(raw); int(n) != c.totals[name] {
			c.find(FaultTotal, "meta "+name, "it is %d; there are %d", n, c.totals[name])
		}
	}
	return nil
}

// passages holds the passages of the search index against the texts.
func (c *checker) passages() error {
	text := func(ref uint64) (string, bool, error) {
		if err := c.session.stop(); err != nil {
			return "", false, err
		}
		got, err := loadNodes(c.cells, []Ref{Ref(ref)})
		if err != nil || got[0] == nil {
			return "", false, err
		}
		return c.session.readableText(c.session.snap, got[0])
	}
	err := segments.Inspect(c.session.snap, text, func(ref uint64, what string) {
		c.find(FaultSearch, whereIs(keys.Node(ref)), "%s", what)
	})
	return c.soft(FaultSearch, "search segment", err)
}
