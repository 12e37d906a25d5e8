package extract

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"onrecord/extract/grammar"
	"onrecord/extract/names"
	"onrecord/graph"
	"onrecord/graph/text"
)

// actors gives ids to the entities of the document and proposes a node for
// each whose kind the document shows.
func (d *drafter) actors(context.Context) error {
	for _, e := range d.reading.Names.Entities {
		if _, err := d.actor(e); err != nil {
			return err
		}
	}
	for _, e := range d.reading.Names.Entities {
		if err := d.offices(e); err != nil {
			return err
		}
	}
	return nil
}

// offices proposes the offices the document says somebody holds.
func (d *drafter) offices(e *names.Entity) error {
	for i := range e.Offices {
		o := &e.Offices[i]
		if e.Kind != graph.Person || o.Former || o.Of == nil || o.Span.Len() == 0 || o.Title == "" {
			continue
		}
		who, err := d.actor(e)
		if err != nil {
			return err
		}
		of, err := d.actor(o.Of)
		if err != nil {
			return err
		}
		if who == "" || of == "" || o.Of.Described {
			continue
		}
		words, err := d.evidence(o.Span)
		if err != nil {
			return err
		}
		d.draft.Relations = append(d.draft.Relations, graph.RelationDraft{
			Type: graph.HoldsOffice, From: who, To: of, Role: o.Title, Evidence: words, Standing: graph.Standing{Confidence: officeConfidence},
		})
	}
	return nil
}

// officeConfidence: a title before or after a name is seldom misread.
const officeConfidence = 0.9

// actor gives the id of an entity, and its node the first time; "" where its
// kind is not known.
func (d *drafter) actor(e *names.Entity) (string, error) {
	if e == nil || e.Kind == "" {
		return "", nil
	}
	if id, ok := d.ids[e]; ok {
		return id, nil
	}
	if e.ID == "" && (e.Kind == graph.Group || e.Described) {
		d.ids[e] = d.thing(e.Kind, e.Name, e.Mentions...)
		return d.ids[e], nil
	}
	id := e.ID
	if id == "" {
		id = d.newID(e.Kind, e.Name, len(e.Candidates) > 0)
	}
	d.ids[e] = id
	if id == "" || d.proposed[id] {
		return id, nil
	}
	d.proposed[id] = true
	n := graph.NodeDraft{ID: id, Kind: e.Kind, Name: e.Name}
	for _, m := range e.Mentions {
		if said := m.In(d.source); said != e.Name && len(n.Aliases) < mostAliases && !slices.ContainsFunc(n.Aliases, func(a graph.Alias) bool { return a.Text == said }) {
			n.Aliases = append(n.Aliases, graph.Alias{Text: said, Language: d.draft.Documents[0].Language})
		}
	}
	d.draft.Nodes = append(d.draft.Nodes, n)
	return id, d.candidates(id, e.Kind, e.Candidates, e.Mentions)
}

const mostAliases = 20

// newID is an id for somebody new. Where others bear the name already it says
// of which document it is, so that it is never taken for one of them.
func (d *drafter) newID(kind graph.NodeKind, name string, taken bool) string {
	id := identify(kind, name, "")
	if strings.HasSuffix(id, ":") {
		return ""
	}
	if taken {
		_, hash, _ := strings.Cut(d.own(kind, name), ":")
		id += "-" + hash[:8]
	}
	return id
}

// candidates lists who else may be meant.
func (d *drafter) candidates(id string, kind graph.NodeKind, who []graph.KnownActor, mentions []text.Span) error {
	if len(mentions) == 0 {
		return nil
	}
	for _, k := range who {
		if k.Kind != kind || k.ID == id {
			continue
		}
		words, err := d.evidence(mentions[0])
		if err != nil {
			return err
		}
		d.draft.Relations = append(d.draft.Relations, graph.RelationDraft{
			Type: graph.PossiblySameAs, From: id, To: k.ID, Evidence: words,
			Reason:   "The same name; the document does not tell whether it is the same.",
			Standing: graph.Standing{Confidence: 1 / float64(len(who)+1)},
		})
	}
	return nil
}

