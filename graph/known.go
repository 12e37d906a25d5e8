package graph

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/cells"
	"onrecord/graph/edtf"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// This file makes a View an ActorIndex: who bears a name, and who holds an
// office. A whole document's questions are answered together, in a handful of
// round trips however many there are.

// Bounds of what is read for one question.
const (
	mostNamesakes = 200  // index entries of one name
	mostHolders   = 1000 // offices of one state or organisation
)

// Named answers for each name those that bear it; see ActorIndex. A node that
// was merged is told as the one it became.
func (v *View) Named(ctx context.Context, names []string) ([][]KnownActor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var (
		ranges []cells.Range
		slot   = map[string]int{} // of a folded name among the ranges
	)
	for _, name := range names {
		folded := foldName(name)
		if _, asked := slot[folded]; asked || folded == "" || len(folded) > maxName {
			continue
		}
		slot[folded] = len(ranges)
		rg := prefixRange(keys.Names(folded))
		rg.Limit = mostNamesakes
		ranges = append(ranges, rg)
	}
	bearing, err := v.bearing(ranges)
	if err != nil {
		return nil, err
	}
	known, err := v.knownActors(bearing, true)
	if err != nil {
		return nil, err
	}
	out := make([][]KnownActor, len(names))
	for i, name := range names {
		if s, asked := slot[foldName(name)]; asked {
			out[i] = known[s]
		}
	}
	return out, nil
}

