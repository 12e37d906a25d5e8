package graph_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/graph/text"
)

// picture is everything a view shows of the vocabulary, in words: made once
// from the graph and once from the model, and held side by side.
type picture struct {
	Nodes     map[string]nodePicture
	Relations map[string]string // by what they say: review, claimed, retracted
	Lists     map[string][]string
}

type nodePicture struct {
	Is, Name, Label       string
	Aliases, Members      []string
	Standing              string
	Props, Facts          []string
	Statement, Commitment string
	Out                   []string // relations shown, in order
	All                   []string // relations, rejected and retracted too
	Counts                []string
	Lists                 map[string][]string
}

func standing(r graph.ReviewStatus, retracted bool) string { return fmt.Sprint(r, " ", retracted) }

// reader reads a view for a test.
type reader struct {
	*world
	v    *graph.View
	lens lens
	ids  map[graph.Ref]string
}

func (w *world) reader(v *graph.View, l lens) *reader {
	return &reader{w, v, l, map[graph.Ref]string{0: ""}}
}

func must[T any](r *reader, got T, err error) T {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
	return got
}

func (r *reader) id(ref graph.Ref) string {
	if _, ok := r.ids[ref]; !ok {
		got, err := graph.StoredIDs(r.v, []graph.Ref{ref})
		r.ids[ref] = must(r, got, err)[0]
	}
	return r.ids[ref]
}

func (r *reader) idsOf(refs []graph.Ref) []string {
	var out []string
	for _, ref := range refs {
		out = append(out, r.id(ref))
	}
	return out
}

func idsOfNodes(nodes []*graph.Node) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.ID)
	}
	return out
}

func sorted(list []string) []string { slices.Sort(list); return list }

func (r *reader) relation(x *graph.Relation) string {
	return mRelation{x.Type, r.id(x.From), r.id(x.To), x.Role, x.ValidFrom, x.ValidTo, x.Alternative, 0}.key()
}

func (r *reader) relations(list []*graph.Relation) []string {
	var out []string
	for _, x := range list {
		out = append(out, r.relation(x))
	}
	return out
}

var (
	most       = 500
	everything = graph.Page{First: &most}
	anyReview  = []graph.ReviewStatus{graph.Pending, graph.Accepted, graph.Rejected, graph.Disputed}
)

// ofGraph makes the picture from a view.
func (r *reader) ofGraph() picture {
	v, p := r.v, picture{Nodes: map[string]nodePicture{}, Relations: map[string]string{}, Lists: map[string][]string{}}
	all, err := v.NodesByID(allIDs)
	found := must(r, all, err)
	nodes := slices.DeleteFunc(slices.Clone(found), func(n *graph.Node) bool { return n == nil })
	shown, err := v.RelationsOf(nodes, graph.RelationQuery{}, everything)
	must(r, shown, err)
	hidden, err := v.RelationsOf(nodes, graph.RelationQuery{Review: anyReview}, everything)
	must(r, hidden, err)
	counts, err := v.Counts(nodes)
	must(r, counts, err)
	facts, err := v.Facts(nodes, true)
	must(r, facts, err)
	at := 0
	for i, n := range found {
		if n == nil {
			continue
		}
		np := nodePicture{
			Is: n.ID, Name: n.Name, Label: n.Label("uk"), Members: sorted(r.idsOf(n.Members)), Standing: standing(n.Review, n.RetractedAt != 0),
			Out: r.relations(shown[at].Items), All: sorted(r.relations(hidden[at].Items)), Lists: map[string][]string{},
		}
		for _, a := range n.Aliases {
			np.Aliases = append(np.Aliases, a.Text)
		}
		for _, x := range n.Props {
			np.Props = append(np.Props, fmt.Sprint(x.Name, "=", x.Value, " ", x.Review == graph.Accepted, " ", x.Evidence))
		}
		for _, f := range facts[at] {
			np.Facts = append(np.Facts, fmt.Sprint(r.id(f.Node), " ", f.Property, "=", f.Value, " ", standing(f.Review, f.RetractedAt != 0), " ", len(f.Evidence), r.id(f.AccordingTo), r.id(f.Via)))
		}
		slices.Sort(np.Facts)
		for _, c := range counts[at] {
			np.Counts = append(np.Counts, fmt.Sprint(c.Type, c.Direction, c.Count))
		}
		if s := n.Statement; s != nil {
			np.Statement = fmt.Sprint(r.id(s.Document), "\n", s.Text, s.QuoteType, s.Act, s.SourceKind, r.id(s.Speaker), r.idsOf(s.Chain), sorted(r.idsOf(s.About)))
		}
		if n.Commitment != nil {
			terms, err := v.Terms([]*graph.Node{n})
			np.Commitment = termsOf(must(r, terms, err)[0])
		}
		p.Nodes[allIDs[i]] = np
		at++
	}
	r.things(&p)
	r.lists(&p, nodes)
	return p
}

