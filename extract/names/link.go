package names

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// Link says which entities the index knows already: it fills their ID, or the
// Candidates where there are several or only a surname is given. published is
// the date of the document, as EDTF; empty is today. Call it before Resolve,
// so that offices the document gives nobody to ("the French president") find
// who held them then. It asks the index once for names and once for offices.
func (b *Book) Link(ctx context.Context, index graph.ActorIndex, published string) error {
	if index == nil {
		return nil
	}
	l := linker{Book: b, at: map[string]int{}}
	for _, e := range b.Entities {
		l.ask(e)
	}
	for _, e := range b.touched {
		l.ask(e)
	}
	if len(l.names) == 0 {
		return nil
	}
	found, err := index.Named(ctx, l.names)
	if err != nil {
		return err
	}
	if len(found) != len(l.names) {
		return &graph.Error{Code: graph.CodeBadInput, Message: fmt.Sprintf("the index of actors answered %d of %d names; it must answer each, in order", len(found), len(l.names))}
	}
	for _, e := range l.entities {
		l.decide(e, found)
	}
	return l.offices(ctx, index, published)
}

// linker gathers the questions of one document.
type linker struct {
	*Book
	entities []*Entity
	names    []string
	at       map[string]int // name to its place in names
	uses     map[*Entity][]string
}

// ask notes the names an entity may be known by. States are asked for by every
// name they have, people by full names, and by a surname where it is all there
// is.
func (l *linker) ask(e *Entity) {
	if l.uses == nil {
		l.uses = map[*Entity][]string{}
	}
	if l.uses[e] != nil || e.Kind == graph.Group {
		return
	}
	for _, n := range l.namesOf(e) {
		if _, ok := l.at[n]; !ok {
			l.at[n] = len(l.names)
			l.names = append(l.names, n)
		}
		l.uses[e] = append(l.uses[e], n)
	}
	l.entities = append(l.entities, e)
}

func (l *linker) namesOf(e *Entity) []string {
	names := []string{e.Name}
	switch e.Kind {
	case graph.State:
		if s := known.states[e.Name]; s != nil {
			names = slices.Clone(s.names)
		}
	case graph.Organization:
		names = append(names, known.bodies[e.Name]...)
	}
	for _, o := range e.forms {
		if len(o.words) > 1 || e.Kind == graph.Organization {
			names = append(names, strings.Join(o.words, " "))
		}
	}
	slices.Sort(names[1:])
	return slices.Compact(names)
}

// decide links an entity that one known actor fits, and lists the candidates
// of the others.
func (l *linker) decide(e *Entity, found [][]graph.KnownActor) {
	var fit []graph.KnownActor
	more := false
	for _, n := range l.uses[e] {
		bearers := found[l.at[n]]
		more = more || len(bearers) >= graph.MostBearers
		for _, k := range bearers {
			if (e.Kind == "" || k.Kind == e.Kind) && !slices.ContainsFunc(fit, func(o graph.KnownActor) bool { return o.ID == k.ID }) {
				fit = append(fit, k)
			}
		}
	}
	slices.SortFunc(fit, func(a, b graph.KnownActor) int { return cmp.Compare(a.ID, b.ID) })
	surname := (e.Kind == graph.Person || e.Kind == "") && !strings.Contains(e.Name, " ")
	if len(fit) == 1 && !more && !surname && !l.another(e, fit[0]) {
		e.ID = fit[0].ID
		if e.Kind == "" {
			// The document shows no kind; the only one of that full name does.
			e.Kind = fit[0].Kind
		}
		return
	}
	e.Candidates = fit[:min(len(fit), graph.MostBearers)]
}

// another: the document and the graph both show what the person is, and it is
// nothing alike: a namesake may be meant. One word of a role or an organisation
// in common says no.
func (l *linker) another(e *Entity, k graph.KnownActor) bool {
	if k.Kind != graph.Person || len(k.Roles) == 0 {
		return false
	}
	here := l.telling(e)
	if len(here) == 0 {
		return false
	}
	for _, role := range k.Roles {
		for _, w := range roleWords(role) {
			if here[w] {
				return false
			}
		}
	}
	return true
}

// telling gives the words that say what a person is in the document.
func (l *linker) telling(e *Entity) map[string]bool {
	m := map[string]bool{}
	add := func(s string) {
		for _, w := range roleWords(s) {
			m[w] = true
		}
	}
	for _, r := range e.Roles {
		add(r)
	}
	for _, o := range e.Offices {
		add(o.Title)
		if o.Of != nil {
			add(o.Of.Name)
		}
	}
	for _, o := range e.forms {
		for _, c := range o.callings {
			add(c)
		}
	}
	return m
}

// roleWords are the words of a role that tell something: neither "of" nor
// ranks. A state or organisation is one word, whichever way it is called.
func roleWords(role string) []string {
	var out []string
	for w := strings.Fields(straight(role)); len(w) > 0; {
		if name, n := knownIn(w); n > 0 {
			out, w = append(out, text.NameKey(name)), w[n:]
			continue
		}
		lower := longer(strings.ToLower(bare(w[0])))
		w = w[1:]
		if lower != "" && !small[lower] && !past[lower] && !present[lower] && !roleModifiers[lower] {
			out = append(out, text.NameKey(lower))
		}
	}
	return out
}

