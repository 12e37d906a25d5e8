package graph

import (
	"bytes"
	"encoding/binary"
	"slices"

	"onrecord/graph/edtf"
	"onrecord/graph/keys"
)

// StatementFilter narrows lists of statements. A speaker's statements are those
// they made and those whose words they passed on; Relayed true keeps only what
// reached the document through somebody, false only what did not.
type StatementFilter struct {
	Speaker    string
	Speakers   []string
	About      string
	Abouts     []string // about any of them
	Document   string
	QuoteType  QuoteType
	SourceKind SourceKind
	SpeakerAs  string
	Act        []SpeechAct
	Relayed    *bool
	Text       string
	SaidFrom   string // EDTF
	SaidTo     string
	Review     []ReviewStatus
}

// StatementOrderField says what statements are ordered by.
type StatementOrderField string

// Statement orders. Without one, a list is in its natural order: a document's
// by position, an actor's and the graph's by when it was said, latest first,
// and what waits for review as it came in.
const (
	OrderSaidAt     StatementOrderField = "SAID_AT"
	OrderRecordedAt StatementOrderField = "RECORDED_AT"
	OrderSpeaker    StatementOrderField = "SPEAKER"
	OrderPosition   StatementOrderField = "POSITION"
)

// StatementOrder is an order of statements.
type StatementOrder struct {
	Field StatementOrderField
	Desc  bool
}

// statementQuery is a checked StatementFilter.
type statementQuery struct {
	f        StatementFilter
	speakers refSet
	abouts   refSet
	document refSet
	when     period
	words    wordFilter
	// bySpeaker and byAbout: the list starts from that node's relations, which
	// say so of rejected statements too; those show no relations themselves.
	bySpeaker, byAbout bool
	// drivers are the nodes that lists can start from.
	speakerNodes, aboutNodes, documentNodes []*Node
}

func (v *View) statementQuery(f StatementFilter) (*statementQuery, error) {
	if err := reviewFilter(f.Review).check(); err != nil {
		return nil, err
	}
	q := &statementQuery{f: f}
	var err error
	if q.speakers, q.speakerNodes, err = v.filterSet(append([]string{f.Speaker}, f.Speakers...)...); err != nil {
		return nil, err
	}
	if q.abouts, q.aboutNodes, err = v.filterSet(append([]string{f.About}, f.Abouts...)...); err != nil {
		return nil, err
	}
	if q.document, q.documentNodes, err = v.filterSet(f.Document); err != nil {
		return nil, err
	}
	if q.when, err = periodOf(f.SaidFrom, f.SaidTo); err != nil {
		return nil, err
	}
	q.words, err = textFilter(f.Text)
	return q, err
}

func (q *statementQuery) keep(n *Node) bool {
	s := n.Statement
	switch {
	case s == nil || n.MergedInto != 0 || !reviewFilter(q.f.Review).shows(n.Review, n.RetractedAt):
		return false
	case q.speakers != nil && !q.speakers.hasAny(s.Chain) && !(q.bySpeaker && n.Review == Rejected):
		return false
	case q.f.Relayed != nil && *q.f.Relayed != (len(s.Chain) > 1):
		return false
	case !q.abouts.hasAny(s.About) && !(q.byAbout && n.Review == Rejected), !q.document.has(s.Document):
		return false
	case q.f.QuoteType != "" && q.f.QuoteType != s.QuoteType, q.f.SourceKind != "" && q.f.SourceKind != s.SourceKind:
		return false
	case q.f.SpeakerAs != "" && foldName(q.f.SpeakerAs) != foldName(s.SpeakerAs):
		return false
	case !contains(q.f.Act, s.Act) || !q.when.matches(n.Prop(PropSaidAt)):
		return false
	}
	return q.words.matches(s.Text)
}

// Statements lists statements of the whole graph.
func (v *View) Statements(f StatementFilter, o *StatementOrder, p Page) (*Connection[*Node], error) {
	v, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	q, err := v.statementQuery(f)
	if err != nil {
		return nil, err
	}
	src, sorted, err := v.statementSource(q, o)
	if err != nil {
		return nil, err
	}
	pages, err := v.statementPages([]source{src}, q, o, sorted, p, v.fingerprintOf("statements", f, o, v.orderLanguage(o)))
	if err != nil {
		return nil, err
	}
	return pages[0], nil
}

