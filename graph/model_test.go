package graph_test

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"onrecord/graph"
	"onrecord/graph/edtf"
)

// model is the graph as plain maps, written from the documentation and not from
// the code: everything is keyed by what it says, copied whole for every
// transaction, and every answer is computed by walking all of it.
type model struct {
	nodes      map[string]mNode
	relations  map[string]mRelation
	assertions map[string]mAssertion
	facts      map[string]mFact
	count      int // things made so far; what is older has the smaller number
}

type mStanding struct {
	review    graph.ReviewStatus
	retracted bool
}

// revive puts back what was retracted and is said again.
func (s *mStanding) revive(now mStanding) bool {
	if !s.retracted {
		return false
	}
	*s = now
	return true
}

func (s mStanding) visible() bool { return !s.retracted && s.review != graph.Rejected }

type mNode struct {
	id, name string
	kind     graph.NodeKind
	aliases  []string
	number   int
	into     string // merged into
	mStanding
	document   *mDocument
	statement  *mStatement
	commitment []mPlace // evidence
}

type mDocument struct {
	text      string // "": not held
	published string
	kind      graph.DocumentKind
}

type mStatement struct {
	at     mPlace
	quote  graph.QuoteType
	act    graph.SpeechAct
	source graph.SourceKind
}

// mPlace is a sentence of a document.
type mPlace struct {
	document string
	sentence int
}

func (p mPlace) String() string { return p.document + ":" + strconv.Itoa(p.sentence) }

type mRelation struct {
	kind                   graph.RelationType
	from, to, role, vf, vt string
	alternative            int
	number                 int
}

func (r mRelation) key() string {
	return strings.Join([]string{string(r.kind), r.from, r.to, r.role, r.vf, r.vt, strconv.Itoa(r.alternative)}, "|")
}

type mAssertion struct {
	relation  string
	at        mPlace
	according string
	via       string
	number    int
	mStanding
}

func (a mAssertion) key() string { return a.relation + "#" + a.at.String() + "#" + a.according }

type mFact struct {
	node, property, value string
	at                    mPlace // no document: curated, with a reason
	according, via        string
	number                int
	mStanding
}

func (f mFact) key() string {
	return strings.Join([]string{f.node, f.property, f.value, f.at.String(), f.according}, "|")
}

func newModel() *model {
	return &model{nodes: map[string]mNode{}, relations: map[string]mRelation{}, assertions: map[string]mAssertion{}, facts: map[string]mFact{}}
}

func (m *model) clone() *model {
	return &model{maps.Clone(m.nodes), maps.Clone(m.relations), maps.Clone(m.assertions), maps.Clone(m.facts), m.count}
}

func (m *model) next() int { m.count++; return m.count }

// Changes. Each says whether anything changed.

func (m *model) putDocument(id, title string, d mDocument) bool {
	n, ok := m.nodes[id]
	switch {
	case !ok:
		m.nodes[id] = mNode{id: id, name: title, kind: graph.Document, number: m.next(), document: &d, mStanding: mStanding{review: graph.Accepted}}
		return true
	case d.text == "" || n.document.text != "":
		changed := n.revive(mStanding{review: graph.Accepted})
		m.nodes[id] = n
		return changed
	}
	n.revive(mStanding{review: graph.Accepted})
	if d.published == "" {
		d.published = n.document.published
	}
	n.name, n.document = title, &d
	m.nodes[id] = n
	return true
}

func (m *model) putNode(id string, k graph.NodeKind, name string, aliases []string, rename bool) bool {
	n, ok := m.nodes[id]
	if !ok {
		n = mNode{id: id, name: name, kind: k, number: m.next(), mStanding: mStanding{review: graph.Accepted}}
	}
	changed := n.revive(mStanding{review: graph.Accepted}) || !ok
	add := func(s string) {
		if s != n.name && !slices.Contains(n.aliases, s) {
			n.aliases = append(slices.Clone(n.aliases), s)
			changed = true
		}
	}
	for _, a := range aliases {
		add(a)
	}
	if name != n.name {
		if rename {
			old := n.name
			n.name, changed = name, true
			n.aliases = slices.DeleteFunc(slices.Clone(n.aliases), func(s string) bool { return s == name })
			add(old)
		} else {
			add(name)
		}
	}
	m.nodes[id] = n
	return changed
}

