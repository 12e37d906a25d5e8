package graph

import (
	"encoding/binary"
	"slices"

	"onrecord/graph/edtf"
)

// CommitmentFilter narrows lists of commitments. Its fields combine by AND; the
// values of one field, and State with States, by OR.
type CommitmentFilter struct {
	PledgedBy        string
	ActingFor        bool // also what was pledged by those who represent or hold office in PledgedBy
	OwedTo           string
	State            CommitmentState
	States           []CommitmentState
	ConditionalOn    string
	ConditionalOnAny []string
	IncludedIn       string
	OmittedFrom      string
	OmittedFromKind  DocumentKind
	TextStatus       []TextStatus
	Strength         []Strength
	DeadlineFrom     string // EDTF
	DeadlineTo       string
	Text             string
	Review           []ReviewStatus
}

// CommitmentOrderField says what commitments are ordered by.
type CommitmentOrderField string

// Commitment orders. Without one, a list is by deadline, those without one
// first.
const (
	OrderDeadline             CommitmentOrderField = "DEADLINE"
	OrderCommitmentRecordedAt CommitmentOrderField = "RECORDED_AT"
	OrderStrength             CommitmentOrderField = "STRENGTH"
)

// CommitmentOrder is an order of commitments.
type CommitmentOrder struct {
	Field CommitmentOrderField
	Desc  bool
}

type commitmentQuery struct {
	f                             CommitmentFilter
	pledgors, creditors           refSet
	conditions, included, omitted refSet
	pledgorNodes, creditorNodes   []*Node
	conditionNodes, includedNodes []*Node
	omittedNodes                  []*Node
	// driven: the list starts from the relations of the one pledgor asked for, so
	// that who pledged needs no look.
	driven bool
	when   period
	words  wordFilter
	states []CommitmentState
}

func (v *View) commitmentQuery(f CommitmentFilter) (*commitmentQuery, error) {
	if err := reviewFilter(f.Review).check(); err != nil {
		return nil, err
	}
	q := &commitmentQuery{f: f, states: f.States}
	if f.State != "" {
		q.states = append([]CommitmentState{f.State}, f.States...)
	}
	var err error
	if q.pledgors, q.pledgorNodes, err = v.filterSet(f.PledgedBy); err != nil {
		return nil, err
	}
	if f.ActingFor && len(q.pledgorNodes) > 0 {
		if err := v.addAgents(q); err != nil {
			return nil, err
		}
	}
	if q.creditors, q.creditorNodes, err = v.filterSet(f.OwedTo); err != nil {
		return nil, err
	}
	if q.conditions, q.conditionNodes, err = v.filterSet(append([]string{f.ConditionalOn}, f.ConditionalOnAny...)...); err != nil {
		return nil, err
	}
	if q.included, q.includedNodes, err = v.filterSet(f.IncludedIn); err != nil {
		return nil, err
	}
	if q.omitted, q.omittedNodes, err = v.filterSet(f.OmittedFrom); err != nil {
		return nil, err
	}
	if q.when, err = periodOf(f.DeadlineFrom, f.DeadlineTo); err != nil {
		return nil, err
	}
	q.words, err = textFilter(f.Text)
	return q, err
}

// addAgents widens the pledgors by those who act for them: office holders and
// representatives.
func (v *View) addAgents(q *commitmentQuery) error {
	agents, err := v.agentsOf(q.pledgorNodes)
	if err != nil {
		return err
	}
	for _, list := range agents {
		for _, n := range list {
			if !q.pledgors[n.Ref] {
				q.pledgorNodes = append(q.pledgorNodes, n)
			}
			for _, r := range n.refs() {
				q.pledgors[r] = true
			}
		}
	}
	return nil
}

// agentsOf gives, for each node, those who represent it or hold office in it.
func (v *View) agentsOf(nodes []*Node) ([][]*Node, error) {
	edges, err := v.Edges(nodes, []Want{{HoldsOffice, Incoming}, {Represents, Incoming}}, mostInList)
	if err != nil {
		return nil, err
	}
	ends := make([][]Ref, len(nodes))
	for i, list := range edges {
		ends[i] = others(list, func(Edge) bool { return true })
	}
	agents, err := v.Nodes(slices.Concat(ends...))
	if err != nil {
		return nil, err
	}
	out := make([][]*Node, len(nodes))
	for i, list := range ends {
		out[i] = slices.DeleteFunc(slices.Clone(agents[:len(list)]), func(n *Node) bool { return n == nil || !n.Visible() })
		agents = agents[len(list):]
	}
	return out, nil
}

