package names

import (
	"slices"
	"strings"

	"onrecord/graph"
)

// A group is the forms of one bearer, before it is an entity.
type group struct {
	forms  []*form
	entity *Entity
	full   []*form // those of two words and more
	first  int     // the first mention by a full form
	votes  [votable]int
	shown  [votable]int
	human  bool // does what only people do
}

// kind settles the kind of the bearer: what the name says comes first; what
// the text shows of the bearer decides where it says nothing.
func (g *group) kind() graph.NodeKind {
	if k := decide(g.votes); k != "" {
		return k
	}
	all := g.votes
	for k := range g.shown {
		all[k] += g.shown[k]
	}
	if g.human && all[body] <= all[person]+g.shown[body] {
		return graph.Person // whatever "it" seems to take up
	}
	return decide(all)
}

func (g *group) take(o *form) {
	o.group = g
	g.forms = append(g.forms, o)
	g.human = g.human || o.human
	for k := range o.votes {
		g.votes[k] += o.votes[k]
		g.shown[k] += o.shown[k]
	}
}

// identify brings the forms of one bearer together and makes the entities.
func (b *Book) identify() {
	surnames, parts := b.fullNames()
	b.acronyms()
	b.shortBodies()
	shared := b.shortNames(surnames, parts)
	for _, o := range b.order {
		if o.group == nil && shared[o] == nil {
			(&group{}).take(o)
		}
	}
	owner := map[*form]*group{}
	for i := range b.mentions {
		m := &b.mentions[i]
		g := m.form.group
		if among := shared[m.form]; among != nil {
			g = b.whose(i, among, owner)
		} else if m.form.entry.sort == isPlace || m.form.entry.sort == isState || m.form.entry.sort == isCapital {
			if p := surnames[m.form.folded[0]]; len(m.form.folded) == 1 && len(p) == 1 && p[0].kind() == graph.Person && !b.located(i) {
				g, m.state = p[0], ""
			}
		}
		if g != nil {
			m.entity = b.entity(g, m)
			b.mentioned(i)
		}
	}
}

// core gives the words of a name without what follows the surname, and that.
func (o *form) core() (words []string, suffix string) {
	n := len(o.folded)
	if n > 1 && suffixes[o.folded[n-1]] {
		return o.folded[:n-1], o.folded[n-1]
	}
	return o.folded, ""
}

// full: the form has a first name and a surname.
func (o *form) full() bool {
	w, _ := o.core()
	return o.entry.sort == 0 && !o.organ && len(w) > 1 && !leading[strings.ToLower(o.words[0])]
}

// fullNames groups first and last names, whatever stands between, and gives
// the groups by surname and by their other words.
func (b *Book) fullNames() (surnames, parts map[string][]*group) {
	surnames, parts = map[string][]*group{}, map[string][]*group{}
	byName := map[string][]*group{}
	for _, o := range b.order {
		if !o.full() {
			continue
		}
		w, suffix := o.core()
		last := w[len(w)-1]
		key := w[0] + " " + last + " " + suffix
		var g *group
		for _, c := range byName[key] {
			if !slices.ContainsFunc(c.full, func(p *form) bool { return !sameMiddle(p, o) }) {
				g = c
			}
		}
		if g == nil {
			g = &group{first: o.mentions[0]}
			byName[key] = append(byName[key], g)
			surnames[last] = append(surnames[last], g)
			for _, p := range w[:len(w)-1] {
				if !slices.Contains(parts[p], g) {
					parts[p] = append(parts[p], g)
				}
			}
		}
		g.full = append(g.full, o)
		g.take(o)
	}
	return surnames, parts
}

// sameMiddle: what stands between first name and surname does not contradict:
// George W. is not George H. W.
func sameMiddle(a, b *form) bool {
	x, _ := a.core()
	y, _ := b.core()
	x, y = x[1:len(x)-1], y[1:len(y)-1]
	if len(x) == 0 || len(y) == 0 {
		return true
	}
	return strings.HasPrefix(x[0], y[0]) || strings.HasPrefix(y[0], x[0])
}

