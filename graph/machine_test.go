package graph_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/store"
	"onrecord/store/mem"
	"onrecord/store/storetest"
)

// The vocabulary: few things, so that changes meet.

var names = map[string][]string{
	"person:ann":        {"Ann Moss", "Annie", "Анна Мосс"},
	"person:bob":        {"Bob Lee", "Robert Lee", "Ann Moss"},
	"person:cyd":        {"Cyd Ray", "Cydney"},
	"state:eire":        {"Eire", "Ireland"},
	"state:fiji":        {"Fiji", "Viti"},
	"organization:gulf": {"Gulf Union", "GU"},
	"group:hosts":       {"the hosts"},
	"group:guests":      {"the guests"},
	"event:jam":         {"Jam", "the long jam"},
	"event:kin":         {"Kin"},
	"event:lull":        {"Lull", "Truce"},
}

var (
	actorIDs      = []string{"person:ann", "person:bob", "person:cyd", "state:eire", "state:fiji", "group:hosts"}
	groupIDs      = []string{"organization:gulf", "group:hosts", "group:guests"}
	eventIDs      = []string{"event:jam", "event:kin", "event:lull"}
	documentIDs   = []string{"document:a", "document:b", "document:c", "document:d"}
	statementIDs  = []string{"statement:a", "statement:b", "statement:c", "statement:d", "statement:e"}
	commitmentIDs = []string{"commitment:a", "commitment:b", "commitment:c"}
	namedIDs      = slices.Concat(actorIDs, groupIDs[:1], groupIDs[2:], eventIDs)
	allIDs        = slices.Concat(namedIDs, documentIDs, statementIDs, commitmentIDs)
)

var sentences = []string{
	"Ann said the jam would end.", "Bob “doubts” it.", "Eire will send 300 troops after the lull.", "Fiji could pay.",
	"Київ чекає на мир.", "The kin met on Monday.", "Nobody agreed; everyone smiled.", "𝒰nicode holds 👍 here.",
}

// Each document holds six of the sentences, in an order of its own.
func textOf(document string) string {
	n := slices.Index(documentIDs, document)
	var b strings.Builder
	for i := range 6 {
		b.WriteString(sentences[(i+n)%len(sentences)] + "\n")
	}
	return b.String()
}

func place(document string, nth int) mPlace { return mPlace{document, nth % 6} }

func (p mPlace) words() string {
	if p.document == "" {
		return ""
	}
	return strings.Split(textOf(p.document), "\n")[p.sentence]
}

func (p mPlace) evidence() []graph.EvidenceDraft {
	if p.document == "" {
		return nil
	}
	return []graph.EvidenceDraft{{Document: p.document, Exact: p.words()}}
}

var (
	dates    = []string{"", "2025-12", "2026-01-06", "2026-01", "2026-02-14/2026-03", "1969-07-20", "2026?"}
	days     = []string{"2025-12-24", "2026-01-06", "2026-02-20", "2026-01-01/2026-06-30"}
	reviewed = []graph.ReviewStatus{graph.Accepted, graph.Accepted, graph.Pending, graph.Disputed, graph.Rejected}
)

// world is a graph, the model of it, and the model at every transaction.
type world struct {
	*rapid.T
	store store.Store
	graph *graph.Graph
	clock time.Time
	now   *model
	past  []*model          // by transaction; the first is empty
	at    []time.Time       // recordedAt of each
	ids   map[string]string // of relations, assertions and facts, by what they say
	last  func(key string) (graph.Receipt, error)
	keys  int
	done  int // steps
}

func newWorld(t *rapid.T, s store.Store) *world {
	w := &world{T: t, store: s, clock: time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), now: newModel(), ids: map[string]string{}}
	w.past, w.at = []*model{newModel()}, []time.Time{{}}
	var err error
	if w.graph, err = graph.Open(s, graph.WithClock(func() time.Time { return w.clock })); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) pick(label string, list []string) string {
	return rapid.SampledFrom(list).Draw(w.T, label)
}

func (w *world) maybe(label string) bool { return rapid.Bool().Draw(w.T, label) }

// one picks a known thing of a kind, or skips the step.
func (w *world) one(label string, ids []string) string {
	known := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, ok := w.now.nodes[id]; return !ok })
	if len(known) == 0 {
		w.Skip("nothing there yet")
	}
	return w.pick(label, known)
}