func termsOf(t *graph.Terms) string {
	var conditions []string
	for _, c := range t.Conditions {
		event := ""
		if c.Event != nil {
			event = c.Event.ID
		}
		conditions = append(conditions, fmt.Sprint(event, c.Kind, c.State, c.Alternative))
	}
	return fmt.Sprint(t.State, sorted(idsOfNodes(t.PledgedBy)), sorted(idsOfNodes(t.OwedTo)), t.Contested, sorted(conditions))
}

// things reads every relation, assertion and fact by its id.
func (r *reader) things(p *picture) {
	keys := slices.Sorted(maps.Keys(r.world.ids))
	ids := make([]string, len(keys))
	for i, k := range keys {
		ids[i] = r.world.ids[k]
	}
	got, err := r.v.Things(ids)
	for i, x := range must(r, got, err) {
		switch {
		case x.Relation != nil:
			p.Relations[keys[i]] = fmt.Sprint(standing(x.Relation.Review, x.Relation.RetractedAt != 0), " claimed ", x.Relation.Claimed, x.Relation.Visible())
			if k := r.relation(x.Relation); k != keys[i] {
				r.Fatalf("%s leads to %s", keys[i], k)
			}
			list, err := r.v.Assertions([]graph.Ref{x.Relation.Ref}, true)
			for _, a := range must(r, list, err)[0] {
				p.Relations[keys[i]] += fmt.Sprint("\n", r.id(a.AccordingTo), " ", r.id(a.Via), " ", a.Evidence[0].Start, r.id(a.Evidence[0].Doc), standing(a.Review, a.RetractedAt != 0))
			}
		case x.Assertion != nil:
			p.Relations[keys[i]] = standing(x.Assertion.Review, x.Assertion.RetractedAt != 0)
		case x.Fact != nil:
			p.Relations[keys[i]] = standing(x.Fact.Review, x.Fact.RetractedAt != 0)
		}
	}
}

var kinds = []graph.NodeKind{graph.Person, graph.State, graph.Organization, graph.Group}

