package names

import (
	"slices"
	"strings"

	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Gender is what the document shows of a person's.
type Gender int

// Genders.
const (
	Unknown Gender = iota
	Male
	Female
)

// An Entity is somebody or something the document names.
type Entity struct {
	Name     string // the longest form
	Kind     graph.NodeKind
	Gender   Gender
	Roles    []string // "french president", lower case, as written before the name
	Mentions []text.Span

	tokens []string // of Name
	votes  map[graph.NodeKind]int
}

// A Book is what a document names.
type Book struct {
	Entities []*Entity
	mentions []mention // in order of place
	source   string
}

type mention struct {
	span   text.Span
	entity *Entity
}

// Find finds the names of a text.
func Find(t *words.Text) *Book {
	b := &Book{source: t.Source}
	for i := 0; i < len(t.Words); {
		end := nameEnd(t, i)
		if end == i {
			i++
			continue
		}
		b.add(t, i, end)
		i = end
	}
	for _, e := range b.Entities {
		e.decide()
	}
	return b
}

// nameEnd gives the end of the name that begins at word i, or i.
func nameEnd(t *words.Text, i int) int {
	end := i
	for k := i; k < len(t.Words); k++ {
		w := &t.Words[k]
		switch {
		case k > i && (w.Sentence != t.Words[i].Sentence || w.Quote != t.Words[i].Quote):
			return end
		case proper(w):
			end = k + 1
		case end > i && particles[w.Lower] && k+1 < len(t.Words) && proper(&t.Words[k+1]) && !states[t.Words[k-1].Text]:
		default:
			return end
		}
	}
	return end
}

func proper(w *words.Word) bool {
	c := w.Text[0]
	if !(c >= 'A' && c <= 'Z' || c >= 0xc3) || notNames[w.Lower] {
		return false
	}
	return strings.HasPrefix(w.Tag, "NNP") || strings.Contains(w.Text, ".") && len(w.Text) > 2 || demonyms[w.Text] != "" || states[w.Text]
}

// add books the words [first, end): titles and demonyms before a name say
// what it is, and are no part of it.
func (b *Book) add(t *words.Text, first, end int) {
	start, title := first, Unknown
	titled := false
	for start < end-1 {
		w := &t.Words[start]
		g, isTitle := honorifics[w.Lower]
		modifies := roleModifiers[w.Lower] && offices[t.Words[start+1].Lower] && start+1 < end-1
		if !isTitle && !offices[w.Lower] && !modifies && demonyms[w.Text] == "" && !(w.Text == "U.S." || w.Text == "U.K.") {
			break
		}
		if isTitle || offices[w.Lower] {
			titled = true
			if g != Unknown {
				title = g
			}
		}
		start++
	}
	var role []string
	for k := first - 1; k >= 0 && k > first-5 && roleWord(&t.Words[k]); k-- {
		role = append([]string{t.Words[k].Lower}, role...)
	}
	for k := first; k < start; k++ {
		role = append(role, t.Words[k].Lower)
	}
	titled = titled || len(role) > 0 && offices[role[len(role)-1]]
	span := text.Span{Start: t.Words[start].Start, End: t.Words[end-1].End}
	name := make([]string, 0, end-start)
	for k := start; k < end; k++ {
		name = append(name, t.Words[k].Text)
	}
	if !titled && end-start == 1 && offices[t.Words[start].Lower] {
		return
	}
	e := b.entity(name, titled)
	e.Mentions = append(e.Mentions, span)
	b.mentions = append(b.mentions, mention{span, e})
	if len(role) > 0 && titled {
		if r := strings.Join(role, " "); !slices.Contains(e.Roles, r) {
			e.Roles = append(e.Roles, r)
		}
	}
	e.evidence(t, start, end, titled, title)
}

func roleWord(w *words.Word) bool {
	return w.Quote < 0 && (offices[w.Lower] || roleModifiers[w.Lower])
}

// entity finds the entity of a name, or makes one. A surname belongs to the
// last person who bears it.
func (b *Book) entity(name []string, titled bool) *Entity {
	if c := stateOf(strings.Join(name, " ")); c != "" {
		name = strings.Fields(c)
	}
	for i := len(b.Entities) - 1; i >= 0; i-- {
		e := b.Entities[i]
		if slices.Equal(e.tokens, name) {
			return e
		}
	}
	for i := len(b.Entities) - 1; i >= 0; i-- {
		e := b.Entities[i]
		if e.votes[graph.State] > 0 {
			continue
		}
		if extends(e.tokens, name) {
			return e
		}
		if extends(name, e.tokens) {
			e.tokens, e.Name = name, strings.Join(name, " ")
			return e
		}
	}
	e := &Entity{Name: strings.Join(name, " "), tokens: name, votes: map[graph.NodeKind]int{}}
	b.Entities = append(b.Entities, e)
	return e
}

// extends: long is short with a first name before it ("Keir Starmer",
// "Starmer"), or with a middle name.
func extends(long, short []string) bool {
	if len(short) >= len(long) || long[len(long)-1] != short[len(short)-1] {
		return false
	}
	if len(short) == 1 {
		return !orgWords[strings.ToLower(short[0])] && !placeWords[strings.ToLower(short[0])] && !offices[strings.ToLower(short[0])]
	}
	return long[0] == short[0]
}

// evidence notes what the words around a mention say about its kind.
func (e *Entity) evidence(t *words.Text, start, end int, titled bool, title Gender) {
	first, last := t.Words[start], t.Words[end-1]
	name := strings.Join(e.tokens, " ")
	at := func(k int) words.Word {
		if k < 0 || k >= len(t.Words) {
			return words.Word{Text: " ", Quote: -1}
		}
		return t.Words[k]
	}
	if title != Unknown {
		e.Gender = title
	}
	switch {
	case stateOf(name) != "":
		e.votes[graph.State] += 10
		return
	case capitals[name] != "":
		e.votes[graph.Place] += 10
		return
	}
	for k := start; k < end; k++ {
		if orgWords[t.Words[k].Lower] {
			e.votes[graph.Organization] += 4
		}
	}
	if placeWords[last.Lower] {
		e.votes[graph.Place] += 3
	}
	if titled {
		e.votes[graph.Person] += 4
	}
	if g, ok := firstNames[first.Text]; ok && end-start > 1 {
		e.votes[graph.Person] += 4
		if e.Gender == Unknown {
			e.Gender = g
		}
	}
	if at(end).Lower == "," && len(at(end+1).Text) == 2 && at(end+1).Tag == "CD" {
		e.votes[graph.Person] += 3
	}
	if n := at(end); strings.HasPrefix(n.Tag, "VB") && reporting[n.Lower] {
		e.votes[graph.Person]++
	}
	if p := at(start - 1); p.Lower == "in" || p.Lower == "near" {
		e.votes[graph.Place]++
	}
	if p := at(start - 1); p.Lower == "the" {
		e.votes[graph.Organization]++
	}
	if end-start == 1 && len(last.Text) > 1 && len(last.Text) <= 6 && strings.ToUpper(last.Text) == last.Text {
		e.votes[graph.Organization] += 3
	}
}

// decide settles the kind. What shows no evidence stays without one.
func (e *Entity) decide() {
	best := 1
	for _, k := range [...]graph.NodeKind{graph.State, graph.Organization, graph.Person, graph.Place} {
		if n := e.votes[k]; n > best {
			best, e.Kind = n, k
		}
	}
}