func (w *world) some(label string, ids []string, most int) []string {
	known := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { _, ok := w.now.nodes[id]; return !ok })
	if len(known) == 0 {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(known), 0, min(most, len(known)), rapid.ID).Draw(w.T, label)
}

func (w *world) heldPlace() mPlace {
	held := slices.DeleteFunc(slices.Clone(documentIDs), func(id string) bool {
		n := w.now.nodes[id]
		return n.document == nil || n.document.text == ""
	})
	if len(held) == 0 {
		w.Skip("no text yet")
	}
	return place(w.pick("document", held), rapid.IntRange(0, 5).Draw(w.T, "sentence"))
}

func (w *world) according() string {
	if s := w.some("according to", statementIDs, 1); len(s) > 0 && w.maybe("claimed") {
		return s[0]
	}
	return ""
}

func (w *world) status() graph.ReviewStatus { return rapid.SampledFrom(reviewed).Draw(w.T, "review") }

// apply writes a draft that must pass; change is what it does to the model.
func (w *world) apply(d *graph.Draft, change func() bool) {
	d.Origin = graph.Curated
	v, err := w.graph.Verify(context.Background(), d)
	if err != nil {
		w.Fatalf("the draft must pass: %v", err)
	}
	for _, c := range v.Changes() {
		w.learn(c)
	}
	w.write(func(key string) (graph.Receipt, error) {
		return w.graph.Apply(context.Background(), v, graph.Request{By: "test", IdempotencyKey: key})
	}, change)
}

// learn takes note of the ids the graph gives.
func (w *world) learn(c graph.Change) {
	at := func(list []graph.Passage) mPlace {
		if len(list) == 0 {
			return mPlace{}
		}
		before := textOf(list[0].Document)[:list[0].Start]
		return mPlace{list[0].Document, strings.Count(before, "\n")}
	}
	switch {
	case c.Assert != nil:
		a := c.Assert
		r := mRelation{a.Type, a.From, a.To, a.Role, a.ValidFrom, a.ValidTo, a.Alternative, 0}
		w.ids[r.key()] = a.Relation
		w.ids[mAssertion{relation: r.key(), at: at(a.Evidence), according: a.AccordingTo}.key()] = a.Assertion
	case c.Fact != nil:
		f := c.Fact
		w.ids[mFact{node: f.Node, property: f.Property, value: f.Value, at: at(f.Evidence), according: f.AccordingTo}.key()] = f.ID
	}
}

// write performs a request that must succeed, and checks what it reports.
func (w *world) write(do func(key string) (graph.Receipt, error), change func() bool) {
	key := ""
	if w.maybe("with a key") {
		w.keys++
		key = fmt.Sprint("key ", w.keys)
	}
	r, err := do(key)
	if err != nil {
		w.Fatalf("the request must succeed: %v", err)
	}
	if changed := change(); !changed {
		if r.Seq != 0 || r.Changes != 0 {
			w.Fatalf("nothing changed, but transaction %d was written with %d changes", r.Seq, r.Changes)
		}
	} else {
		if int(r.Seq) != len(w.past) || !r.RecordedAt.After(w.at[len(w.at)-1]) || r.Changes == 0 {
			w.Fatalf("transaction %d at %v, %d changes; %d at %v were there", r.Seq, r.RecordedAt, r.Changes, len(w.past)-1, w.at[len(w.at)-1])
		}
		w.past, w.at = append(w.past, w.now.clone()), append(w.at, r.RecordedAt)
	}
	if key != "" {
		w.last = func(string) (graph.Receipt, error) {
			again, err := do(key)
			if err == nil && (!again.Repeated || again.Seq != r.Seq || again.ID != r.ID || again.Assertion != r.Assertion || !again.RecordedAt.Equal(r.RecordedAt)) {
				w.Fatalf("the key answered %+v, then %+v", r, again)
			}
			return again, err
		}
	}
}

// refused performs a request that must fail with a code and change nothing,
// not one byte of the store.
func (w *world) refused(code graph.Code, do func() error) {
	before := dump(w.T, w.store)
	err := do()
	var e *graph.Error
	if !errors.As(err, &e) || e.Code != code {
		w.Fatalf("got %v, want an error of code %s", err, code)
	}
	if !bytes.Equal(before, dump(w.T, w.store)) {
		w.Fatalf("a request refused by %v wrote something", err)
	}
}