func (r *reader) lists(p *picture, nodes []*graph.Node) {
	v := r.v
	list := func(name string, c *graph.Connection[*graph.Node], err error) {
		p.Lists[name] = idsOfNodes(must(r, c, err).Items)
		n, exact, err := c.Count()
		if err != nil || !exact || n != len(c.Items) {
			r.Fatalf("%s: counted %d, %v, listed %d (%v)", name, n, exact, len(c.Items), err)
		}
	}
	for _, n := range nodes {
		np := p.Nodes[n.ID]
		statements := func(name string, l graph.StatementList) {
			c, err := v.StatementsOf([]*graph.Node{n}, l, graph.StatementFilter{}, nil, everything)
			np.Lists[name] = idsOfNodes(must(r, c, err)[0].Items)
		}
		commitments := func(name string, l graph.CommitmentList) {
			c, err := v.CommitmentsOf([]*graph.Node{n}, l, graph.CommitmentFilter{}, false, everything)
			np.Lists[name] = idsOfNodes(must(r, c, err)[0].Items)
		}
		switch n.Kind {
		case graph.Person, graph.State, graph.Group:
			statements("stated", graph.StatementsOfActor)
			commitments("pledged", graph.CommitmentsOfDebtor)
			commitments("owed", graph.CommitmentsOfCreditor)
		case graph.Document:
			statements("reported", graph.StatementsInDocument)
			commitments("included", graph.CommitmentsIncluded)
		case graph.Event:
			commitments("condition", graph.CommitmentsOnCondition)
		}
		p.Nodes[n.ID] = np
		for _, member := range np.Members { // shown under its own id too
			p.Nodes[member] = np
		}
	}
	for _, k := range kinds {
		c, err := v.Actors(k, graph.ActorFilter{}, everything)
		list(string(k), c, err)
		for _, id := range groupIDs {
			if r.known(id) {
				c, err := v.Actors(k, graph.ActorFilter{MemberOf: id}, everything)
				list(string(k)+" of "+id, c, err)
			}
		}
	}
	for _, id := range allIDs {
		for _, name := range names[id] {
			c, err := v.Actors(graph.KindOfID(id), graph.ActorFilter{Name: name}, everything)
			list("named "+name+" "+string(graph.KindOfID(id)), c, err)
			p.Lists["named "+name+" "+string(graph.KindOfID(id))] = sorted(p.Lists["named "+name+" "+string(graph.KindOfID(id))])
			c, err = v.Search(name, nil, everything)
			list("search "+name, c, err)
			slices.Sort(p.Lists["search "+name])
		}
	}
	for _, desc := range []bool{false, true} {
		for _, f := range r.statementFilters() {
			c, err := v.Statements(f.filter, &graph.StatementOrder{Field: graph.OrderSaidAt, Desc: desc}, everything)
			name := fmt.Sprint("statements ", f.name, desc)
			list(name, c, err)
			p.Lists[name] = r.tied(p.Lists[name], desc)
		}
	}
	for _, f := range r.commitmentFilters() {
		c, err := v.Commitments(f.filter, nil, everything)
		list("commitments "+f.name, c, err)
		p.Lists["commitments "+f.name] = r.tied(p.Lists["commitments "+f.name], false)
	}
	for _, who := range []string{"", "person:ann", "state:eire"} {
		c, err := v.Events(graph.EventFilter{Participant: who}, everything)
		list("events of "+who, c, err)
	}
	for _, s := range []graph.EventStatus{graph.Occurred, graph.Planned, graph.Hypothetical} {
		c, err := v.Events(graph.EventFilter{Status: []graph.EventStatus{s}}, everything)
		list("events "+string(s), c, err)
	}
}

// tied puts those of one date in the order of the model: an index may hold them
// by the number of the relation or of the node. What is not by date stays as it
// is, and will not agree. (What was merged is listed by the date of the part
// that the relation names.)
func (r *reader) tied(ids []string, desc bool) []string {
	order := func(a, b string) int {
		if desc {
			a, b = b, a
		}
		return r.lens.byDate(r.lens.nodes[a], r.lens.nodes[b])
	}
	merged := slices.ContainsFunc(commitmentIDs, func(id string) bool { return r.lens.nodes[id].into != "" })
	for i := 1; i < len(ids); i++ {
		if a, b := ids[i-1], ids[i]; order(a, b) > 0 && r.lens.date(a) != r.lens.date(b) && !merged {
			return ids
		}
	}
	slices.SortFunc(ids, order)
	return ids
}

// known: a filter may name what the graph has heard of by now.
func (w *world) known(id string) bool { _, ok := w.now.nodes[id]; return ok }

// A filter, and what it means in the model.
type statementCase struct {
	name   string
	filter graph.StatementFilter
	keep   func(l lens, n mNode) bool
}

func (w *world) statementFilters() []statementCase {
	yes := true
	list := []statementCase{
		{"all", graph.StatementFilter{}, func(lens, mNode) bool { return true }},
		{"direct", graph.StatementFilter{QuoteType: graph.Direct}, func(_ lens, n mNode) bool { return n.statement.quote == graph.Direct }},
		{"acts", graph.StatementFilter{Act: []graph.SpeechAct{graph.Pledge, graph.Deny}}, func(_ lens, n mNode) bool { return n.statement.act != "" }},
		{"relayed", graph.StatementFilter{Relayed: &yes}, func(l lens, n mNode) bool { _, c := l.chain(n.id); return len(c) > 1 }},
		{"jam", graph.StatementFilter{Text: "the JAM"}, func(_ lens, n mNode) bool { return n.statement.at.words() == sentences[0] }},
		{"january", graph.StatementFilter{SaidFrom: "2026-01-05", SaidTo: "2026-02"}, func(l lens, n mNode) bool {
			d := l.value(n.id, "saidAt")
			return d != "" && edtf.Overlaps(day(d), day("2026-01-05/2026-02"))
		}},
		{"pending", graph.StatementFilter{Review: []graph.ReviewStatus{graph.Pending}}, func(_ lens, n mNode) bool { return n.review == graph.Pending }},
	}
	by := func(ids ...string) func(l lens, n mNode) bool {
		return func(l lens, n mNode) bool {
			_, chain := l.chain(n.id)
			return slices.ContainsFunc(chain, func(id string) bool {
				return slices.ContainsFunc(ids, func(x string) bool { return l.root(x) == l.root(id) })
			})
		}
	}
	about := func(id string) func(l lens, n mNode) bool {
		return func(l lens, n mNode) bool {
			return slices.ContainsFunc(l.about(n.id), func(x string) bool { return l.root(x) == l.root(id) })
		}
	}
	both := func(a, b func(lens, mNode) bool) func(lens, mNode) bool {
		return func(l lens, n mNode) bool { return a(l, n) && b(l, n) }
	}
	if w.known("person:ann") && w.known("state:eire") {
		list = append(list,
			statementCase{"by ann", graph.StatementFilter{Speaker: "person:ann"}, by("person:ann")},
			statementCase{"by ann or eire", graph.StatementFilter{Speakers: []string{"person:ann", "state:eire"}}, by("person:ann", "state:eire")},
			statementCase{"about ann", graph.StatementFilter{About: "person:ann"}, about("person:ann")},
			statementCase{"by ann about eire", graph.StatementFilter{Speaker: "person:ann", About: "state:eire"}, both(by("person:ann"), about("state:eire"))})
	}
	return list
}