// statementSource picks the narrowest index that holds the list, and says
// whether it lies in the order wanted.
func (v *View) statementSource(q *statementQuery, o *StatementOrder) (source, bool, error) {
	field, desc := OrderSaidAt, true
	if o != nil {
		field, desc = o.Field, o.Desc
	}
	set := func(given refSet) bool { return given != nil }
	switch {
	case set(q.document):
		if o == nil {
			field, desc = OrderPosition, false
		}
		s := sourceOrNone(q.documentNodes, func(n *Node) source { return edgeSource(n, desc, Want{ReportedIn, Incoming}) })
		s.hidden = reviewFilter(q.f.Review).hidden()
		return s, field == OrderPosition, nil
	case set(q.speakers) && len(q.speakerNodes) == 1:
		s := edgeSource(q.speakerNodes[0], desc, Want{Stated, Outgoing})
		s.hidden, q.bySpeaker = reviewFilter(q.f.Review).hidden(), true
		return s, field == OrderSaidAt, nil
	case set(q.speakers) && len(q.speakerNodes) == 0, set(q.abouts) && len(q.aboutNodes) == 0:
		return source{}, true, nil
	case set(q.abouts) && len(q.aboutNodes) == 1:
		s := edgeSource(q.aboutNodes[0], desc, Want{About, Incoming})
		s.hidden, q.byAbout = reviewFilter(q.f.Review).hidden(), true
		return s, field == OrderSaidAt, nil
	case len(q.words) > 0:
		s, err := v.wordSource(q.words)
		return s, false, err
	case waiting(q.f.Review) && o == nil:
		return reviewSource(q.f.Review, keys.ClassNode), true, nil
	case waiting(q.f.Review):
		return reviewSource(q.f.Review, keys.ClassNode), false, nil
	case field == OrderRecordedAt:
		return kindSource(Statement, desc, true), true, nil
	}
	return kindSource(Statement, desc, false), field == OrderSaidAt, nil
}

// statementPages reads one page of each list; lists that no index holds in the
// order wanted are gathered and sorted first, within a bound.
func (v *View) statementPages(srcs []source, q *statementQuery, o *StatementOrder, sorted bool, p Page, fp string) ([]*Connection[*Node], error) {
	keep := eachNode(q.keep)
	if !sorted {
		w, err := p.checkAll(srcs, fp)
		if err != nil {
			return nil, err
		}
		pinned, err := v.pinned(w)
		if err != nil {
			return nil, err
		}
		order := StatementOrder{Field: OrderSaidAt, Desc: true}
		if o != nil {
			order = *o
		}
		if srcs, err = gatherAll(pinned, srcs, nodeAccept(keep), order.Desc, pinned.statementKeys(order.Field)); err != nil {
			return nil, err
		}
	}
	return readPages(v, srcs, p, fp, nodeAccept(keep))
}

// orderLanguage is the language that an order depends on: speakers are sorted
// by the labels the reader sees.
func (v *View) orderLanguage(o *StatementOrder) string {
	if o != nil && o.Field == OrderSpeaker {
		return v.language
	}
	return ""
}

// statementKeys gives the sort keys of statements.
func (v *View) statementKeys(field StatementOrderField) func([]*Node) ([][]byte, error) {
	return func(nodes []*Node) ([][]byte, error) {
		out := make([][]byte, len(nodes))
		// Who said it, or the document that stands in for a date not known.
		refs := make([]Ref, len(nodes))
		for i, n := range nodes {
			switch {
			case field == OrderSpeaker:
				refs[i] = n.Statement.Speaker
			case field == OrderSaidAt && n.Prop(PropSaidAt) == "":
				refs[i] = n.Statement.Document
			}
		}
		others, err := v.Nodes(refs)
		if err != nil {
			return nil, err
		}
		for i, n := range nodes {
			switch field {
			case OrderSpeaker:
				if others[i] != nil {
					out[i] = append([]byte(foldName(others[i].Label(v.language))), 0)
				}
			case OrderPosition:
				out[i] = binary.BigEndian.AppendUint64(nil, uint64(n.Statement.Document))
				out[i] = binary.BigEndian.AppendUint32(out[i], n.Statement.Evidence[0].Start)
			case OrderRecordedAt:
			default:
				date := n.Prop(PropSaidAt)
				if date == "" && others[i] != nil && others[i].Document != nil {
					date = others[i].Document.PublishedAt
				}
				d := sortOfDate(date)
				out[i] = d[:]
			}
		}
		return out, nil
	}
}