// shortNames gives surnames, and names by their first word, to whoever is the
// only one they can be. Those that several bear are returned with them.
func (b *Book) shortNames(surnames, parts map[string][]*group) map[*form][]*group {
	shared := map[*form][]*group{}
	for _, o := range b.order {
		w, suffix := o.core()
		if o.group != nil || o.entry.sort != 0 || o.organ || o.full() {
			continue
		}
		var fit []*group
		for _, g := range surnames[w[len(w)-1]] {
			if g.kind() == graph.Organization || !slices.ContainsFunc(g.full, func(p *form) bool { return endsIn(p, w, suffix) }) {
				continue
			}
			fit = append(fit, g)
		}
		if len(fit) == 0 && len(w) == 1 && suffix == "" {
			for _, g := range parts[w[0]] {
				if g.kind() == graph.Person {
					fit = append(fit, g)
				}
			}
			if len(fit) > 1 {
				fit = nil
			}
		}
		switch len(fit) {
		case 0:
		case 1:
			if o.spoke > 0 || o.votes[person] > 0 {
				o.votes[person] += 2 + o.spoke // who says things by a surname is somebody
			}
			fit[0].take(o)
		default:
			shared[o] = fit
		}
	}
	return shared
}

func endsIn(p *form, w []string, suffix string) bool {
	long, s := p.core()
	return (suffix == "" || s == suffix) && len(w) <= len(long) && slices.Equal(long[len(long)-len(w):], w)
}

// whose says which of several bearers a bare surname at mention i means: the
// only one named so far; else who already bore it bare before the others came
// up, unless the paragraph just named another; where nobody did, the only one
// the paragraph named. Otherwise nobody.
func (b *Book) whose(i int, among []*group, owner map[*form]*group) *group {
	m := &b.mentions[i]
	w := b.wordAt(m.span.Start)
	g, _ := honorifics[b.at(w-1).Lower]
	var fit, here []*group
	from := b.at(b.starts[b.at(w).Sentence]).Start
	for _, c := range among {
		gender := c.gender()
		if c.first > i || g != Unknown && gender != Unknown && g != gender {
			continue
		}
		fit = append(fit, c)
		if b.fullSince(c, from, i) {
			here = append(here, c)
		}
	}
	switch {
	case len(fit) == 1:
		if owner[m.form] == nil {
			owner[m.form] = fit[0]
		}
		return fit[0]
	case owner[m.form] != nil && slices.Contains(fit, owner[m.form]):
		if len(here) == 0 || slices.Contains(here, owner[m.form]) {
			return owner[m.form]
		}
	case len(here) == 1:
		return here[0]
	}
	return nil
}

func (g *group) gender() Gender {
	for _, o := range g.full {
		if o.gender != Unknown {
			return o.gender
		}
	}
	return Unknown
}

// fullSince: the group was named in full after a place, before mention i.
func (b *Book) fullSince(g *group, from, i int) bool {
	for k := i - 1; k >= 0 && i-k < 40 && b.mentions[k].span.Start >= from; k-- {
		if slices.Contains(g.full, b.mentions[k].form) {
			return true
		}
	}
	return false
}

// acronyms joins "International Grain Council" and "IGC" where the one stands
// in parentheses after the other, or its letters are the other's initials.
func (b *Book) acronyms() {
	initials := map[string][]*form{}
	for _, o := range b.order {
		if o.organ && len(o.words) > 2 && o.entry.sort == 0 {
			key := ""
			for _, w := range o.words {
				if capital(w) {
					key += w[:1]
				}
			}
			initials[key] = append(initials[key], o)
		}
	}
	for i := 1; i < len(b.mentions); i++ {
		x, y := &b.mentions[i-1], &b.mentions[i]
		if y.span.Start-x.span.End > 3 || y.span.End >= len(b.source) || strings.TrimSpace(b.source[x.span.End:y.span.Start]) != "(" || b.source[y.span.End] != ')' {
			continue
		}
		b.abbreviate(x.form, y.form, true)
		b.abbreviate(y.form, x.form, true)
	}
	for _, o := range b.order {
		if o.group == nil && len(o.words) == 1 && len(o.words[0]) > 2 && acronym(o.words[0]) {
			if l := initials[strings.ReplaceAll(o.words[0], ".", "")]; len(l) == 1 {
				b.abbreviate(l[0], o, false)
			}
		}
	}
}

func (b *Book) abbreviate(long, short *form, told bool) {
	if len(short.words) != 1 || len(long.words) < 2 || short.group != nil || long.entry.sort != 0 || short.entry.sort != 0 || !acronym(short.words[0]) {
		return
	}
	if !abbreviates(short.words[0], long.words) && !(told && long.organ) || long.votes[person] > long.votes[body] {
		return
	}
	if long.group == nil {
		(&group{}).take(long)
	}
	long.group.votes[body] += 4
	long.group.take(short)
}