type commitmentCase struct {
	name   string
	filter graph.CommitmentFilter
	keep   func(l lens, id string) bool
}

func (w *world) commitmentFilters() []commitmentCase {
	list := []commitmentCase{
		{"all", graph.CommitmentFilter{}, func(lens, string) bool { return true }},
		{"offers", graph.CommitmentFilter{Strength: []graph.Strength{graph.Offered}}, func(l lens, id string) bool { return l.value(id, "strength") == "OFFER" }},
		{"summary", graph.CommitmentFilter{Text: "commitment:a"}, func(l lens, id string) bool { return l.root("commitment:a") == id }},
	}
	for _, s := range []graph.CommitmentState{graph.Conditional, graph.Detached, graph.Proposed, graph.Cancelled, graph.Expired} {
		list = append(list, commitmentCase{string(s), graph.CommitmentFilter{State: s}, func(l lens, id string) bool { return l.state(id) == s }})
	}
	has := func(l lens, list []string, id string) bool { return slices.Contains(list, l.root(id)) }
	for _, id := range []string{"person:ann", "state:eire"} {
		list = append(list,
			commitmentCase{"pledged by " + id, graph.CommitmentFilter{PledgedBy: id}, func(l lens, c string) bool { return has(l, l.ends(c, graph.Pledged, false), id) }},
			commitmentCase{"owed to " + id, graph.CommitmentFilter{OwedTo: id}, func(l lens, c string) bool { return has(l, l.ends(c, graph.OwedTo, true), id) }})
	}
	on := func(ids ...string) func(l lens, c string) bool {
		return func(l lens, c string) bool {
			return slices.ContainsFunc(l.conditions(c), func(x mCondition) bool {
				return slices.ContainsFunc(ids, func(id string) bool { return l.root(id) == x.event })
			})
		}
	}
	return append(list,
		commitmentCase{"on lull", graph.CommitmentFilter{ConditionalOn: "event:lull"}, on("event:lull")},
		commitmentCase{"on lull or jam", graph.CommitmentFilter{ConditionalOnAny: []string{"event:lull", "event:jam"}}, on("event:lull", "event:jam")})
}

