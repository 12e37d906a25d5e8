package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// derived holds the lists of what came with a node against the records. Where
// they do not name all that did, each record is looked for.
func (c *checker) derived() error {
	listed := 0
	err := c.eachCell(keys.AllDerived(), func(cell cells.Cell) error {
		list, err := derivedIn(cell)
		if err != nil {
			return err
		}
		node, _, _ := keys.ParseDerived(cell.Key)
		vias, err := c.vias(list)
		if err != nil {
			return err
		}
		for i, via := range vias {
			if via != Ref(node) {
				c.find(FaultExtra, whereIs(cell.Key), "it lists %c %d, which did not come with it", list[i].class, list[i].ref)
				continue
			}
			listed++
		}
		return nil
	})
	if err != nil || listed == c.came {
		return err
	}
	for _, prefix := range [][]byte{keys.AllAssertions(), keys.AllFacts()} {
		if err := c.eachCell(prefix, c.comesWith); err != nil {
			return err
		}
	}
	return nil
}

// vias reads with what assertions and facts came; 0 is nothing, or no record.
func (c *checker) vias(list []idCell) ([]Ref, error) {
	ks := make([][]byte, len(list))
	for i, d := range list {
		ks[i] = d.key()
	}
	got, err := c.cells.GetMany(ks)
	if err != nil {
		return nil, err
	}
	out := make([]Ref, len(list))
	for i, cell := range got {
		if cell.Key == nil {
			continue
		}
		if out[i], err = viaOf(list[i].class, cell.Value); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func viaOf(class byte, record []byte) (Ref, error) {
	if class == keys.ClassFact {
		f, err := decodeFact(0, 0, record)
		return f.Via, err
	}
	a, err := decodeAssertion(0, 0, record)
	return a.Via, err
}

// comesWith makes sure that an assertion or fact is listed with what it came
// with.
func (c *checker) comesWith(cell cells.Cell) error {
	me := idCell{class: keys.ClassAssertion}
	if cell.Key[0] == keys.AllFacts()[0] {
		me.class = keys.ClassFact
	}
	me.owner, me.ref = ownerAndRef(cell.Key)
	via, err := viaOf(me.class, cell.Value)
	if err != nil || via == 0 {
		return err
	}
	came, err := derivedFrom(c.cells, via)
	if err == nil && !slices.Contains(came, me) {
		c.find(FaultMissing, whereIs(cell.Key), "it is not listed with node %d, which it came with", via)
	}
	return err
}
