package graph

import (
	"bytes"
	"cmp"
	"slices"

	"onrecord/graph/keys"
)

// Walks over the graph (neighbourhoods, paths, links) read it level by level:
// one round trip for the relations of all nodes of a level, one for the nodes
// they lead to. Both are cut into stretches where a level is very wide.

// band is a run of relation types, in one direction or from the last types out
// to the first types in, that lie next to each other in a node's adjacency.
type band struct{ first, last [2]byte }

func (b band) of(ref Ref) stretch {
	return stretch{node: ref, from: boundOf(b.first[:]...), to: afterAll(b.last[:]...)}
}

// bandsOf gives the bands of the types and directions to keep.
func bandsOf(keep func(r *Rule, d Direction) bool) []band {
	var (
		out  []band
		open bool
	)
	for _, dir := range []byte{keys.Out, keys.In} {
		for i := range Ontology {
			at := [2]byte{dir, Ontology[i].Code}
			switch {
			case !keep(&Ontology[i], directionOf(dir)):
				open = false
			case open:
				out[len(out)-1].last = at
			default:
				out, open = append(out, band{at, at}), true
			}
		}
	}
	return out
}

// typeFilter says which relations a walk follows.
type typeFilter struct {
	types, exclude []RelationType
	direction      Direction
}

func (f *typeFilter) check() error {
	for _, t := range slices.Concat(f.types, f.exclude) {
		if _, ok := RuleFor(t); !ok {
			return errorf(CodeBadInput, "there is no relation type %s", quoted(string(t)))
		}
	}
	switch f.direction {
	case "":
		f.direction = Both
	case Outgoing, Incoming, Both:
	default:
		return errorf(CodeBadInput, "the direction %s is not OUT, IN or BOTH", quoted(string(f.direction)))
	}
	return nil
}

func (f *typeFilter) keeps(r *Rule, d Direction) bool {
	return contains(f.types, r.Type) && !slices.Contains(f.exclude, r.Type) && (f.direction == Both || f.direction == d)
}

// step is one relation as a walk meets it. Its tail is its order: direction,
// type, date of the far end, number.
type step struct {
	*neighbor
	of Ref // the number of the node whose relation it is
}

// atOnce bounds how many entries one round trip of a walk brings.
const atOnce = 50_000

// trail is the steps from one node, in their order: entries of its adjacency as
// they are kept, the hidden ones among them, or, where that is not all there is
// to it, steps that were put together.
type trail struct {
	of    Ref
	list  []neighbor
	steps []step
}

func (t *trail) len() int { return len(t.list) + len(t.steps) }

// at gives an entry and the number of the node whose relation it is.
func (t *trail) at(i int) (*neighbor, Ref) {
	if t.steps != nil {
		return t.steps[i].neighbor, t.steps[i].of
	}
	return &t.list[i], t.of
}

// trails is steps, without a copy of what is kept where nodes have no members,
// one band is asked for and one round trip may bring it all: mostly.
func (v *View) trails(nodes [][]Ref, bands []band, most int, budget *int) (out []trail, cut []bool, err error) {
	asked := make([]stretch, len(nodes))
	simple := len(bands) == 1 && len(nodes)*(most+1) <= min(atOnce, *budget)
	for i, refs := range nodes {
		if simple = simple && len(refs) == 1; !simple {
			break
		}
		asked[i] = bands[0].of(refs[0])
		asked[i].limit = most + 1
	}
	out = make([]trail, len(nodes))
	if simple {
		if err := v.session.stop(); err != nil {
			return nil, nil, err
		}
		got, err := v.cells.adjacent(asked)
		if err != nil {
			return nil, nil, err
		}
		cut = make([]bool, len(nodes))
		for i, list := range got {
			if len(list) > most {
				// Hidden ones take the place of others, which are yet to be read.
				if simple = !slices.ContainsFunc(list, func(n neighbor) bool { return !v.showsNear(&n) }); !simple {
					break
				}
				list, cut[i] = list[:most], true
			}
			out[i] = trail{of: nodes[i][0], list: list}
		}
		if simple {
			for _, list := range got {
				*budget -= len(list)
			}
			return out, cut, nil
		}
	}
	lists, cut, err := v.steps(nodes, bands, most, budget)
	for i, list := range lists {
		out[i] = trail{steps: list}
	}
	return out, cut, err
}

// reading is one range of a node's adjacency, part of which was read.
type reading struct {
	node  int
	part  stretch
	shown int
}