// ofModel makes the picture from the model.
func (w *world) ofModel(l lens) picture {
	p := picture{Nodes: map[string]nodePicture{}, Relations: map[string]string{}, Lists: map[string][]string{}}
	for _, id := range allIDs {
		if _, ok := l.nodes[id]; ok {
			p.Nodes[id] = l.nodePicture(l.root(id))
		}
	}
	l.describe(&p)
	for _, k := range kinds {
		key := func(n mNode) string { return fmt.Sprintf("%-8.8s%8d", text.Fold(n.name), n.number) }
		p.Lists[string(k)] = l.ofKind(k, func(n mNode) bool { return true }, func(a, b mNode) int { return strings.Compare(key(a), key(b)) })
		for _, id := range groupIDs {
			if w.known(id) {
				p.Lists[string(k)+" of "+id] = nil
				if _, ok := l.nodes[id]; ok {
					p.Lists[string(k)+" of "+id] = l.list(l.root(id), false, graph.MemberOf, false, func(n mNode) bool { return n.kind == k && n.visible() })
				}
			}
		}
	}
	l.byName(&p)
	for _, desc := range []bool{false, true} {
		for _, f := range w.statementFilters() {
			keep := func(n mNode) bool { return n.visible() && f.keep(l, n) }
			list := l.ofKind(graph.Statement, keep, l.byDate)
			if desc {
				slices.Reverse(list)
			}
			p.Lists[fmt.Sprint("statements ", f.name, desc)] = list
		}
	}
	for _, f := range w.commitmentFilters() {
		p.Lists["commitments "+f.name] = l.ofKind(graph.Commitment, func(n mNode) bool { return n.visible() && f.keep(l, n.id) }, l.byDate)
	}
	p.Lists["events of "] = l.ofKind(graph.Event, mNode.visible, l.byDate)
	for _, who := range []string{"person:ann", "state:eire"} {
		p.Lists["events of "+who] = nil
		if _, ok := l.nodes[who]; ok {
			p.Lists["events of "+who] = l.list(l.root(who), false, graph.ParticipatedIn, true, mNode.visible)
		}
	}
	for _, s := range []graph.EventStatus{graph.Occurred, graph.Planned, graph.Hypothetical} {
		p.Lists["events "+string(s)] = l.ofKind(graph.Event, func(n mNode) bool { return n.visible() && l.eventStatus(n.id) == s }, l.byDate)
	}
	return p
}

func (l lens) byDate(a, b mNode) int {
	switch x, y := l.date(a.id), l.date(b.id); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return a.number - b.number
}

