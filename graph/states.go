package graph

import "slices"

// The state of a commitment is a pure function of the commitment, what the
// view has recorded, the view's day and the clock. Only accepted relations and
// facts count. That it was fulfilled, breached or withdrawn must stand in a
// document's own voice; what somebody merely claims does not count there. The
// first row that applies gives the state:
//
//	CANCELLED    its debtor withdrew it (WITHDREW from a pledgor, or from a
//	             statement of one)
//	RELEASED     its creditor let it go (WITHDREW from one it is owed to)
//	SATISFIED    FULFILLED_BY an event that occurred
//	VIOLATED     BREACHED_BY an event that occurred
//	EXPIRED      a SUBSEQUENT condition is met, or a PRECEDENT one failed, or the
//	             deadline passed with nothing on record either way
//	PROPOSED     it stands in drafts only, or was omitted from the text that
//	             followed and no other document includes it
//	CONDITIONAL  a PRECEDENT condition is not met (of alternatives: none is); an
//	             event that was rejected or retracted meets none
//	SUSPENDED    a CONCURRENT condition does not hold
//	PROPOSED     an offer or an aspiration that depends on nothing: nobody has
//	             taken it up
//	PROPOSED     nobody has accepted the commitment itself; its conditions then
//	             count as they were proposed
//	DETACHED     otherwise: it is owed
//
// A denial never changes a state. Silence is not a breach: a deadline that
// passed gives EXPIRED, not VIOLATED.

// Condition is one condition of a commitment. An event that is rejected or
// retracted is not shown: it is nil, and the state UNKNOWN.
type Condition struct {
	Event       *Node
	Kind        ConditionKind
	State       ConditionState
	Alternative int
	Relation    Ref
}

// Terms are what a commitment's relations say of where it stands, loaded for many
// commitments at once.
type Terms struct {
	Commitment *Node
	PledgedBy  []*Node
	OwedTo     []*Node
	Conditions []Condition
	Contested  bool // somebody denies it
	State      CommitmentState
}

var termWants = []Want{
	{Pledged, Incoming},
	{OwedTo, Outgoing},
	{ConditionalOn, Outgoing},
	{FulfilledBy, Outgoing},
	{BreachedBy, Outgoing},
	{Withdrew, Incoming},
	{Denies, Incoming},
	{IncludedIn, Outgoing},
	{OmittedFrom, Outgoing},
}

// Terms loads the terms and states of commitments: two round trips for any
// number of them.
func (v *View) Terms(commitments []*Node) ([]*Terms, error) {
	edges, err := v.Edges(commitments, termWants, mostInList)
	if err != nil {
		return nil, err
	}
	ends, err := v.endsOf(edges)
	if err != nil {
		return nil, err
	}
	out := make([]*Terms, len(commitments))
	for i, c := range commitments {
		if c != nil {
			out[i] = v.terms(c, edges[i], ends[i])
		}
	}
	return out, nil
}

func (v *View) terms(c *Node, edges []Edge, ends []*Node) *Terms {
	t := &Terms{Commitment: c}
	for i, e := range edges {
		n := ends[i]
		if e.Type == ConditionalOn {
			t.Conditions = append(t.Conditions, v.condition(e, n))
			continue
		}
		if n == nil || !n.Visible() {
			continue
		}
		switch e.Type {
		case Pledged:
			addNode(&t.PledgedBy, n)
		case OwedTo:
			addNode(&t.OwedTo, n)
		case Denies:
			t.Contested = true
		}
	}
	t.State = v.state(t, edges, ends)
	return t
}

// addNode adds a node to a short list, unless it is there.
func addNode(list *[]*Node, n *Node) {
	if !slices.ContainsFunc(*list, func(have *Node) bool { return have.Ref == n.Ref }) {
		*list = append(*list, n)
	}
}

// Parties reads, for each node, the visible nodes that its relations of one want
// lead to, each once.
func (v *View) Parties(nodes []*Node, want Want) ([][]*Node, error) {
	edges, err := v.Edges(nodes, []Want{want}, mostInList)
	if err != nil {
		return nil, err
	}
	ends, err := v.endsOf(edges)
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(nodes))
	for i, list := range ends {
		for _, n := range list {
			if n != nil && n.Visible() {
				addNode(&out[i], n)
			}
		}
	}
	return out, nil
}

func (v *View) condition(e Edge, event *Node) Condition {
	if event != nil && !event.Visible() {
		event = nil
	}
	return Condition{Event: event, Kind: ConditionKind(e.Role), State: v.conditionState(event), Alternative: e.Alternative, Relation: e.Relation}
}

func (v *View) conditionState(event *Node) ConditionState {
	if event == nil || event.Settled(PropStatus) == "" {
		return ConditionUnknown
	}
	switch v.EventStatus(event) {
	case Occurred:
		return ConditionMet
	case EventCancelled:
		return ConditionFailed
	}
	return ConditionOpen
}