// shortBodies joins "the Harbour Union" and "the Union", where only one longer
// name can be meant.
func (b *Book) shortBodies() {
	longer := map[string][]*form{}
	for _, o := range b.order {
		if !o.organ || o.entry.sort == isState || o.entry.sort == isCapital {
			continue
		}
		for k := 1; k < len(o.folded); k++ {
			key := strings.Join(o.folded[k:], " ")
			if w := o.folded[k]; w != "of" && w != "the" && w != "for" && w != "on" {
				longer[key] = append(longer[key], o)
			}
			if w := strings.ToLower(o.words[min(k, len(o.words)-1)]); w == "of" || w == "for" || w == "on" {
				key = strings.Join(o.folded[:k], " ")
				longer[key] = append(longer[key], o)
			}
		}
	}
	for _, o := range b.order {
		if !o.organ || o.group != nil || o.entry.sort != 0 {
			continue
		}
		l := longer[strings.Join(o.folded, " ")]
		if len(l) != 1 || l[0].mentions[0] > o.mentions[0] || l[0].entry.sort != 0 {
			continue
		}
		if l[0].group == nil {
			(&group{}).take(l[0])
		}
		l[0].group.take(o)
	}
}

// entity gives the entity of a group at one of its mentions.
func (b *Book) entity(g *group, m *mention) *Entity {
	if g.entity != nil {
		return g.entity
	}
	o := g.forms[0]
	switch e := o.entry; e.sort {
	case isState:
		g.entity = b.stateOrPlace(e.name)
	case isBody:
		g.entity = b.table(graph.Organization, e.name)
	case isPlace, isCapital, isSeat:
		g.entity = b.table(graph.Place, strings.Join(o.words, " "))
	default:
		g.entity = g.make()
		if g.entity.Kind == graph.Organization || g.entity.Kind == graph.Place {
			key := bodyKey + fold(g.entity.Name)
			if b.bodies[key] == nil {
				b.bodies[key] = g.entity
			}
		}
	}
	return g.entity
}

// table gives the entity of a name that the tables have.
func (b *Book) table(kind graph.NodeKind, name string) *Entity {
	key := string(kind) + name
	if b.bodies[key] == nil {
		b.bodies[key] = &Entity{Kind: kind, Name: name}
	}
	return b.bodies[key]
}

// stateOrPlace: Georgia is a state of America as well; it is the country where
// the text speaks of Georgians or Tbilisi.
func (b *Book) stateOrPlace(name string) *Entity {
	if name == "Georgia" && b.states[name] == nil {
		return b.table("", name)
	}
	return b.stateNamed(name)
}

func (g *group) make() *Entity {
	e := &Entity{Kind: g.kind()}
	longest := g.forms[0]
	for _, o := range g.forms {
		if len(o.words) > len(longest.words) {
			longest = o
		}
		if e.Gender == Unknown {
			e.Gender = o.gender
		}
		e.forms = append(e.forms, o)
	}
	e.Name = strings.Join(longest.words, " ")
	if e.Kind == graph.Person && plurals(longest.words[len(longest.words)-1]) {
		e.Kind = "" // Democrats are many
	}
	return e
}

// mentioned notes mention i with its entity. A capital or seat is a place only
// where something happens.
func (b *Book) mentioned(i int) {
	m := &b.mentions[i]
	if m.state != "" && !b.located(i) {
		return
	}
	m.entity.Mentions = append(m.entity.Mentions, m.span)
	b.list(m.entity)
}

// located: the words around mention i say that something happens there: "in
// Paris", "the Paris talks", "Paris, France".
func (b *Book) located(i int) bool {
	m := &b.mentions[i]
	first, end := b.wordsOf(m.span)
	before, next := b.at(first-1), b.at(end)
	if before.Lower == "the" {
		before = b.at(first - 2)
	}
	switch {
	case locative[before.Lower] && before.Quote == b.at(first).Quote, before.Lower == "of" && placeWords[b.at(first-2).Lower]:
		return true
	case next.Lower == ",":
		e, n := known.at(b.t, end+1, b.sentenceOf(first))
		return n > 0 && (e.sort == isState && e.name == m.state || e.sort == isPlace && !b.enumerated(end+1+n))
	}
	return strings.HasPrefix(next.Tag, "NN") && !strings.HasPrefix(next.Tag, "NNP") && gathering[next.Lower]
}

func (b *Book) enumerated(k int) bool { return b.at(k).Lower == "and" || b.at(k+1).Lower == "and" }

func (b *Book) sentenceOf(word int) int { return b.t.Sentences[b.at(word).Sentence].End }

// gathering are nouns of what happens in a place that stands before them.
var gathering = set(`talks summit meeting conference discussions negotiations attacks attack bombing bombings protest protests airport streets suburb suburbs metro subway police residents agreement accord accords treaty deal
session gathering visit trip olympics games forum event events riots demonstration rally march trial court hospital school university mayor office bureau area region`)