// bare is a word without the marks around it and its possessive.
func bare(w string) string { return strings.TrimSuffix(strings.Trim(w, ",;()"), "'s") }

// knownIn gives what the words begin with that the tables have, in any case,
// and how many words it takes.
func knownIn(w []string) (string, int) {
	first := bare(w[0])
	for _, spelled := range [...]string{first, titled(first), strings.ToUpper(first)} {
		for _, e := range known.entries[spelled] {
			if e.sort != isPlace && e.sort != isSeat && len(e.words) <= len(w) && sameWords(e.words, w) {
				return e.name, len(e.words)
			}
		}
	}
	return "", 0
}

func sameWords(entry, w []string) bool {
	for i, s := range entry {
		if !strings.EqualFold(s, bare(w[i])) {
			return false
		}
	}
	return true
}

var small = set("of the a an for in at and to on from by with his her its their office holder member top main the. mr mrs ms national international general public first second")

// offices asks who held the offices of those known by surname only, and of
// those the document gives to nobody.
func (l *linker) offices(ctx context.Context, index graph.ActorIndex, published string) error {
	var ask []graph.Office
	var take []func([]graph.KnownActor)
	seen := map[graph.Office]int{}
	question := func(title string, of *Entity, then func([]graph.KnownActor)) {
		o := graph.Office{Title: same(title), Of: of.ID, On: published}
		if of.ID == "" {
			return
		}
		if k, ok := seen[o]; ok {
			before := take[k]
			take[k] = func(a []graph.KnownActor) { before(a); then(a) }
			return
		}
		seen[o] = len(ask)
		ask, take = append(ask, o), append(take, then)
	}
	for _, e := range l.Entities {
		if e.Kind != graph.Person || e.ID != "" {
			continue
		}
		for _, o := range e.Offices {
			if o.Of != nil && !o.Former {
				question(o.Title, o.Of, func(holders []graph.KnownActor) { bySurname(e, holders) })
			}
		}
	}
	for _, a := range l.asked {
		of := l.nobodys(a.role)
		if of == nil {
			continue
		}
		question(a.role.title, of, func(holders []graph.KnownActor) { l.take(a.role, of, holders) })
	}
	if len(ask) == 0 {
		return nil
	}
	found, err := index.Holding(ctx, ask)
	if err != nil {
		return err
	}
	if len(found) != len(ask) {
		return &graph.Error{Code: graph.CodeBadInput, Message: fmt.Sprintf("the index of actors answered %d of %d offices; it must answer each, in order", len(found), len(ask))}
	}
	for i := range found {
		take[i](found[i])
	}
	return nil
}

// bySurname links a person whom only one holder of the office can be.
func bySurname(e *Entity, holders []graph.KnownActor) {
	if e.ID != "" || len(holders) >= graph.MostBearers {
		return
	}
	words := strings.Fields(e.Name)
	last := foldWords(words[len(words)-1:])[0]
	var fit []graph.KnownActor
	for _, h := range holders {
		if h.Kind == graph.Person && slices.ContainsFunc(append([]string{h.Name}, h.Aliases...), func(n string) bool {
			w := foldWords(strings.Fields(n))
			return len(w) > 0 && w[len(w)-1] == last
		}) {
			fit = append(fit, h)
		}
	}
	if len(fit) == 1 {
		e.ID, e.Candidates = fit[0].ID, nil
	}
}

// nobodys gives what an office is of, where nobody in the document holds it.
func (l *linker) nobodys(r role) *Entity {
	var of *Entity
	if strings.HasPrefix(r.of, stateKey) {
		of = l.states[r.of[len(stateKey):]]
	} else {
		of = l.bodies[string(graph.Organization)+strings.TrimPrefix(r.of, bodyKey)]
	}
	if of == nil {
		return nil
	}
	for _, h := range l.Book.offices[officeKey{head(same(r.title)), of.Name}] {
		if titleFits(h.office.Title, r.title) && !h.office.Former {
			return nil
		}
	}
	return of
}

// take keeps who held an office, for the mentions of it: the entity he or she
// is already, or a new one.
func (l *linker) take(r role, of *Entity, holders []graph.KnownActor) {
	if len(holders) != 1 || holders[0].Kind != graph.Person {
		return
	}
	key := officeKey{same(r.title), r.of}
	if l.holders[key] != nil {
		return
	}
	h := holders[0]
	for _, e := range l.Entities {
		if e.ID == h.ID {
			l.holders[key] = e
			return
		}
	}
	for _, e := range l.holders {
		if e.ID == h.ID {
			l.holders[key] = e
			return
		}
	}
	l.holders[key] = &Entity{Name: h.Name, Kind: graph.Person, ID: h.ID, Roles: []string{r.text}, Offices: []Office{{Title: r.title, Of: of}}}
}