// bearing reads the nodes of ranges of the name index, as stored, in one scan
// and one batch. What is not shown bears no name.
func (v *View) bearing(ranges []cells.Range) ([][]Ref, error) {
	if len(ranges) == 0 {
		return nil, nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	var refs []Ref
	for _, list := range got {
		for _, c := range list {
			refs = append(refs, Ref(keys.Last(c.Key)))
		}
	}
	stored, err := loadNodes(v.cells, refs)
	if err != nil {
		return nil, err
	}
	out := make([][]Ref, len(ranges))
	for i, list := range got {
		for range list {
			if n := stored[0]; n != nil && n.Visible() {
				out[i] = append(out[i], n.Ref)
			}
			stored = stored[1:]
		}
	}
	return out, nil
}

// knownActors tells lists of nodes as the actors they became: those that are
// shown, each once, by id, at most MostBearers a list. Roles cost two more
// round trips.
func (v *View) knownActors(lists [][]Ref, withRoles bool) ([][]KnownActor, error) {
	survivors, err := v.Nodes(slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	var (
		kept  = make([][]*Node, len(lists))
		all   []*Node
		place = map[*Node]int{}
	)
	for i, list := range lists {
		kept[i] = bearers(survivors[:len(list)])
		survivors = survivors[len(list):]
		for _, n := range kept[i] {
			if _, seen := place[n]; !seen {
				place[n] = len(all)
				all = append(all, n)
			}
		}
	}
	aliases, err := v.Aliases(all)
	if err != nil {
		return nil, err
	}
	roles := make([][]string, len(all))
	if withRoles {
		if roles, err = v.roles(all); err != nil {
			return nil, err
		}
	}
	out := make([][]KnownActor, len(lists))
	for i, list := range kept {
		for _, n := range list {
			out[i] = append(out[i], KnownActor{ID: n.ID, Kind: n.Kind, Name: n.Name, Aliases: aliases[place[n]], Roles: roles[place[n]]})
		}
	}
	return out, nil
}

// roles words what people hold office in, lead and are members of, in one scan
// and one batch. What is only claimed, or taken back, is no role.
func (v *View) roles(nodes []*Node) ([][]string, error) {
	var (
		ranges []cells.Range
		owner  []int
		kinds  []RelationType
	)
	for i, n := range nodes {
		if n.Kind != Person {
			continue
		}
		for _, t := range [...]RelationType{HoldsOffice, Leads, MemberOf} {
			for _, ref := range n.refs() {
				rg := prefixRange(keys.AdjacencyOf(uint64(ref), keys.Out, ruleOf(t).Code))
				rg.Limit = MostRoles
				ranges, owner, kinds = append(ranges, rg), append(owner, i), append(kinds, t)
			}
		}
	}
	out := make([][]string, len(nodes))
	if len(ranges) == 0 {
		return out, nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	var (
		held  []edge
		in    []Ref
		where []int // the range of an edge
	)
	for j, list := range got {
		for _, c := range list {
			e, err := decodeEdge(c.Value)
			if err != nil {
				return nil, err
			}
			if !e.Hidden && !e.Claimed {
				held, in, where = append(held, e), append(in, e.Other), append(where, j)
			}
		}
	}
	// By the name it had: what it was merged into may be called otherwise.
	of, err := loadNodes(v.cells, in)
	if err != nil {
		return nil, err
	}
	for j, e := range held {
		i, name := owner[where[j]], ""
		if of[j] != nil && of[j].Visible() {
			name = of[j].Name
		}
		if role := RoleWords(kinds[where[j]], e.Role, name); len(out[i]) < MostRoles && !slices.Contains(out[i], role) {
			out[i] = append(out[i], role)
		}
	}
	return out, nil
}

// bearers keeps what an ActorIndex tells of.
func bearers(nodes []*Node) []*Node {
	var out []*Node
	for _, n := range nodes {
		if n != nil && n.Visible() && slices.Contains(things, n.Kind) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b *Node) int { return cmp.Compare(a.ID, b.ID) })
	out = slices.CompactFunc(out, func(a, b *Node) bool { return a.ID == b.ID })
	return out[:min(len(out), MostBearers)]
}

// Holding answers for each office who held it; see ActorIndex. An office that
// is only claimed (somebody calls them president) is nobody's.
func (v *View) Holding(ctx context.Context, offices []Office) ([][]KnownActor, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ids := make([]string, len(offices))
	days := make([]edtf.Date, len(offices))
	for i, o := range offices {
		ids[i] = o.Of
		on, err := v.officeDay(o)
		if err != nil {
			return nil, err
		}
		days[i] = on
	}
	seats, err := v.seats(ids)
	if err != nil {
		return nil, err
	}
	lists := make([][]Ref, len(offices))
	for i, o := range offices {
		for _, e := range seats[i].edges {
			if e.overlaps(days[i]) && sameOffice(e.Role, o.Title, seats[i].names) {
				lists[i] = append(lists[i], e.Other)
			}
		}
	}
	return v.knownActors(lists, false)
}

// officeDay is the day, or the days, an office is asked for.
func (v *View) officeDay(o Office) (edtf.Date, error) {
	on := o.On
	if on == "" {
		on = edtf.DayOf(v.clock).Format()
	}
	d, err := edtf.Parse(on)
	if err != nil {
		return d, errorf(CodeBadDate, "the day of the office %s of %s: %v", quoted(o.Title), quoted(o.Of), err)
	}
	return d, nil
}

func (e *edge) overlaps(d edtf.Date) bool {
	return e.ValidFrom <= int64(d.Latest()) && e.ValidTo >= int64(d.Earliest())
}

// seat is a state or organisation with who holds offices in it.
type seat struct {
	names []string // its own and its members'
	edges []edge
}

// seats reads the offices of states and organisations, those of what was
// merged into them too. An unknown id has none.
func (v *View) seats(ids []string) ([]seat, error) {
	nodes, err := v.NodesByID(ids)
	if err != nil {
		return nil, err
	}
	for i, n := range nodes {
		if n == nil || !n.Visible() {
			nodes[i] = &Node{} // nobody holds office in nothing
		}
	}
	aliases, err := v.Aliases(nodes)
	if err != nil {
		return nil, err
	}
	var (
		ranges []cells.Range
		owner  []int
		first  = map[string]int{} // where a node was asked for first
		out    = make([]seat, len(ids))
	)
	for i, n := range nodes {
		out[i].names = append([]string{n.Name}, aliases[i]...)
		if _, asked := first[n.ID]; asked || n.Ref == 0 {
			continue
		}
		first[n.ID] = i
		for _, ref := range n.refs() {
			rg := prefixRange(keys.AdjacencyOf(uint64(ref), keys.In, ruleOf(HoldsOffice).Code))
			rg.Limit = mostHolders
			ranges, owner = append(ranges, rg), append(owner, i)
		}
	}
	if len(ranges) == 0 {
		return out, nil
	}
	got, err := v.cells.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	for j, list := range got {
		for _, c := range list {
			e, err := decodeEdge(c.Value)
			if err != nil {
				return nil, err
			}
			if !e.Hidden && !e.Claimed {
				out[owner[j]].edges = append(out[owner[j]].edges, e)
			}
		}
	}
	for i, n := range nodes {
		if j, asked := first[n.ID]; asked {
			out[i].edges = out[j].edges
		}
	}
	return out, nil
}

// sameOffice says whether a role, as a document words it, is the office with a
// title: "President of France", "French President" and "president" are, a vice
// president is another. names are those of the state or organisation.
func sameOffice(role, title string, names []string) bool {
	want := officeWords(title)
	if len(want) == 0 {
		return false
	}
	have := officeWords(role)
	folded := make([][]string, len(names))
	for i, name := range names {
		folded[i] = officeWords(name)
	}
	// The Kingdom of Norland before Norland.
	slices.SortStableFunc(folded, func(a, b []string) int { return cmp.Compare(len(b), len(a)) })
	for _, name := range folded {
		have = without(have, name)
	}
	if len(have) == len(want)+1 && demonym.MatchString(have[0]) && capital(role) {
		have = have[1:]
	}
	return slices.Equal(have, want)
}

// demonym matches the endings of "French", "British", "Ukrainian", "Swiss" and
// their like, folded; a word of rank (vice, deputy, former, acting) has none of
// them.
var demonym = regexp.MustCompile(`(an|ch|ek|ese|i|ic|ish|sh|ss)$`)

// capital says whether the words begin with a capital letter, as a people's
// name does.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return unicode.IsUpper(r)
}

// officeWords are the words of a role that tell it from others, folded.
func officeWords(s string) []string {
	words := strings.Fields(text.NameKey(possessive.Replace(s)))
	return slices.DeleteFunc(words, func(w string) bool { return w == "of" || w == "the" || w == "for" })
}

var possessive = strings.NewReplacer("’s", "", "'s", "")

// without takes the first run of words out of a list.
func without(list, run []string) []string {
	for i := 0; len(run) > 0 && i+len(run) <= len(list); i++ {
		if slices.Equal(list[i:i+len(run)], run) {
			return slices.Concat(list[:i], list[i+len(run):])
		}
	}
	return list
}