// steps reads, for each node (its number and those of its members), the first
// most relations that the view shows, in the order of their keys. Every entry
// looked at is taken off the budget. cut says of which nodes relations were
// left unread, because of most or of the budget.
func (v *View) steps(nodes [][]Ref, bands []band, most int, budget *int) (out [][]step, cut []bool, err error) {
	out, cut = make([][]step, len(nodes)), make([]bool, len(nodes))
	open := make([]reading, 0, len(nodes)*len(bands))
	for i, refs := range nodes {
		for _, b := range bands {
			for _, ref := range refs {
				open = append(open, reading{node: i, part: b.of(ref)})
			}
		}
	}
	for len(open) > 0 {
		if err := v.session.stop(); err != nil {
			return nil, nil, err
		}
		if *budget <= 0 {
			for _, r := range open {
				cut[r.node] = true
			}
			break
		}
		if open, err = v.readSteps(open, most, budget, out); err != nil {
			return nil, nil, err
		}
	}
	for i := range out {
		inOrder := func(a, b step) int { return bytes.Compare(a.tail[:], b.tail[:]) }
		if len(nodes[i]) > 1 || !slices.IsSortedFunc(out[i], inOrder) {
			slices.SortFunc(out[i], inOrder)
		}
		if len(out[i]) > most {
			out[i], cut[i] = out[i][:most], true
		}
	}
	return out, cut, nil
}

// readSteps reads a stretch of each open range and returns those that are not
// at their end.
func (v *View) readSteps(open []reading, most int, budget *int, out [][]step) ([]reading, error) {
	share := max(min(atOnce/len(open), *budget, most+1), 16)
	asked := make([]stretch, len(open))
	for i, r := range open {
		asked[i] = r.part
		asked[i].limit = share
	}
	got, err := v.cells.adjacent(asked)
	if err != nil {
		return nil, err
	}
	var next []reading
	for i, list := range got {
		r := &open[i]
		*budget -= len(list)
		out[r.node] = slices.Grow(out[r.node], len(list))
		for k := range list {
			if n := &list[k]; v.showsNear(n) {
				out[r.node] = append(out[r.node], step{n, r.part.node})
				r.shown++
			}
		}
		if len(list) == share && r.shown <= most {
			r.part.from = boundOf(append(list[len(list)-1].tail[:], 0)...)
			next = append(next, *r)
		}
	}
	return next, nil
}

// spot is what a walk remembers of a node.
type spot struct {
	ref   Ref
	refs  []Ref // its own number and those of its members
	id    string
	kind  NodeKind
	shown bool
}

func spotOf(n *Node) *spot {
	return &spot{ref: n.Ref, refs: n.refs(), id: n.ID, kind: n.Kind, shown: n.Visible()}
}

// spots remembers what numbers lead to, through merges, so that a walk loads
// each node once.
type spots struct {
	view *View
	of   map[Ref]*spot
}

func (v *View) spots() *spots { return &spots{v, map[Ref]*spot{}} }

// add remembers a node under all its numbers.
func (p *spots) add(n *Node) *spot {
	if known := p.of[n.Ref]; known != nil {
		return known
	}
	out := spotOf(n)
	for _, ref := range out.refs {
		p.of[ref] = out
	}
	return out
}

// load makes the numbers known. Not more nodes are decoded at once than one
// stretch holds.
func (p *spots) load(refs []Ref) error {
	const stretch = 4096
	var missing []Ref
	seen := map[Ref]bool{}
	for _, r := range refs {
		if _, known := p.of[r]; !known && !seen[r] {
			seen[r] = true
			missing = append(missing, r)
		}
	}
	for part := range slices.Chunk(missing, stretch) {
		nodes, err := p.view.Nodes(part)
		if err != nil {
			return err
		}
		for i, n := range nodes {
			if n == nil {
				return corrupt("a relation leads to node %d, which has no record", part[i])
			}
			p.add(n)
		}
	}
	return nil
}

// startNodes finds the nodes a walk begins at, each once. An id that the graph
// has never heard of is NOT_FOUND; one the view does not show yet is left out.
func (v *View) startNodes(ids []string) ([]*Node, error) {
	if len(ids) > mostStarts {
		return nil, errorf(CodeBadInput, "%d ids; the limit is %d", len(ids), mostStarts)
	}
	nodes, err := v.filterNodes(ids...)
	if err != nil {
		return nil, err
	}
	var out []*Node
	seen := map[Ref]bool{}
	for _, n := range nodes {
		if n != nil && !seen[n.Ref] {
			seen[n.Ref] = true
			out = append(out, n)
		}
	}
	return out, nil
}

const mostStarts = 500

// bounded gives a size that was asked for, or its default for 0.
func bounded(what string, asked, def, most int) (int, error) {
	if asked == 0 {
		return def, nil
	}
	if asked < 0 || asked > most {
		return 0, errorf(CodeBadInput, "%s %d is not within 1 to %d", what, asked, most)
	}
	return asked, nil
}

func compareRefs(a, b Ref) int { return cmp.Compare(a, b) }