// whoIs gives the ids of those a mention stands for: several where it joins
// them, none where the document does not tell.
func (d *drafter) whoIs(mention text.Span) ([]string, error) {
	var out []string
	for _, e := range d.reading.Names.ResolveAll(mention, d.recent(mention.Start)) {
		id, err := d.actor(e)
		if err != nil {
			return nil, err
		}
		if id != "" && e.Kind != graph.Place && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// A thing is an event, a force, a group or an organisation that the document
// describes rather than names. Two documents that speak of "a ceasefire" or of
// "the allies" need not mean the same, so a thing is never linked, but told to
// be possibly the same.
type thing struct {
	id       string // stands for it until settle knows which ids are taken
	kind     graph.NodeKind
	name     string
	mentions []text.Span
}

// thing gives the id of what the words describe.
func (d *drafter) thing(kind graph.NodeKind, words string, mentions ...text.Span) string {
	name := described(words)
	key := string(kind) + " " + text.Slug(name)
	t := d.things[key]
	if t == nil {
		if text.Slug(name) == "" {
			return ""
		}
		t = &thing{id: "thing:" + strconv.Itoa(len(d.order)), kind: kind, name: name}
		d.things[key] = t
		d.order = append(d.order, t)
	}
	t.mentions = append(t.mentions, mentions...)
	return t.id
}

// described is a noun phrase as a name: without the determiner and the marks.
func described(words string) string {
	words = strings.Join(strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune("«»“”„\" \n\t", r) }), " ")
	for {
		first, rest, more := strings.Cut(words, " ")
		if !more || !determiners[strings.ToLower(first)] {
			break
		}
		words = rest
	}
	if r := []rune(words); len(r) > 200 {
		words = string(r[:200])
	}
	return words
}

var determiners = grammar.Set("a an the this that these those any some his her its their our")

// settle proposes the nodes of things, and says which known ones they may be.
// It comes last: what is known is asked once for all of them.
func (d *drafter) settle(ctx context.Context) error {
	bearers := make([][]graph.KnownActor, len(d.order))
	if d.known != nil && len(d.order) > 0 {
		list := make([]string, len(d.order))
		for i, t := range d.order {
			list[i] = t.name
		}
		var err error
		if bearers, err = d.known.Named(ctx, list); err != nil {
			return err
		}
	}
	settled := map[string]string{}
	for i, t := range d.order {
		same := slices.DeleteFunc(slices.Clone(bearers[i]), func(k graph.KnownActor) bool { return k.Kind != t.kind })
		// In a graph the plain id may be somebody's already, under another name.
		id := d.newID(t.kind, t.name, d.known != nil)
		settled[t.id] = id
		node := graph.NodeDraft{ID: id, Kind: t.kind, Name: t.name}
		if len(t.mentions) > 0 {
			words, err := d.evidence(t.mentions[0])
			if err != nil {
				return err
			}
			node.Facts = append(node.Facts, graph.FactDraft{Property: graph.PropMention, Value: t.mentions[0].In(d.source), Evidence: words})
		}
		d.draft.Nodes = append(d.draft.Nodes, node)
		if err := d.candidates(id, t.kind, same, t.mentions); err != nil {
			return err
		}
	}
	d.rename(settled)
	return nil
}

// rename puts the settled ids where things stand.
func (d *drafter) rename(ids map[string]string) {
	one := func(id *string) {
		if now, ok := ids[*id]; ok {
			*id = now
		}
	}
	all := func(lists ...[]string) {
		for _, list := range lists {
			for i := range list {
				one(&list[i])
			}
		}
	}
	for i := range d.draft.Statements {
		s := &d.draft.Statements[i]
		one(&s.Speaker)
		all(s.Chain, s.About)
	}
	for i := range d.draft.Commitments {
		c := &d.draft.Commitments[i]
		all(c.PledgedBy, c.OwedTo, c.Beneficiaries, c.Forces, c.Places)
		for j := range c.Conditions {
			one(&c.Conditions[j].Event)
		}
	}
	for i := range d.draft.Relations {
		one(&d.draft.Relations[i].From)
		one(&d.draft.Relations[i].To)
	}
}