// ofKind lists the nodes of a kind that stand for themselves.
func (l lens) ofKind(k graph.NodeKind, keep func(mNode) bool, order func(a, b mNode) int) []string {
	var list []mNode
	for _, n := range l.sortedNodes() {
		if n.kind == k && n.into == "" && keep(n) && (n.visible() || k == graph.Statement) {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, order)
	var out []string
	for _, n := range list {
		out = append(out, n.id)
	}
	return out
}

func (l lens) nodePicture(id string) nodePicture {
	n := l.nodes[id]
	np := nodePicture{
		Is: id, Name: n.name, Label: n.name, Aliases: n.aliases, Members: sorted(l.members(id)[1:]), Standing: standing(n.review, n.retracted),
		Lists: map[string][]string{},
	}
	if len(np.Members) == 0 {
		np.Members = nil
	}
	for _, name := range typedProperties {
		if f, ok := l.property(id, name); ok {
			np.Props = append(np.Props, fmt.Sprint(name, "=", f.value, " ", f.settles(), " ", f.at.document != ""))
		}
	}
	for _, f := range l.facts {
		if slices.Contains(l.members(id), f.node) {
			spans := 0
			if f.at.document != "" {
				spans = 1
			}
			np.Facts = append(np.Facts, fmt.Sprint(f.node, " ", f.property, "=", f.value, " ", standing(f.review, f.retracted), " ", spans, f.according, f.via))
		}
	}
	slices.Sort(np.Facts)
	for _, rule := range graph.Ontology {
		out, in := l.edges(id, rule.Type, true, false), l.edges(id, rule.Type, false, false)
		if len(out) > 0 {
			np.Counts = append(np.Counts, fmt.Sprint(rule.Type, graph.Outgoing, len(out)))
		}
		if len(in) > 0 {
			np.Counts = append(np.Counts, fmt.Sprint(rule.Type, graph.Incoming, len(in)))
		}
		for _, e := range slices.Concat(l.edges(id, rule.Type, true, true), l.edges(id, rule.Type, false, true)) {
			if !slices.Contains(np.All, e.key()) {
				np.All = append(np.All, e.key())
			}
		}
	}
	slices.Sort(np.All)
	for _, e := range l.all(id) {
		np.Out = append(np.Out, e.key())
	}
	if s := n.statement; s != nil {
		speaker, chain := l.chain(id)
		np.Label = string([]rune(s.at.words()))
		np.Statement = fmt.Sprint(s.at.document, "\n", s.at.words(), s.quote, s.act, s.source, speaker, chain, l.about(id))
	}
	visible := mNode.visible
	switch n.kind {
	case graph.Person, graph.State, graph.Group:
		np.Lists["stated"] = l.list(id, true, graph.Stated, true, visible)
		np.Lists["pledged"] = l.list(id, false, graph.Pledged, true, visible)
		np.Lists["owed"] = l.list(id, false, graph.OwedTo, false, visible)
	case graph.Document:
		np.Lists["reported"] = l.list(id, false, graph.ReportedIn, false, visible)
		np.Lists["included"] = l.list(id, false, graph.IncludedIn, false, visible)
	case graph.Event:
		np.Lists["condition"] = l.list(id, false, graph.ConditionalOn, false, visible)
	case graph.Commitment:
		var conditions []string
		for _, c := range l.conditions(id) {
			conditions = append(conditions, fmt.Sprint(c.event, c.kind, c.state, c.alternative))
		}
		np.Commitment = fmt.Sprint(l.state(id), l.ends(id, graph.Pledged, false), l.ends(id, graph.OwedTo, true), false, sorted(conditions))
	}
	return np
}

// all lists the visible relations of a node, each once: outgoing before
// incoming, by type.
func (l lens) all(id string) []mEdge {
	var list []mEdge
	seen := map[string]bool{} // a relation between two that became one has both its ends here
	for _, out := range []bool{true, false} {
		for _, rule := range graph.Ontology {
			for _, e := range l.edges(id, rule.Type, out, false) {
				if !seen[e.key()] {
					seen[e.key()] = true
					list = append(list, e)
				}
			}
		}
	}
	return list
}

// describe says what every relation, assertion and fact has come to.
func (l lens) describe(p *picture) {
	for k := range l.relations {
		review, visible, retracted, claimed := l.outcome(k)
		p.Relations[k] = fmt.Sprint(standing(review, retracted), " claimed ", claimed, visible)
		var list []mAssertion
		for _, a := range l.assertions {
			if a.relation == k {
				list = append(list, a)
			}
		}
		slices.SortFunc(list, func(a, b mAssertion) int { return a.number - b.number })
		for _, a := range list {
			start := strings.Index(textOf(a.at.document), a.at.words())
			p.Relations[k] += fmt.Sprint("\n", a.according, " ", a.via, " ", start, a.at.document, standing(a.review, a.retracted))
		}
	}
	for k, a := range l.assertions {
		p.Relations[k] = standing(a.review, a.retracted)
	}
	for k, f := range l.facts {
		p.Relations[k] = standing(f.review, f.retracted)
	}
}

// byName: a node is found by the names of all that became one with it.
func (l lens) byName(p *picture) {
	bears := func(id, name string) bool {
		for _, m := range l.members(id) {
			n := l.nodes[m]
			if n.name == name || slices.Contains(n.aliases, name) {
				return true
			}
		}
		return false
	}
	for _, id := range namedIDs {
		k := graph.KindOfID(id)
		for _, name := range names[id] {
			p.Lists["named "+name+" "+string(k)] = sorted(l.ofKind(k, func(n mNode) bool { return bears(n.id, name) }, l.byDate))
			p.Lists["search "+name] = sorted(l.found(name))
		}
	}
}

// found is what a search must find: a node of which one of those that became
// it is named so, or holds every word in its names or its text.
func (l lens) found(query string) []string {
	var out []string
	for _, n := range l.sortedNodes() {
		if n.into == "" && n.visible() && slices.ContainsFunc(l.members(n.id), func(m string) bool { return l.nodes[m].matches(query) }) {
			out = append(out, n.id)
		}
	}
	return out
}

func (n mNode) matches(query string) bool {
	have := map[string]bool{}
	read := func(s string) {
		for t := range text.Tokens(s) {
			have[t.Text] = true
		}
	}
	switch {
	case n.statement != nil:
		read(n.statement.at.words())
	case n.document != nil:
		read(n.document.text)
	}
	if n.statement == nil {
		for _, s := range append([]string{n.name}, n.aliases...) {
			if strings.EqualFold(s, query) {
				return true
			}
			read(s)
			read(text.Transliterate(s))
		}
	}
	for t := range text.Tokens(query) {
		if !have[t.Text] {
			return false
		}
	}
	return true
}

// Comparing.

func (w *world) session() *graph.Session {
	s, err := w.graph.Session(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	return s
}

func (w *world) lens(m *model, valid *edtf.Date) lens {
	return lens{m, valid, w.lookFrom(valid), w.today(), map[string]outcome{}}
}

func (w *world) lookFrom(valid *edtf.Date) edtf.Day {
	if valid != nil {
		return valid.Earliest()
	}
	return w.today()
}

func (w *world) equal(what string, v *graph.View, l lens) {
	w.Helper()
	if d := cmp.Diff(w.ofModel(l), w.reader(v, l).ofGraph()); d != "" {
		w.Fatalf("%s: the model (-) and the graph (+) part:\n%s", what, d)
	}
}

// compare holds the present against the model, after every third step.
func (w *world) compare() {
	if w.done++; w.done%3 == 0 {
		w.comparePresent()
	}
}

func (w *world) comparePresent() {
	s := w.session()
	defer s.Close()
	w.equal("the present", s.Present(), w.lens(w.now, nil))
}

// lookBack holds an earlier transaction against the copy of the model, by its
// number or by an instant, seen from now or from a day of the world.
func (w *world) lookBack() {
	s := w.session()
	defer s.Close()
	seq := rapid.IntRange(0, len(w.past)-1).Draw(w.T, "transaction")
	v := s.ViewAt(graph.Seq(seq))
	if seq > 0 && w.maybe("by instant") {
		at := w.at[seq]
		if seq+1 < len(w.at) && w.maybe("just before the next") {
			at = w.at[seq+1].Add(-time.Microsecond)
		}
		var err error
		if v, err = s.AsOf(at); err != nil {
			w.Fatal(err)
		}
	}
	if int(v.Seq()) != seq {
		w.Fatalf("the view is of transaction %d, not %d", v.Seq(), seq)
	}
	var valid *edtf.Date
	if w.maybe("valid at") {
		d := day(w.pick("day", days))
		valid, v = &d, v.ValidAt(d)
		w.walk(v, w.lens(w.past[seq], valid))
		return
	}
	w.equal(fmt.Sprint("transaction ", seq), v, w.lens(w.past[seq], nil))
}

// walk goes four relations deep from every node, as a nested query does, and
// holds every path against the model.
func (w *world) walk(v *graph.View, l lens) {
	r := w.reader(v, l)
	var want, got []string
	var follow func(path, id string, depth int)
	follow = func(path, id string, depth int) {
		if depth == 0 || len(want) > 3000 {
			return
		}
		for _, e := range l.all(id) {
			next := fmt.Sprint(path, "\n ", e.key(), " ", l.endState(e.other))
			want = append(want, next)
			follow(next, l.root(e.other), depth-1)
		}
	}
	var level func(path, id string, depth int)
	level = func(path, id string, depth int) {
		if depth == 0 || len(got) > 3000 {
			return
		}
		n, err := v.NodeByID(id)
		must(r, n, err)
		c, err := v.RelationsOf([]*graph.Node{n}, graph.RelationQuery{}, everything)
		for _, x := range must(r, c, err)[0].Items {
			end := x.To
			if slices.Contains(append([]graph.Ref{n.Ref}, n.Members...), x.To) {
				if end = x.From; slices.Contains(append([]graph.Ref{n.Ref}, n.Members...), x.From) {
					end = x.To
				}
			}
			nodes, err := v.Nodes([]graph.Ref{end})
			far := must(r, nodes, err)[0]
			next := fmt.Sprint(path, "\n ", r.relation(x), " ", r.state(far))
			got = append(got, next)
			level(next, far.ID, depth-1)
		}
	}
	from := w.pick("from", allIDs)
	if _, ok := l.nodes[from]; ok {
		follow(from, l.root(from), 4)
		level(from, l.root(from), 4)
	}
	if d := cmp.Diff(want, got); d != "" {
		w.Fatalf("four deep from %s as of %d on %v: the model (-) and the graph (+) part:\n%s", from, v.Seq(), l.valid, d)
	}
}

// endState and state are what a walk shows of the node it comes to.
func (l lens) endState(id string) string {
	id = l.root(id)
	switch l.nodes[id].kind {
	case graph.Commitment:
		return id + string(l.state(id))
	case graph.Event:
		return id + string(l.eventStatus(id))
	}
	return id
}

func (r *reader) state(n *graph.Node) string {
	switch n.Kind {
	case graph.Commitment:
		t, err := r.v.Terms([]*graph.Node{n})
		return n.ID + string(must(r, t, err)[0].State)
	case graph.Event:
		return n.ID + string(r.v.EventStatus(n))
	}
	return n.ID
}