func (m *model) assert(r mRelation, a mAssertion) bool {
	if r.kind == graph.AlliedWith && r.to < r.from {
		r.from, r.to = r.to, r.from
	}
	a.relation = r.key()
	if have, ok := m.assertions[a.key()]; ok {
		changed := have.revive(a.mStanding)
		m.assertions[a.key()] = have
		return changed
	}
	if _, ok := m.relations[r.key()]; !ok {
		r.number = m.next()
		m.relations[r.key()] = r
	}
	a.number = m.next()
	m.assertions[a.key()] = a
	return true
}

func (m *model) putFact(f mFact) bool {
	if have, ok := m.facts[f.key()]; ok {
		changed := have.revive(f.mStanding)
		m.facts[f.key()] = have
		return changed
	}
	f.number = m.next()
	m.facts[f.key()] = f
	return true
}

// target calls change for the standing of everything that a review or
// retraction of the thing is about.
func (m *model) target(thing string, change func(*mStanding)) {
	if n, ok := m.nodes[thing]; ok {
		change(&n.mStanding)
		m.nodes[thing] = n
	}
	for k, a := range m.assertions {
		if k == thing || a.relation == thing || a.via == thing {
			change(&a.mStanding)
			m.assertions[k] = a
		}
	}
	for k, f := range m.facts {
		if k == thing || f.via == thing {
			change(&f.mStanding)
			m.facts[k] = f
		}
	}
}

func (m *model) review(thing string, to graph.ReviewStatus) (changed bool) {
	n, isNode := m.nodes[thing]
	m.target(thing, func(s *mStanding) {
		if !s.retracted && s.review != to && (!isNode || s.review == n.review) {
			s.review, changed = to, true
		}
	})
	return changed
}

func (m *model) retract(thing string) (changed bool) {
	m.target(thing, func(s *mStanding) {
		changed = changed || !s.retracted
		s.retracted = true
	})
	return changed
}

// merge says whether it is allowed, and whether it changed anything.
func (m *model) merge(into, from string) (allowed, changed bool) {
	a, b := m.nodes[into], m.nodes[from]
	if b.into == into && into != from {
		return true, false
	}
	if into == from || a.into != "" || b.into != "" || a.kind != b.kind || a.kind == graph.Group || a.kind == graph.Statement {
		return false, false
	}
	if b.document != nil && b.document.text != "" {
		return false, false
	}
	b.into = into
	m.nodes[from] = b
	return true, true
}

func (m *model) unmerge(id string) bool {
	n := m.nodes[id]
	was := n.into != ""
	n.into = ""
	m.nodes[id] = n
	return was
}

// Answers.

func (m *model) root(id string) string {
	for m.nodes[id].into != "" {
		id = m.nodes[id].into
	}
	return id
}

// members are the nodes that became one with the node: itself first.
func (m *model) members(id string) []string {
	var out []string
	for _, n := range m.nodes {
		for up := n.into; up != ""; up = m.nodes[up].into {
			if up == id {
				out = append(out, n.id)
			}
		}
	}
	slices.Sort(out)
	return append([]string{id}, out...)
}

func (m *model) sortedNodes() []mNode {
	return slices.SortedFunc(maps.Values(m.nodes), func(a, b mNode) int { return a.number - b.number })
}