// dump is every byte of a store.
func dump(t interface{ Fatal(...any) }, s store.Store) []byte {
	snap, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Release()
	var b bytes.Buffer
	if err := snap.Scan(store.Range{}, func(k, v []byte) bool { fmt.Fprintf(&b, "%x=%x\n", k, v); return true }); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Steps.

func (w *world) putDocument() {
	id := w.pick("document", documentIDs)
	d := mDocument{published: w.pick("published", []string{"", "2026-01-05", "2026-01-07"}), kind: graph.OtherDocument}
	draft := graph.DocumentDraft{ID: id, Title: "Title of " + id, PublishedAt: d.published}
	if w.maybe("held") {
		d.text, d.kind = textOf(id), graph.NewsArticle
		draft.Text = &d.text
	}
	if id == "document:d" {
		d.kind, draft.DocumentKind = graph.DraftText, graph.DraftText
	}
	if n := w.now.nodes[id]; n.into != "" && n.document.text == "" && d.text != "" {
		w.refused(graph.CodeMerge, func() error {
			v, err := w.graph.Verify(context.Background(), &graph.Draft{Origin: graph.Curated, Documents: []graph.DocumentDraft{draft}})
			if err == nil {
				_, err = w.graph.Apply(context.Background(), v, graph.Request{})
			}
			return err
		})
		return
	}
	w.apply(&graph.Draft{Documents: []graph.DocumentDraft{draft}}, func() bool { return w.now.putDocument(id, draft.Title, d) })
}

func (w *world) putNode() {
	id := w.pick("node", namedIDs)
	all := names[id]
	name := rapid.SampledFrom(all).Draw(w.T, "name")
	k := graph.KindOfID(id)
	if w.maybe("renaming") {
		in := graph.PutNodeInput{ID: id, Kind: k, Name: name, Aliases: all[:1]}
		w.write(func(key string) (graph.Receipt, error) {
			return w.graph.PutNode(context.Background(), in, graph.Request{IdempotencyKey: key})
		}, func() bool { return w.now.putNode(id, k, name, all[:1], true) })
		return
	}
	aliases := []graph.Alias{}
	for _, a := range all[1:] {
		aliases = append(aliases, graph.Alias{Text: a})
	}
	w.apply(&graph.Draft{Nodes: []graph.NodeDraft{{ID: id, Kind: k, Name: name, Aliases: aliases}}},
		func() bool { return w.now.putNode(id, k, name, all[1:], false) })
}

func (w *world) putStatement() {
	id, at := w.pick("statement", statementIDs), w.heldPlace()
	if _, ok := w.now.nodes[id]; ok {
		w.Skip("there already")
	}
	chain, about := w.some("chain", actorIDs, 3), w.some("about", allIDs, 2)
	expresses := w.some("expresses", commitmentIDs, 1)
	said := w.pick("said", dates)
	st := mStanding{review: w.status()}
	d := graph.StatementDraft{
		ID: id, Evidence: at.evidence(), QuoteType: rapid.SampledFrom([]graph.QuoteType{graph.Direct, graph.Indirect, graph.Mixed}).Draw(w.T, "quote"),
		Act: rapid.SampledFrom([]graph.SpeechAct{"", graph.Pledge, graph.Deny}).Draw(w.T, "act"), Chain: chain, About: about, Expresses: expresses,
		Standing: graph.Standing{Review: st.review},
	}
	source := graph.Narrator
	if len(chain) > 0 {
		source = graph.Named
	}
	if said != "" {
		d.Facts = []graph.FactDraft{{Property: "saidAt", Value: said, Evidence: at.evidence(), Standing: d.Standing}}
	}
	w.apply(&graph.Draft{Statements: []graph.StatementDraft{d}}, func() bool {
		m := w.now
		m.nodes[id] = mNode{id: id, kind: graph.Statement, number: m.next(), mStanding: st, statement: &mStatement{at, d.QuoteType, d.Act, source}}
		if said != "" {
			m.putFact(mFact{node: id, property: "saidAt", value: said, at: at, via: id, mStanding: st})
		}
		tie := func(k graph.RelationType, from, to, role string) {
			m.assert(mRelation{kind: k, from: from, to: to, role: role}, mAssertion{at: at, via: id, mStanding: st})
		}
		tie(graph.ReportedIn, id, at.document, "")
		for i, who := range chain {
			tie(graph.Stated, who, id, []string{"", "relayed"}[min(i, 1)])
		}
		for _, to := range about {
			tie(graph.About, id, to, "")
		}
		for _, to := range expresses {
			tie(graph.Expresses, id, to, "")
		}
		return true
	})
}

func (w *world) putCommitment() {
	id, at := w.pick("commitment", commitmentIDs), w.heldPlace()
	pledged, owed := w.some("pledged by", actorIDs, 2), w.some("owed to", actorIDs, 2)
	strength := rapid.SampledFrom([]graph.Strength{graph.DeclaredIntent, graph.Offered, graph.Aspiration}).Draw(w.T, "strength")
	deadline, according := w.pick("deadline", dates), w.according()
	st := mStanding{review: w.status()}
	d := graph.CommitmentDraft{
		ID: id, Summary: "Summary of " + id, PledgedBy: pledged, OwedTo: owed, Strength: strength, Deadline: deadline,
		Evidence: at.evidence(), AccordingTo: according, Standing: graph.Standing{Review: st.review},
	}
	for _, e := range w.some("conditions", eventIDs, 2) {
		d.Conditions = append(d.Conditions, graph.ConditionDraft{
			Event: e, Evidence: at.evidence(), Alternative: rapid.IntRange(0, 1).Draw(w.T, "alternative"),
			Kind: rapid.SampledFrom([]graph.ConditionKind{"", "", graph.Subsequent, graph.Concurrent}).Draw(w.T, "kind"),
		})
	}
	w.apply(&graph.Draft{Commitments: []graph.CommitmentDraft{d}}, func() bool {
		m, changed := w.now, false
		n, ok := m.nodes[id]
		if !ok {
			n = mNode{id: id, name: d.Summary, kind: graph.Commitment, number: m.next(), mStanding: st}
		}
		changed = n.revive(st)
		if !slices.Contains(n.commitment, at) {
			n.commitment = append(slices.Clone(n.commitment), at)
			changed = true
		}
		m.nodes[id] = n
		fact := func(property, value string) {
			if value != "" {
				changed = m.putFact(mFact{node: id, property: property, value: value, at: at, via: id, mStanding: st}) || changed
			}
		}
		fact("strength", string(strength))
		fact("deadline", deadline)
		tie := func(k graph.RelationType, from, to, role string, alternative int) {
			r := mRelation{kind: k, from: from, to: to, role: role, alternative: alternative}
			changed = m.assert(r, mAssertion{at: at, according: according, via: id, mStanding: st}) || changed
		}
		for _, who := range pledged {
			tie(graph.Pledged, who, id, "", 0)
		}
		for _, who := range owed {
			tie(graph.OwedTo, id, who, "", 0)
		}
		for _, c := range d.Conditions {
			role := c.Kind
			if role == "" {
				role = graph.Precedent
			}
			tie(graph.ConditionalOn, id, c.Event, string(role), c.Alternative)
		}
		return changed
	})
}

// relatable are the relations the machine asserts one by one.
var relatable = []struct {
	kind     graph.RelationType
	from, to []string
}{
	{graph.About, statementIDs, allIDs},
	{graph.Stated, actorIDs, statementIDs},
	{graph.Pledged, actorIDs, commitmentIDs},
	{graph.ConditionalOn, commitmentIDs, eventIDs},
	{graph.FulfilledBy, commitmentIDs, eventIDs},
	{graph.BreachedBy, commitmentIDs, eventIDs},
	{graph.Withdrew, slices.Concat(actorIDs, statementIDs), commitmentIDs},
	{graph.IncludedIn, commitmentIDs, documentIDs},
	{graph.OmittedFrom, commitmentIDs, documentIDs},
	{graph.MemberOf, actorIDs, groupIDs},
	{graph.AlliedWith, actorIDs, actorIDs},
	{graph.ParticipatedIn, actorIDs, eventIDs},
}

func (w *world) relate() {
	kind := rapid.SampledFrom(relatable).Draw(w.T, "relation")
	r := mRelation{
		kind: kind.kind, from: w.one("from", kind.from), to: w.one("to", kind.to), role: w.pick("role", []string{"", "", "relayed", "other"}),
		vf: w.pick("valid from", []string{"", "", "2026-01", "2026-02-10"}), vt: w.pick("valid to", []string{"", "", "2026-02", "2026-05"}),
	}
	if r.from == r.to {
		w.Skip("with itself")
	}
	if r.kind == graph.ConditionalOn {
		r.role = string(rapid.SampledFrom([]graph.ConditionKind{graph.Precedent, graph.Subsequent, graph.Concurrent}).Draw(w.T, "kind"))
		r.alternative = rapid.IntRange(0, 2).Draw(w.T, "alternative")
	}
	a := mAssertion{at: w.heldPlace(), according: w.according(), mStanding: mStanding{review: w.status()}}
	d := graph.RelationDraft{
		Type: r.kind, From: r.from, To: r.to, Role: r.role, ValidFrom: r.vf, ValidTo: r.vt, Alternative: r.alternative,
		Evidence: a.at.evidence(), AccordingTo: a.according, Standing: graph.Standing{Review: a.review},
	}
	change := func() bool { return w.now.assert(r, a) }
	if w.maybe("as a draft") {
		w.apply(&graph.Draft{Relations: []graph.RelationDraft{d}}, change)
		return
	}
	if r.kind == graph.AlliedWith && r.to < r.from {
		r.from, r.to = r.to, r.from
	}
	a.relation = r.key()
	w.write(func(key string) (graph.Receipt, error) {
		got, err := w.graph.Relate(context.Background(), d, graph.Request{IdempotencyKey: key})
		w.ids[r.key()], w.ids[a.key()] = got.ID, got.Assertion
		return got, err
	}, change)
}

func (w *world) putFact() {
	f := mFact{at: w.heldPlace(), according: w.according(), mStanding: mStanding{review: w.status()}}
	switch rapid.IntRange(0, 4).Draw(w.T, "about") {
	case 0, 1:
		f.node, f.property = w.one("event", eventIDs), "status"
		f.value = w.pick("status", []string{"HYPOTHETICAL", "PLANNED", "ONGOING", "OCCURRED", "OCCURRED", "CANCELLED"})
	case 2:
		f.node, f.property, f.value = w.one("event", eventIDs), "date", w.pick("date", dates[1:])
	case 3:
		f.node, f.property, f.value = w.one("statement", statementIDs), "saidAt", w.pick("date", dates[1:])
	default:
		f.node, f.property, f.value = w.one("node", allIDs), "height", w.pick("height", []string{"tall", "low"})
	}
	reason := ""
	if w.maybe("curated") {
		f.at, reason = mPlace{}, "known"
	}
	w.apply(&graph.Draft{Facts: []graph.FactDraft{{
		Node: f.node, Property: f.property, Value: f.value, Evidence: f.at.evidence(), AccordingTo: f.according, Reason: reason,
		Standing: graph.Standing{Review: f.review},
	}}}, func() bool { return w.now.putFact(f) })
}

// thing picks anything that can be reviewed: what it is in the model, and its
// id.
func (w *world) thing() (key, id string) {
	var list []string
	for k := range w.now.nodes {
		list = append(list, k)
	}
	for k := range w.now.relations {
		list = append(list, k)
	}
	for k := range w.now.assertions {
		list = append(list, k)
	}
	for k := range w.now.facts {
		list = append(list, k)
	}
	if len(list) == 0 {
		w.Skip("nothing there yet")
	}
	slices.Sort(list)
	key = w.pick("thing", list)
	if id = w.ids[key]; id == "" {
		id = key
	}
	return key, id
}

func (w *world) reviewThing() {
	key, id := w.thing()
	to := w.status()
	do := func(k string) (graph.Receipt, error) {
		return w.graph.Review(context.Background(), graph.ReviewChange{ID: id, Status: to}, graph.Request{IdempotencyKey: k})
	}
	if w.now.nodes[key].into != "" {
		w.refused(graph.CodeMerge, func() error { _, err := do(""); return err })
		return
	}
	w.write(do, func() bool { return w.now.review(key, to) })
}

func (w *world) retract() {
	if rapid.IntRange(0, 2).Draw(w.T, "seldom") > 0 {
		w.Skip("not now")
	}
	key, id := w.thing()
	do := func(k string) (graph.Receipt, error) {
		return w.graph.Retract(context.Background(), graph.RetractChange{ID: id, Reason: "wrong"}, graph.Request{IdempotencyKey: k})
	}
	if w.now.nodes[key].into != "" {
		w.refused(graph.CodeMerge, func() error { _, err := do(""); return err })
		return
	}
	if d := w.now.nodes[key].document; d != nil && d.text != "" {
		w.refused(graph.CodeUnsupported, func() error { _, err := do(""); return err })
		return
	}
	w.write(do, func() bool { return w.now.retract(key) })
}

func (w *world) merge() {
	into, from := w.one("into", allIDs), w.one("from", allIDs)
	if rapid.IntRange(0, 3).Draw(w.T, "any") > 0 {
		from = w.one("from", slices.DeleteFunc(slices.Clone(allIDs), func(id string) bool { return graph.KindOfID(id) != graph.KindOfID(into) }))
	}
	do := func(k string) (graph.Receipt, error) {
		return w.graph.Merge(context.Background(), graph.MergeChange{Into: into, From: from, Reason: "the same"}, graph.Request{IdempotencyKey: k})
	}
	if allowed, _ := w.now.clone().merge(into, from); !allowed {
		w.refused(graph.CodeMerge, func() error { _, err := do(""); return err })
		return
	}
	w.write(do, func() bool { _, changed := w.now.merge(into, from); return changed })
}

func (w *world) unmerge() {
	id := w.one("node", allIDs)
	for _, n := range w.now.sortedNodes() {
		if n.into != "" && w.maybe("this one") {
			id = n.id
		}
	}
	do := func(k string) (graph.Receipt, error) {
		return w.graph.Unmerge(context.Background(), graph.UnmergeChange{ID: id, Reason: "not the same"}, graph.Request{IdempotencyKey: k})
	}
	if w.now.nodes[id].into == "" {
		w.refused(graph.CodeMerge, func() error { _, err := do(""); return err })
		return
	}
	w.write(do, func() bool { return w.now.unmerge(id) })
}

// repeat sends the last request that had a key again: nothing is written.
func (w *world) repeat() {
	if w.last == nil {
		w.Skip("no key yet")
	}
	before := dump(w.T, w.store)
	if _, err := w.last(""); err != nil {
		w.Fatal(err)
	}
	if !bytes.Equal(before, dump(w.T, w.store)) {
		w.Fatal("a repeated request wrote something")
	}
	w.refused(graph.CodeIdempotency, func() error {
		_, err := w.graph.Review(context.Background(), graph.ReviewChange{ID: "person:nobody", Status: graph.Accepted},
			graph.Request{IdempotencyKey: fmt.Sprint("key ", w.keys)})
		return err
	})
}

// tick moves the clock, at times backward.
func (w *world) tick() {
	w.clock = w.clock.Add(time.Duration(rapid.IntRange(-20, 40).Draw(w.T, "hours")) * 24 * time.Hour)
}

func (w *world) invalid() {
	verify := func(d graph.Draft) func() error {
		d.Origin = graph.Curated
		return func() error { _, err := w.graph.Verify(context.Background(), &d); return err }
	}
	at := w.heldPlace()
	wrong := at.evidence()
	wrong[0].Exact += "!"
	ann := w.one("actor", actorIDs)
	switch rapid.IntRange(0, 5).Draw(w.T, "wrong") {
	case 0:
		w.refused(graph.CodeNotInText, verify(graph.Draft{Facts: []graph.FactDraft{{Node: ann, Property: "height", Value: "tall", Evidence: wrong}}}))
	case 1:
		w.refused(graph.CodeNotFound, verify(graph.Draft{Facts: []graph.FactDraft{{Node: "person:nobody", Property: "height", Value: "tall", Evidence: at.evidence()}}}))
	case 2:
		w.refused(graph.CodeDomain, verify(graph.Draft{Relations: []graph.RelationDraft{{Type: graph.Stated, From: at.document, To: ann, Evidence: at.evidence()}}}))
	case 3:
		text := "Another text.\n"
		d := &graph.Draft{Documents: []graph.DocumentDraft{{ID: at.document, Title: "Other", Text: &text}}, Nodes: []graph.NodeDraft{{ID: "person:new", Kind: graph.Person, Name: "New"}}}
		v, err := w.graph.Verify(context.Background(), d)
		if err != nil {
			w.Fatal(err)
		}
		w.refused(graph.CodeExists, func() error { _, err := w.graph.Apply(context.Background(), v, graph.Request{}); return err })
	case 4:
		w.refused(graph.CodeNotFound, func() error {
			_, err := w.graph.Review(context.Background(), graph.ReviewChange{ID: "rel:nothing", Status: graph.Accepted}, graph.Request{})
			return err
		})
	default:
		w.refused(graph.CodeBadInput, func() error {
			_, err := w.graph.Merge(context.Background(), graph.MergeChange{Into: ann, From: ann}, graph.Request{IdempotencyKey: "unused"})
			return err
		})
	}
}

func (w *world) today() edtf.Day { return edtf.DayOf(w.clock) }

func (w *world) steps() map[string]func(*rapid.T) {
	step := func(f func(*world)) func(*rapid.T) {
		return func(t *rapid.T) { w.T = t; f(w) }
	}
	return map[string]func(*rapid.T){
		"document": step((*world).putDocument), "node": step((*world).putNode), "statement": step((*world).putStatement),
		"commitment": step((*world).putCommitment), "relate": step((*world).relate), "relate more": step((*world).relate),
		"fact": step((*world).putFact), "review": step((*world).reviewThing), "retract": step((*world).retract),
		"merge": step((*world).merge), "unmerge": step((*world).unmerge), "repeat": step((*world).repeat),
		"tick": step((*world).tick), "invalid": step((*world).invalid), "look back": step((*world).lookBack),
		"pages": step((*world).pages),
		"":      step((*world).compare),
	}
}

// publishedOn is when the first documents were published.
var publishedOn = map[string]string{"document:a": "2026-01-10"}

// furnish gives the machine something to begin with.
func (w *world) furnish() {
	for _, id := range namedIDs {
		w.apply(&graph.Draft{Nodes: []graph.NodeDraft{{ID: id, Kind: graph.KindOfID(id), Name: names[id][0]}}},
			func() bool { return w.now.putNode(id, graph.KindOfID(id), names[id][0], nil, false) })
	}
	for _, id := range documentIDs[:2] {
		text := textOf(id)
		w.apply(&graph.Draft{Documents: []graph.DocumentDraft{{ID: id, Title: "Title of " + id, Text: &text, PublishedAt: publishedOn[id]}}},
			func() bool {
				return w.now.putDocument(id, "Title of "+id, mDocument{text: text, kind: graph.NewsArticle, published: publishedOn[id]})
			})
	}
}

// replay makes sure that every index entry follows from a record, and that the
// log, applied to an empty store, gives the same graph at every transaction.
func (w *world) replay() {
	again := mem.New()
	_, err := w.graph.Check(context.Background(), graph.CheckOptions{Deep: again}, func(f graph.Finding) { w.Errorf("check: %+v", f) })
	if err != nil {
		w.Fatal(err)
	}
	if w.graph, err = graph.Open(again, graph.WithClock(func() time.Time { return w.clock })); err != nil {
		w.Fatal(err)
	}
	s := w.session()
	defer s.Close()
	for seq := len(w.past) - 1; seq >= 0; seq -= 1 + len(w.past)/5 {
		w.equal(fmt.Sprint("transaction ", seq, " replayed"), s.ViewAt(graph.Seq(seq)), w.lens(w.past[seq], nil))
	}
}

// fewer makes rapid try a property n times where no other number was asked
// for: a run of the machine is worth many checks of a small property.
func fewer(t *testing.T, n int) {
	f := flag.Lookup("rapid.checks")
	if f.Value.String() != f.DefValue {
		return
	}
	if testing.Short() {
		n = max(n/4, 1)
	}
	if err := f.Value.Set(strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(f.DefValue) })
}

func TestRandomChangesAgreeWithTheModel(t *testing.T) {
	fewer(t, 16)
	for name, s := range map[string]func() store.Store{
		"plain": func() store.Store { return mem.New() },
		"rerun": func() store.Store { return storetest.Rerun(mem.New()) },
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := newWorld(t, s())
				w.furnish()
				t.Repeat(w.steps())
				w.T = t
				w.comparePresent()
				w.replay()
			})
		})
	}
}