// mostSorted bounds lists that must be sorted in memory.
const mostSorted = 20_000

// gather reads a whole list, within a bound, and sorts it by keys that end in
// the number of the node.
func gather(v *View, src source, ok accept[*Node], desc bool, keysOf func([]*Node) ([][]byte, error)) (source, error) {
	out, err := gatherAll(v, []source{src}, ok, desc, keysOf)
	if err != nil {
		return source{}, err
	}
	return out[0], nil
}

// gatherAll gathers several lists together, in as many round trips as one.
func gatherAll(v *View, srcs []source, ok accept[*Node], desc bool, keysOf func([]*Node) ([][]byte, error)) ([]source, error) {
	lists := make([][]*Node, len(srcs))
	err := readWhole(v, srcs, ok, func(i int, found []*Node) (bool, error) {
		if lists[i] = append(lists[i], found...); len(lists[i]) > mostSorted {
			return false, errorf(CodeBudget, "more than %d members would have to be sorted; narrow the filter or take another order", mostSorted)
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	prefixes, err := keysOf(slices.Concat(lists...))
	if err != nil {
		return nil, err
	}
	out := make([]source, len(srcs))
	for i, nodes := range lists {
		out[i] = sortedSource(srcs[i].owner, desc, nodes, prefixes[:len(nodes)])
		prefixes = prefixes[len(nodes):]
	}
	return out, nil
}

// sortedSource lists nodes, each once, by their keys.
func sortedSource(owner string, desc bool, nodes []*Node, prefixes [][]byte) source {
	out := source{owner: owner, desc: desc}
	seen := map[Ref]bool{}
	for i, n := range nodes {
		if !seen[n.Ref] {
			seen[n.Ref] = true
			out.sorted = append(out.sorted, item{ref: n.Ref, tail: binary.BigEndian.AppendUint64(prefixes[i], uint64(n.Ref))})
		}
	}
	slices.SortFunc(out.sorted, func(a, b item) int { return bytes.Compare(a.tail, b.tail) })
	return out
}

// StatementList names a list of statements that hangs on a node.
type StatementList int

// Lists of statements on nodes.
const (
	StatementsOfActor StatementList = iota
	StatementsInDocument
	StatementsOfCommitment // that express it
	DenialsOfCommitment
	VariantsOfStatement
)

// StatementsOf reads, for each node, one page of its statements.
func (v *View) StatementsOf(nodes []*Node, list StatementList, f StatementFilter, o *StatementOrder, p Page) ([]*Connection[*Node], error) {
	pinned, err := v.forPage(p)
	if err != nil {
		return nil, err
	}
	if nodes, err = pinned.owners(nodes, v); err != nil {
		return nil, err
	}
	v = pinned
	q, err := v.statementQuery(f)
	if err != nil {
		return nil, err
	}
	desc, field := true, OrderSaidAt
	if list == StatementsInDocument {
		desc, field = false, OrderPosition
	}
	sorted := o == nil || o.Field == field
	if o != nil {
		desc = o.Desc
	}
	srcs := make([]source, len(nodes))
	for i, n := range nodes {
		srcs[i] = statementListSource(n, list, desc)
		srcs[i].hidden = reviewFilter(f.Review).hidden()
	}
	return v.statementPages(srcs, q, o, sorted, p, v.fingerprintOf("statements of", list, f, o, v.orderLanguage(o)))
}

func statementListSource(n *Node, list StatementList, desc bool) source {
	switch list {
	case StatementsInDocument:
		return edgeSource(n, desc, Want{ReportedIn, Incoming})
	case StatementsOfCommitment:
		return edgeSource(n, desc, Want{Expresses, Incoming})
	case DenialsOfCommitment:
		return edgeSource(n, desc, Want{Denies, Incoming})
	case VariantsOfStatement:
		return edgeSource(n, desc, Want{VariantOf, Both}, Want{TranslationOf, Both})
	}
	return edgeSource(n, desc, Want{Stated, Outgoing})
}

// nameSource lists the nodes that bear a folded name.
func (v *View) nameSource(folded string) (source, error) {
	return v.bearers(keys.Names(folded), mostSorted)
}

func periodAfter(date string, day edtf.Day) bool {
	d, err := edtf.Parse(date)
	return err == nil && d.Earliest() > day
}
