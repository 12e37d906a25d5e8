package extract

import (
	"slices"
	"strings"

	"onrecord/extract/grammar"
	"onrecord/extract/names"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Draft reads the document and proposes what it says for the graph: a node for
// every person, state, organisation and place it names, and a statement for
// every attribution. All of it is EXTRACTED and PENDING. The document's text
// must be given; it is made canonical, which is what offsets refer to.
func (x *Extractor) Draft(doc graph.DocumentDraft) (*graph.Draft, error) {
	if doc.Text == nil {
		none := ""
		doc.Text = &none
	}
	source, err := text.Canonicalize([]byte(*doc.Text))
	if err != nil {
		return nil, err
	}
	if doc.Original == nil && source != *doc.Text {
		doc.Original = []byte(*doc.Text)
	}
	doc.Text = &source
	if doc.Title == "" {
		doc.Title = title(source)
	}
	if doc.ID == "" {
		doc.ID = identify(graph.Document, doc.Title, "untitled")
	}
	r := x.Read(source)
	d := &graph.Draft{Origin: graph.Extracted, Review: graph.Pending, Confidence: 0.5, Documents: []graph.DocumentDraft{doc}}
	w := drafter{reading: r, source: source, index: text.NewIndex(source), doc: doc.ID, draft: d, ids: map[*names.Entity]string{}}
	w.nodes()
	for i := range r.Statements {
		if err := w.statement(&r.Statements[i]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// title is the first line, or as much of it as a title can be.
func title(source string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(source), "\n")
	line = strings.TrimSpace(line)
	if r := []rune(line); len(r) > 300 {
		line = string(r[:300])
	}
	return line
}

// longestSlug keeps ids below the graph's limit.
const longestSlug = 120

func identify(kind graph.NodeKind, name, otherwise string) string {
	slug := text.Slug(name)
	if len(slug) > longestSlug {
		slug = strings.TrimRight(slug[:longestSlug], "-")
	}
	if slug == "" {
		slug = otherwise
	}
	return graph.IDPrefix(kind) + slug
}

type drafter struct {
	reading *Reading
	source  string
	index   *text.Index
	doc     string
	draft   *graph.Draft
	ids     map[*names.Entity]string // of the entities that have a node
}

// nodes proposes a node for each entity whose kind the document shows.
func (w *drafter) nodes() {
	seen := map[string]bool{}
	for _, e := range w.reading.Names.Entities {
		if e.Kind == "" {
			continue
		}
		id := identify(e.Kind, e.Name, "")
		if strings.HasSuffix(id, ":") {
			continue
		}
		w.ids[e] = id
		if seen[id] {
			continue
		}
		seen[id] = true
		n := graph.NodeDraft{ID: id, Kind: e.Kind, Name: e.Name}
		for _, m := range e.Mentions {
			if said := m.In(w.source); said != e.Name && len(n.Aliases) < 20 && !slices.ContainsFunc(n.Aliases, func(a graph.Alias) bool { return a.Text == said }) {
				n.Aliases = append(n.Aliases, graph.Alias{Text: said, Language: "en"})
			}
		}
		w.draft.Nodes = append(w.draft.Nodes, n)
	}
}

func (w *drafter) statement(s *Statement) error {
	out := graph.StatementDraft{QuoteType: s.Type, Act: act(s), Standing: graph.Standing{Confidence: s.Confidence}}
	for _, c := range s.Content {
		for _, part := range w.parts(c) {
			e, err := w.evidence(part)
			if err != nil {
				return err
			}
			out.Evidence = append(out.Evidence, e)
		}
	}
	if len(out.Evidence) == 0 {
		return nil
	}
	out.Cue = s.Cue.In(w.source)
	out.SpeakerAs = s.Source.In(w.source)
	out.SourceKind = graph.Unnamed
	if s.Speaker != nil && s.Speaker.Kind != graph.Place {
		if id := w.ids[s.Speaker]; id != "" {
			out.Speaker, out.SourceKind = id, graph.Named
		}
	}
	out.Hedges = w.hedges(s)
	w.draft.Statements = append(w.draft.Statements, out)
	return nil
}

// parts are the words of a span as evidence: of a whole quotation, what stands
// between the marks, paragraph by paragraph.
func (w *drafter) parts(s text.Span) []text.Span {
	for i := range w.reading.Text.Quotations {
		q := &w.reading.Text.Quotations[i]
		if q.Outer == s && q.Inner.Len() > 0 {
			return q.Parts
		}
	}
	return []text.Span{s}
}

func (w *drafter) evidence(s text.Span) (graph.EvidenceDraft, error) {
	start, end, err := w.index.RuneSpan(w.source, s)
	if err != nil {
		return graph.EvidenceDraft{}, err
	}
	return graph.EvidenceDraft{Document: w.doc, Exact: s.In(w.source), Start: &start, End: &end}, nil
}

// hedges are the words of the content that take back some of its certainty.
func (w *drafter) hedges(s *Statement) []string {
	var out []string
	t := w.reading.Text
	for _, c := range s.Content {
		for i := range t.Words {
			x := &t.Words[i]
			if x.Start >= c.End {
				break
			}
			if x.Start >= c.Start && hedging[x.Lower] && !slices.Contains(out, x.Text) && len(out) < 20 {
				out = append(out, x.Text)
			}
		}
	}
	return out
}

// hedging are words that weaken what is said.
var hedging = grammar.Set("could may might would should possibly perhaps probably likely unlikely apparently reportedly allegedly largely mostly roughly approximately about nearly almost seems seemed appears appeared potentially presumably supposedly")

// acts are what speakers do with verbs that say it.
var acts = map[string]graph.SpeechAct{
	"promise": graph.Pledge, "pledge": graph.Pledge, "vow": graph.Pledge, "swear": graph.Pledge, "guarantee": graph.Pledge, "commit": graph.Pledge, "undertake": graph.Pledge, "agree": graph.Pledge,
	"offer": graph.Offer, "propose": graph.Offer, "demand": graph.Demand, "urge": graph.Demand, "order": graph.Demand, "request": graph.Demand, "insist": graph.Assert,
	"threaten": graph.Threaten, "praise": graph.Praise, "hail": graph.Praise, "laud": graph.Praise, "applaud": graph.Praise, "commend": graph.Praise, "welcome": graph.Praise,
	"hope": graph.Hope, "wish": graph.Hope, "warn": graph.Warn, "caution": graph.Warn, "believe": graph.Believe, "think": graph.Believe, "feel": graph.Believe, "suspect": graph.Believe,
	"doubt": graph.Doubt, "question": graph.Doubt, "deny": graph.Deny, "rebut": graph.Deny, "refute": graph.Deny, "refuse": graph.Refuse, "decline": graph.Refuse, "reject": graph.Refuse,
}

func act(s *Statement) graph.SpeechAct {
	if a, ok := acts[s.Lemma]; ok {
		return a
	}
	return graph.Assert
}