// outcome is what the assertions of a relation come to.
func (m *model) outcome(key string) (review graph.ReviewStatus, visible, retracted, claimed bool) {
	live := map[graph.ReviewStatus]bool{}
	retracted = true
	own := map[graph.ReviewStatus]bool{}
	for _, a := range m.assertions {
		if a.relation != key || a.retracted {
			continue
		}
		retracted = false
		live[a.review] = true
		if a.visible() {
			visible = true
			own[a.review] = own[a.review] || a.according == ""
		}
	}
	// The accepted ones decide where there are any, then the disputed ones.
	claimed = true
	for _, r := range []graph.ReviewStatus{graph.Accepted, graph.Disputed, graph.Pending} {
		if live[r] {
			claimed = !own[r]
			break
		}
	}
	for _, r := range []graph.ReviewStatus{graph.Disputed, graph.Accepted, graph.Pending} {
		if live[r] {
			return r, visible, retracted, claimed
		}
	}
	return graph.Rejected, visible, retracted, claimed
}

var typedProperties = []string{"status", "date", "iso3166", "size", "mention", "saidAt", "saidOn", "strength", "quantity", "deadline", "action", "modal"}

func (f mFact) settles() bool {
	return f.review == graph.Accepted && (f.according == "" || f.via != "")
}

// property is the fact that gives a node's property: the newest that settles
// it, else the newest that is shown.
func (m *model) property(id, name string) (best mFact, ok bool) {
	among := m.members(id)
	for _, f := range m.facts {
		if !slices.Contains(among, f.node) || f.property != name || !f.visible() {
			continue
		}
		if !ok || f.settles() != best.settles() && f.settles() || f.settles() == best.settles() && f.number > best.number {
			best, ok = f, true
		}
	}
	return best, ok
}

func (m *model) value(id, name string) string { f, _ := m.property(id, name); return f.value }

func (m *model) settled(id, name string) string {
	if f, ok := m.property(id, name); ok && f.settles() {
		return f.value
	}
	return ""
}

// date is what a node is listed by; none is the earliest.
func (m *model) date(id string) int64 {
	n, value := m.nodes[id], ""
	switch n.kind {
	case graph.Statement:
		if value = m.value(id, "saidAt"); value == "" {
			value = m.nodes[n.statement.at.document].document.published
		}
	case graph.Event:
		value = m.value(id, "date")
	case graph.Commitment:
		value = m.value(id, "deadline")
	case graph.Document:
		value = n.document.published
	}
	if value == "" {
		return math.MinInt64
	}
	return int64(day(value).Earliest())
}

func day(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// lens is the model as of one transaction, seen from a day of the world.
type lens struct {
	*model
	valid    *edtf.Date
	today    edtf.Day // deadlines before it have passed
	clock    edtf.Day
	outcomes map[string]outcome // of every relation, for speed
}

type outcome struct {
	review                      graph.ReviewStatus
	visible, retracted, claimed bool
}

func (l lens) outcome(key string) (review graph.ReviewStatus, visible, retracted, claimed bool) {
	o, ok := l.outcomes[key]
	if !ok {
		o.review, o.visible, o.retracted, o.claimed = l.model.outcome(key)
		l.outcomes[key] = o
	}
	return o.review, o.visible, o.retracted, o.claimed
}

func (l lens) holds(r mRelation) bool {
	return l.valid == nil ||
		(r.vf == "" || day(r.vf).Earliest() <= l.valid.Latest()) && (r.vt == "" || day(r.vt).Latest() >= l.valid.Earliest())
}

// mEdge is a relation seen from one end.
type mEdge struct {
	mRelation
	out   bool
	other string
	date  int64
}

// edges are the relations of a node and those merged into it, in one direction
// and of one type, by the date of the far end.
func (l lens) edges(id string, k graph.RelationType, out, hidden bool) []mEdge {
	among := l.members(id)
	var list []mEdge
	for key, r := range l.relations {
		if r.kind != k {
			continue
		}
		if _, visible, _, _ := l.outcome(key); !visible && !hidden || !l.holds(r) {
			continue
		}
		e, near := mEdge{r, out, r.to, 0}, r.from
		if !out {
			e.other, near = r.from, r.to
		}
		if !slices.Contains(among, near) {
			continue
		}
		e.date = l.date(e.other)
		if k == graph.ReportedIn && !out {
			e.date = int64(l.nodes[e.other].statement.at.sentence)
		}
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b mEdge) int {
		if a.date != b.date {
			if a.date < b.date {
				return -1
			}
			return 1
		}
		return a.number - b.number
	})
	return list
}

