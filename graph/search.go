package graph

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/graph/text"
)

// Search finds nodes by name, alias in any script, and words. All words must
// occur, or a name must begin with what is asked for. Nodes named exactly so
// come first, then those whose name begins so, then those whose name holds the
// words, then those whose text does, the shorter text first; among equals the
// older node. The rank of a node depends on the node alone, so pages of a pinned
// search stay in step.
func (v *View) Search(query string, kinds []NodeKind, p Page) (*Connection[*Node], error) {
	if e := checkWords("the text to search for", query, 1000, true); e != nil {
		return nil, e
	}
	for _, k := range kinds {
		if kindCode(k) == 0 {
			return nil, errorf(CodeBadInput, "search finds no %s: relations are found from their nodes", k)
		}
	}
	fp := v.fingerprintOf("search", query, kinds)
	w, err := p.check(fp)
	if err != nil {
		return nil, err
	}
	pinned, err := v.pinned(w)
	if err != nil {
		return nil, err
	}
	words := wordsIn(query)
	exact := foldName(query)
	src, err := pinned.searchSource(words, exact)
	if err != nil {
		return nil, err
	}
	keep := func(n *Node) bool {
		return n.MergedInto == 0 && n.Visible() && contains(kinds, n.Kind)
	}
	ranked, err := gather(pinned, src, nodeAccept(eachNode(keep)), false, pinned.rank(words, exact))
	if err != nil {
		return nil, err
	}
	pages, err := readPages(v, []source{ranked}, p, fp, nodeAccept(eachNode(keep)))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// searchSource gathers candidates, by whole name in any script and by words,
// and keeps those whose own words match. A merged node leads to the one it was
// merged into, which is found by all its members' names.
func (v *View) searchSource(words wordFilter, exact string) (source, error) {
	found, err := v.wordSource(words)
	if err != nil {
		return source{}, err
	}
	if exact != "" {
		named, err := v.nameSource(exact)
		if err != nil {
			return source{}, err
		}
		found.sorted = append(found.sorted, named.sorted...)
		begun, err := v.namesBeginning(exact)
		if err != nil {
			return source{}, err
		}
		found.sorted = append(found.sorted, begun.sorted...)
	}
	stored, err := v.storedIn(found)
	if err != nil {
		return source{}, err
	}
	readable, err := v.readable(stored)
	if err != nil {
		return source{}, err
	}
	return v.survivorsOf(slices.DeleteFunc(stored, func(n *Node) bool { return !matchesWords(n, readable[n.Ref], words, exact) }))
}

// shortestStart is how many bytes of a name must be given before its beginning
// finds it, mostBegun how many names a beginning finds.
const (
	shortestStart = 3
	mostBegun     = 1000
)

// namesBeginning lists the nodes one of whose names begins so, folded, by
// number: what a reader has typed so far.
func (v *View) namesBeginning(start string) (source, error) {
	if len(start) < shortestStart {
		return source{}, nil
	}
	return v.bearers(keys.NamesBeginning(start), mostBegun)
}

// bearers lists the nodes of a part of the table of names, by number.
func (v *View) bearers(prefix []byte, most int) (source, error) {
	rg := prefixRange(prefix)
	rg.Limit = most
	got, err := v.cells.ScanMany([]cells.Range{rg})
	if err != nil {
		return source{}, err
	}
	var s source
	for _, c := range got[0] {
		ref := keys.Last(c.Key)
		s.sorted = append(s.sorted, item{ref: Ref(ref), tail: keys.NumberValue(ref)})
	}
	return s, nil
}

// intoSurvivors keeps the nodes that are wanted as stored, and gives what they
// were merged into, each once.
func (v *View) intoSurvivors(s source, keep func(*Node) bool) (source, error) {
	stored, err := v.storedIn(s)
	if err != nil {
		return source{}, err
	}
	return v.survivorsOf(slices.DeleteFunc(stored, func(n *Node) bool { return !keep(n) }))
}

// storedIn reads the nodes of a source, each once, as they are stored.
func (v *View) storedIn(s source) ([]*Node, error) {
	refs := make([]Ref, len(s.sorted))
	for i, it := range s.sorted {
		refs[i] = it.ref
	}
	unique, _ := distinct(refs)
	stored, err := loadNodes(v.cells, unique)
	return slices.DeleteFunc(stored, func(n *Node) bool { return n == nil }), err
}

// readable tells which of the nodes are documents whose text is there. What was
// removed is not found as of a day before that either.
func (v *View) readable(nodes []*Node) (map[Ref]bool, error) {
	var (
		refs []Ref
		shas [][32]byte
	)
	for _, n := range nodes {
		if n.held() {
			refs, shas = append(refs, n.Ref), append(shas, n.Document.TextSHA256)
		}
	}
	heads, err := blobHeads(v.session.snap, shas)
	if err != nil {
		return nil, err
	}
	out := make(map[Ref]bool, len(refs))
	for i, ref := range refs {
		out[ref] = heads[i].whole()
	}
	return out, nil
}

// survivorsOf gives what nodes were merged into, each once, by number.
func (v *View) survivorsOf(kept []*Node) (source, error) {
	refs := make([]Ref, len(kept))
	for i, n := range kept {
		refs[i] = n.Ref
	}
	nodes, err := v.Nodes(refs)
	if err != nil {
		return source{}, err
	}
	seen := map[Ref]bool{}
	var out source
	for _, n := range nodes {
		if n != nil && !seen[n.Ref] {
			seen[n.Ref] = true
			out.sorted = append(out.sorted, item{ref: n.Ref, tail: keys.NumberValue(uint64(n.Ref))})
		}
	}
	slices.SortFunc(out.sorted, func(a, b item) int { return cmp.Compare(a.ref, b.ref) })
	return out, nil
}

// wordSource lists the nodes in which all the words occur, by number.
func (v *View) wordSource(words wordFilter) (source, error) {
	refs, err := v.withWords(words)
	if err != nil {
		return source{}, err
	}
	var s source
	for _, r := range refs {
		s.sorted = append(s.sorted, item{ref: r, tail: keys.NumberValue(uint64(r))})
	}
	return s, nil
}

// withWords gives the nodes that have all of the words, by number.
func (v *View) withWords(words wordFilter) ([]Ref, error) {
	if len(words) == 0 {
		return nil, nil
	}
	lists, err := v.session.postings(slices.Compact(slices.Sorted(slices.Values([]string(words)))))
	if err != nil {
		return nil, err
	}
	common := lists[0]
	for _, l := range lists[1:] {
		common = intersect(common, l)
	}
	if len(common) > mostScanned {
		return nil, errorf(CodeBudget, "the words occur in more than %d places; add a rarer word", mostScanned)
	}
	return common, nil
}

func intersect(a, b []Ref) []Ref {
	var out []Ref
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// rank gives the sort keys of search results.
func (v *View) rank(words wordFilter, exact string) func([]*Node) ([][]byte, error) {
	return func(nodes []*Node) ([][]byte, error) {
		out := make([][]byte, len(nodes))
		for i, n := range nodes {
			score := uint16(math.MaxUint16)
			all := append(names(n), transliterated(n)...)
			switch {
			case exact != "" && slices.ContainsFunc(names(n), func(s string) bool { return text.NameKey(s) == exact }):
				score = 0
			case exact != "" && slices.ContainsFunc(names(n), func(s string) bool { return begins(text.NameKey(s), exact) }):
				score = 1
			case words.matches(all...):
				score = 2 + uint16(min(len(n.Name), 1000))
			case n.Statement != nil:
				score = 2000 + uint16(min(len(n.Statement.Text), 20_000))
			case n.Document != nil:
				score = 30_000
			}
			out[i] = binary.BigEndian.AppendUint16(nil, score)
		}
		return out, nil
	}
}

// begins says whether a folded name is, or begins with, what was asked for.
func begins(name, start string) bool {
	return name == start || len(start) >= shortestStart && strings.HasPrefix(name, start)
}

func transliterated(n *Node) []string {
	var out []string
	for _, s := range names(n) {
		if t := text.Transliterate(s); t != s {
			out = append(out, t)
		}
	}
	return out
}

// matchesWords says whether a node's own words hold all that are looked for.
// Documents whose text is readable are found by all of it; the posting is taken
// at its word, since a held text never changes.
func matchesWords(n *Node, readable bool, words wordFilter, exact string) bool {
	switch {
	case readable:
		return true
	case exact != "" && slices.ContainsFunc(names(n), func(s string) bool { return begins(text.NameKey(s), exact) }):
		return true
	}
	all := append(names(n), transliterated(n)...)
	if n.Statement != nil {
		all = append(all, n.Statement.Text)
	}
	return words.matches(strings.Join(all, " "))
}