// needsTerms says whether the filter asks for parties, conditions or the state.
func (q *commitmentQuery) needsTerms() bool {
	return q.pledgors != nil && !q.driven || q.creditors != nil || q.conditions != nil || len(q.states) > 0
}

func (q *commitmentQuery) plain(n *Node) bool {
	return n.Commitment != nil && n.MergedInto == 0 && reviewFilter(q.f.Review).shows(n.Review, n.RetractedAt) &&
		contains(q.f.Strength, n.Strength()) && q.when.matches(n.Prop(PropDeadline))
}

// keep filters commitments: first by their records, then, for those left, by
// their terms, then by what became of them in documents, which costs most. Each
// is loaded for all that are left together.
func (q *commitmentQuery) keep(v *View, nodes []*Node) ([]bool, error) {
	out, err := named(q.words, eachNode(q.plain))(v, nodes)
	if err != nil {
		return nil, err
	}
	if q.needsTerms() {
		err := narrow(out, nodes, func(left []*Node) ([]bool, error) {
			terms, err := v.Terms(left)
			return judged(terms, q.fits), err
		})
		if err != nil {
			return nil, err
		}
	}
	if q.f.OmittedFromKind != "" {
		if err := narrow(out, nodes, func(left []*Node) ([]bool, error) { return v.omittedFromKind(left, q.f.OmittedFromKind) }); err != nil {
			return nil, err
		}
	}
	if q.included == nil && q.omitted == nil && len(q.f.TextStatus) == 0 {
		return out, nil
	}
	return out, narrow(out, nodes, func(left []*Node) ([]bool, error) {
		presences, err := v.Presences(left)
		return judged(presences, q.fitsText), err
	})
}

// narrow asks of the nodes that are left whether they stay.
func narrow(ok []bool, nodes []*Node, stay func(left []*Node) ([]bool, error)) error {
	left := make([]*Node, 0, len(nodes))
	for i := range nodes {
		if ok[i] {
			left = append(left, nodes[i])
		}
	}
	if len(left) == 0 {
		return nil
	}
	stays, err := stay(left)
	if err != nil {
		return err
	}
	at := 0
	for i := range ok {
		if ok[i] {
			ok[i] = stays[at]
			at++
		}
	}
	return nil
}

// judged asks a question of every member.
func judged[T any](list []T, fits func(T) bool) []bool {
	out := make([]bool, len(list))
	for i, x := range list {
		out[i] = fits(x)
	}
	return out
}

// omittedFromKind says of which commitments some document of a kind omits them.
// Of most, their records rule it out.
func (v *View) omittedFromKind(nodes []*Node, kind DocumentKind) ([]bool, error) {
	may := traitFilter{missing: kindsOf(kind)}
	out := judged(nodes, func(n *Node) bool { return may.mayPass(traitsOf(n)) })
	return out, narrow(out, nodes, func(left []*Node) ([]bool, error) { return v.readOmittedFromKind(left, kind) })
}

// readOmittedFromKind asks the relations; texts are compared only for those that
// no relation tells of, and that have to do with a document that has versions.
func (v *View) readOmittedFromKind(nodes []*Node, kind DocumentKind) ([]bool, error) {
	edges, err := v.Edges(nodes, []Want{{OmittedFrom, Outgoing}}, mostInList)
	if err != nil {
		return nil, err
	}
	docs, err := v.endsOf(edges)
	if err != nil {
		return nil, err
	}
	out, compare := make([]bool, len(nodes)), make([]bool, len(nodes))
	for i, n := range nodes {
		mine := docs[i]
		out[i] = slices.ContainsFunc(mine, func(d *Node) bool {
			return d != nil && d.Document != nil && d.Visible() && d.Document.Kind == kind
		})
		compare[i] = !out[i] && n.mayBeCompared()
	}
	omits := func(p *TextPresence) bool { return p.Status == Omitted && p.Document.Document.Kind == kind }
	err = narrow(compare, nodes, func(left []*Node) ([]bool, error) {
		presences, err := v.Presences(left)
		return judged(presences, func(list []*TextPresence) bool { return slices.ContainsFunc(list, omits) }), err
	})
	for i := range out {
		out[i] = out[i] || compare[i]
	}
	return out, err
}