// state walks the table at the top of this file.
func (v *View) state(t *Terms, edges []Edge, ends []*Node) CommitmentState {
	o := v.outcomes(edges, ends)
	accepted := t.Commitment.Review == Accepted
	precedent, alternatives := Condition{State: ConditionMet}, map[int]ConditionState{}
	depends, suspended, ended := false, false, false
	for i, c := range t.Conditions {
		if accepted && !acceptedCondition(edges, c.Relation) {
			continue
		}
		depends = true
		switch c.Kind {
		case Subsequent:
			ended = ended || c.State == ConditionMet
		case Concurrent:
			suspended = suspended || c.State != ConditionMet && (c.Event == nil || v.EventStatus(c.Event) != Ongoing)
		default:
			if c.Alternative > 0 {
				alternatives[c.Alternative] = betterOf(alternatives[c.Alternative], c.State)
				continue
			}
			precedent.State = worseOf(precedent.State, t.Conditions[i].State)
		}
	}
	for _, s := range alternatives {
		precedent.State = worseOf(precedent.State, s)
	}
	switch {
	case o.cancelled:
		return Cancelled
	case o.released:
		return Released
	case o.satisfied:
		return Satisfied
	case o.violated:
		return Violated
	case ended, precedent.State == ConditionFailed, v.passed(t.Commitment.Settled(PropDeadline)):
		return Expired
	case o.draftsOnly:
		return Proposed
	case precedent.State != ConditionMet:
		return Conditional
	case suspended:
		return Suspended
	case !depends && tentative(Strength(t.Commitment.Settled(PropStrength))), !accepted:
		return Proposed
	}
	return Detached
}

// Strength is how firmly a commitment was undertaken. Where no fact that is
// shown says, it is the weakest there is.
func (n *Node) Strength() Strength {
	if s := n.Prop(PropStrength); s != "" {
		return Strength(s)
	}
	return Aspiration
}

// tentative: it binds nobody yet. A strength that nobody accepted settles
// nothing.
func tentative(s Strength) bool { return s == "" || s == Offered || s == Aspiration }

// outcomes are what ended or never began a commitment.
type outcomes struct{ cancelled, released, satisfied, violated, draftsOnly bool }

func (v *View) outcomes(edges []Edge, ends []*Node) outcomes {
	var (
		o                       outcomes
		drafts, others, omitted bool
	)
	debtors, creditors := parties(edges, ends, Pledged), parties(edges, ends, OwedTo)
	for i, e := range edges {
		n := ends[i]
		if n == nil || e.Review != Accepted {
			continue
		}
		switch e.Type {
		case Withdrew:
			who := n.Ref
			if n.Statement != nil {
				who = n.Statement.Speaker
			}
			o.cancelled = o.cancelled || !e.Claimed && hasRef(debtors, who)
			o.released = o.released || !e.Claimed && hasRef(creditors, who)
		case FulfilledBy:
			o.satisfied = o.satisfied || !e.Claimed && v.conditionState(n) == ConditionMet
		case BreachedBy:
			o.violated = o.violated || !e.Claimed && v.conditionState(n) == ConditionMet
		case OmittedFrom:
			omitted = true
		case IncludedIn:
			if n.Document.Kind == DraftText {
				drafts = true
			} else {
				others = true
			}
		}
	}
	o.draftsOnly = !others && (drafts || omitted)
	return o
}

// parties are those whom an accepted relation of the type makes a party.
func parties(edges []Edge, ends []*Node, t RelationType) []*Node {
	var out []*Node
	for i, e := range edges {
		if e.Type == t && e.Review == Accepted && ends[i] != nil {
			out = append(out, ends[i])
		}
	}
	return out
}

func hasRef(nodes []*Node, r Ref) bool {
	for _, n := range nodes {
		if r == n.Ref {
			return true
		}
		for _, m := range n.Members {
			if m == r {
				return true
			}
		}
	}
	return false
}

func acceptedCondition(edges []Edge, rel Ref) bool {
	for _, e := range edges {
		if e.Relation == rel {
			return e.Review == Accepted
		}
	}
	return false
}

// worseOf combines conditions that must all be met.
func worseOf(a, b ConditionState) ConditionState {
	rank := map[ConditionState]int{ConditionMet: 0, ConditionUnknown: 1, ConditionOpen: 2, ConditionFailed: 3}
	if rank[b] > rank[a] {
		return b
	}
	return a
}

// betterOf combines alternatives, one of which is enough.
func betterOf(a, b ConditionState) ConditionState {
	if a == "" {
		return b
	}
	if worseOf(a, b) == a {
		return b
	}
	return a
}

// passed says whether a deadline lies wholly before the view's day, or before
// today when the view asks for no day.
func (v *View) passed(deadline string) bool {
	if deadline == "" {
		return false
	}
	return periodBefore(deadline, v.today())
}