// chain are who said it, the speaker first, then who passed it on.
func (l lens) chain(id string) (speaker string, chain []string) {
	var said, relayed []mRelation
	for key, r := range l.relations {
		if _, visible, _, _ := l.outcome(key); visible && r.kind == graph.Stated && r.to == id {
			if r.role == "relayed" {
				relayed = append(relayed, r)
			} else {
				said = append(said, r)
			}
		}
	}
	older := func(a, b mRelation) int { return a.number - b.number }
	slices.SortFunc(said, older)
	slices.SortFunc(relayed, older)
	for i, r := range append(said, relayed...) {
		if i == 0 && len(said) > 0 {
			speaker = r.from
		}
		if !slices.Contains(chain, r.from) {
			chain = append(chain, r.from)
		}
	}
	return speaker, chain
}

func (l lens) about(id string) []string {
	set := map[string]bool{}
	for key, r := range l.relations {
		if _, visible, _, _ := l.outcome(key); visible && r.kind == graph.About && r.from == id {
			set[r.to] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// eventStatus, by the documentation of View.EventStatus.
func (l lens) eventStatus(id string) graph.EventStatus {
	s := graph.EventStatus(l.settled(id, "status"))
	if s != "" {
		last := l.clock
		if l.valid != nil {
			last = l.valid.Latest()
		}
		if d := l.settled(id, "date"); (s == graph.Occurred || s == graph.Ongoing) && d != "" && day(d).Earliest() > last {
			return graph.Planned
		}
		return s
	}
	if s = graph.EventStatus(l.value(id, "status")); s == graph.Planned || s == graph.EventCancelled {
		return s
	}
	return graph.Hypothetical
}

func (l lens) met(event string) graph.ConditionState {
	if event == "" || l.settled(event, "status") == "" {
		return graph.ConditionUnknown
	}
	switch l.eventStatus(event) {
	case graph.Occurred:
		return graph.ConditionMet
	case graph.EventCancelled:
		return graph.ConditionFailed
	}
	return graph.ConditionOpen
}

type mCondition struct {
	event       string
	kind        graph.ConditionKind
	state       graph.ConditionState
	alternative int
	accepted    bool
}

// ends are the far ends of a commitment's visible relations, each node once.
func (l lens) ends(id string, k graph.RelationType, out bool) []string {
	var list []string
	for _, e := range l.edges(id, k, out, false) {
		if n := l.root(e.other); l.nodes[n].visible() && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

func (l lens) conditions(id string) []mCondition {
	var list []mCondition
	for _, e := range l.edges(id, graph.ConditionalOn, true, false) {
		event := l.root(e.other)
		if !l.nodes[event].visible() {
			event = ""
		}
		review, _, _, _ := l.outcome(e.key())
		list = append(list, mCondition{event, graph.ConditionKind(e.role), l.met(event), e.alternative, review == graph.Accepted})
	}
	return list
}

// state reads the table in states.go, row by row.
func (l lens) state(id string) graph.CommitmentState {
	// accepted relations of a type, by what they lead to
	accepted := func(k graph.RelationType, out bool, keep func(e mEdge, claimed bool) bool) bool {
		for _, e := range l.edges(id, k, out, false) {
			if review, _, _, claimed := l.outcome(e.key()); review == graph.Accepted && keep(e, claimed) {
				return true
			}
		}
		return false
	}
	withdrawnBy := func(k graph.RelationType, out bool) bool {
		var list []string
		accepted(k, out, func(e mEdge, _ bool) bool { list = append(list, l.root(e.other)); return false })
		return accepted(graph.Withdrew, false, func(e mEdge, claimed bool) bool {
			who := l.root(e.other)
			if l.nodes[who].statement != nil {
				speaker, _ := l.chain(who)
				if speaker == "" {
					return false
				}
				who = l.root(speaker)
			}
			return !claimed && slices.Contains(list, who)
		})
	}
	happened := func(e mEdge, claimed bool) bool { return !claimed && l.met(l.root(e.other)) == graph.ConditionMet }
	switch {
	case withdrawnBy(graph.Pledged, false):
		return graph.Cancelled
	case withdrawnBy(graph.OwedTo, true):
		return graph.Released
	case accepted(graph.FulfilledBy, true, happened):
		return graph.Satisfied
	case accepted(graph.BreachedBy, true, happened):
		return graph.Violated
	}
	precedents := map[int][]graph.ConditionState{} // groups; one of each group is enough
	depends, suspended := false, false
	ours := l.nodes[id].review == graph.Accepted
	for i, c := range l.conditions(id) {
		if ours && !c.accepted {
			continue
		}
		depends = true
		switch c.kind {
		case graph.Subsequent:
			if c.state == graph.ConditionMet {
				return graph.Expired
			}
		case graph.Concurrent:
			if c.state != graph.ConditionMet && (c.event == "" || l.eventStatus(c.event) != graph.Ongoing) {
				suspended = true
			}
		default:
			group := c.alternative
			if group == 0 {
				group = -1 - i
			}
			precedents[group] = append(precedents[group], c.state)
		}
	}
	unmet := false
	for _, group := range precedents {
		if !slices.Contains(group, graph.ConditionMet) {
			unmet = true
			if !slices.ContainsFunc(group, func(s graph.ConditionState) bool { return s != graph.ConditionFailed }) {
				return graph.Expired
			}
		}
	}
	if d := l.settled(id, "deadline"); d != "" && day(d).Latest() < l.today {
		return graph.Expired
	}
	anything := func(mEdge, bool) bool { return true }
	inDraft := func(e mEdge, _ bool) bool { return l.nodes[l.root(e.other)].document.kind == graph.DraftText }
	inOther := func(e mEdge, _ bool) bool { return !inDraft(e, false) }
	switch strength := graph.Strength(l.settled(id, "strength")); {
	case (accepted(graph.IncludedIn, true, inDraft) || accepted(graph.OmittedFrom, true, anything)) && !accepted(graph.IncludedIn, true, inOther):
		return graph.Proposed
	case unmet:
		return graph.Conditional
	case suspended:
		return graph.Suspended
	case !depends && (strength == graph.Offered || strength == graph.Aspiration || strength == ""), !ours:
		return graph.Proposed
	}
	return graph.Detached
}

// members of a list: what the edges of a node lead to, each node once. Of
// several edges to one node the plain one counts (no role of its own, no
// validity), else the oldest.
func (l lens) list(id string, desc bool, k graph.RelationType, out bool, keep func(mNode) bool) []string {
	plain := func(e mEdge) bool {
		return (e.role == "" || e.role == "PRECEDENT") && e.vf == "" && e.vt == "" && e.alternative == 0
	}
	best := map[string]mEdge{}
	all := l.edges(id, k, out, false)
	for _, e := range all {
		to := l.root(e.other)
		if have, ok := best[to]; !ok || plain(e) && !plain(have) || plain(e) == plain(have) && e.number < have.number {
			best[to] = e
		}
	}
	var ids []string
	for _, e := range all {
		if to := l.root(e.other); best[to].key() == e.key() && keep(l.nodes[to]) {
			ids = append(ids, to)
		}
	}
	if desc {
		slices.Reverse(ids)
	}
	return ids
}