func (q *commitmentQuery) fits(t *Terms) bool {
	return anyIn(q.pledgors, t.PledgedBy) && anyIn(q.creditors, t.OwedTo) && contains(q.states, t.State) &&
		(q.conditions == nil || slices.ContainsFunc(t.Conditions, func(c Condition) bool { return c.Event != nil && q.conditions[c.Event.Ref] }))
}

func anyIn(s refSet, nodes []*Node) bool {
	return s == nil || slices.ContainsFunc(nodes, func(n *Node) bool { return s[n.Ref] })
}

// fitsText is what the filter asks of what became of a commitment in documents.
func (q *commitmentQuery) fitsText(all []*TextPresence) bool {
	some := func(ok func(p *TextPresence) bool) bool { return slices.ContainsFunc(all, ok) }
	inText := func(p *TextPresence) bool { return p.Status != Omitted }
	return (q.included == nil || some(func(p *TextPresence) bool { return inText(p) && q.included[p.Document.Ref] })) &&
		(q.omitted == nil || some(func(p *TextPresence) bool { return !inText(p) && q.omitted[p.Document.Ref] })) &&
		(len(q.f.TextStatus) == 0 || some(func(p *TextPresence) bool { return slices.Contains(q.f.TextStatus, p.Status) }))
}

// Commitments lists commitments of the whole graph.
func (v *View) Commitments(f CommitmentFilter, o *CommitmentOrder, p Page) (*Connection[*Node], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	q, err := v.commitmentQuery(f)
	if err != nil {
		return nil, err
	}
	order := CommitmentOrder{Field: OrderDeadline}
	if o != nil {
		order = *o
	}
	src, sorted := commitmentSource(q, order)
	if len(q.words) > 0 && !sorted {
		if src, err = v.wordSource(q.words); err != nil {
			return nil, err
		}
		if src, err = v.intoSurvivors(src, func(n *Node) bool { return n.Commitment != nil }); err != nil {
			return nil, err
		}
	}
	pages, err := v.commitmentPages([]source{src}, q.omittedNodes, q, order, sorted, p, v.fingerprintOf("commitments", f, o))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// commitmentSource picks the narrowest index that holds the list.
func commitmentSource(q *commitmentQuery, o CommitmentOrder) (source, bool) {
	byDeadline := o.Field == OrderDeadline
	drive := func(nodes []*Node, w Want) (source, bool) {
		if len(nodes) == 0 {
			return source{}, true
		}
		return edgeSource(nodes[0], o.Desc, w), byDeadline
	}
	switch {
	case q.omitted != nil:
		return drive(q.omittedNodes, Want{OmittedFrom, Incoming})
	case q.conditions != nil && len(q.conditionNodes) <= 1:
		return drive(q.conditionNodes, Want{ConditionalOn, Incoming})
	case q.pledgors != nil && len(q.pledgorNodes) <= 1:
		q.driven = len(q.pledgorNodes) == 1 && q.pledgorNodes[0].Visible()
		return drive(q.pledgorNodes, Want{Pledged, Outgoing})
	case q.included != nil:
		return drive(q.includedNodes, Want{IncludedIn, Incoming})
	case q.creditors != nil:
		return drive(q.creditorNodes, Want{OwedTo, Incoming})
	case len(q.words) > 0:
		return source{}, false
	case o.Field == OrderCommitmentRecordedAt:
		return kindSource(Commitment, o.Desc, true), true
	}
	return kindSource(Commitment, o.Desc, false), byDeadline
}

// commitmentPages reads one page of each source. Where the sources list what
// documents omit, finals are those documents, one a source.
func (v *View) commitmentPages(srcs []source, finals []*Node, q *commitmentQuery, o CommitmentOrder, sorted bool, p Page, fp string) ([]*Connection[*Node], error) {
	for i := range srcs {
		srcs[i].traits = q.f.traits()
	}
	if len(finals) > 0 {
		w, err := p.checkAll(srcs, fp)
		if err != nil {
			return nil, err
		}
		pinned, err := v.pinned(w)
		if err != nil {
			return nil, err
		}
		replaced, err := pinned.omittedSources(srcs, finals, o)
		if err != nil {
			return nil, err
		}
		sorted = sorted || replaced
	}
	if !sorted {
		w, err := p.checkAll(srcs, fp)
		if err != nil {
			return nil, err
		}
		pinned, err := v.pinned(w)
		if err != nil {
			return nil, err
		}
		if srcs, err = gatherAll(pinned, srcs, nodeAccept(q.keep), o.Desc, commitmentKeys(o.Field)); err != nil {
			return nil, err
		}
	}
	return readPages(v, srcs, p, fp, nodeAccept(q.keep))
}

func commitmentKeys(field CommitmentOrderField) func([]*Node) ([][]byte, error) {
	return func(nodes []*Node) ([][]byte, error) {
		out := make([][]byte, len(nodes))
		for i, n := range nodes {
			switch field {
			case OrderStrength:
				// Ascending is from the weakest to the strongest.
				out[i] = binary.BigEndian.AppendUint16(nil, 100-uint16(code(strengths, n.Strength())))
			case OrderDeadline:
				d := sortOfDate(n.Prop(PropDeadline))
				out[i] = d[:]
			}
		}
		return out, nil
	}
}

// CommitmentList names a list of commitments that hangs on a node.
type CommitmentList int

// Lists of commitments on nodes.
const (
	CommitmentsOfDebtor CommitmentList = iota
	CommitmentsOfCreditor
	CommitmentsOfStatement
	CommitmentsIncluded
	CommitmentsOmitted
	CommitmentsOnCondition
)

// CommitmentsOf reads, for each node, one page of its commitments. actingFor
// adds, to a debtor's own, those of whoever acts for it.
func (v *View) CommitmentsOf(nodes []*Node, list CommitmentList, f CommitmentFilter, actingFor bool, p Page) ([]*Connection[*Node], error) {
	pinned, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if nodes, err = pinned.owners(nodes, v); err != nil {
		return nil, err
	}
	v = pinned
	q, err := v.commitmentQuery(f)
	if err != nil {
		return nil, err
	}
	want := map[CommitmentList]Want{
		CommitmentsOfDebtor: {Pledged, Outgoing}, CommitmentsOfCreditor: {OwedTo, Incoming}, CommitmentsOfStatement: {Expresses, Outgoing},
		CommitmentsIncluded: {IncludedIn, Incoming}, CommitmentsOmitted: {OmittedFrom, Incoming}, CommitmentsOnCondition: {ConditionalOn, Incoming},
	}[list]
	srcs := make([]source, len(nodes))
	for i, n := range nodes {
		srcs[i] = edgeSource(n, false, want)
	}
	var finals []*Node
	if list == CommitmentsOmitted {
		finals = nodes
	}
	if actingFor && (list == CommitmentsOfDebtor || list == CommitmentsOfCreditor) {
		agents, err := v.agentsOf(nodes)
		if err != nil {
			return nil, err
		}
		for i, more := range agents {
			for _, n := range more {
				srcs[i].groups = append(srcs[i].groups, edgeSource(n, false, want).groups...)
			}
		}
		return v.commitmentPages(srcs, finals, q, CommitmentOrder{Field: OrderDeadline}, false, p, v.fingerprintOf("commitments of", list, f, actingFor))
	}
	return v.commitmentPages(srcs, finals, q, CommitmentOrder{Field: OrderDeadline}, true, p, v.fingerprintOf("commitments of", list, f, actingFor))
}

// today is the day the view looks from: the first day of what it asks for, or
// the clock's. What ended before it is over.
func (v *View) today() edtf.Day {
	if v.valid != nil && v.valid.Earliest() != edtf.Min {
		return v.valid.Earliest()
	}
	return edtf.DayOf(v.clock)
}

func periodBefore(date string, day edtf.Day) bool {
	d, err := edtf.Parse(date)
	return err == nil && d.Latest() < day
}
