package schema

import (
	"strconv"

	"onrecord/graph"
	"onrecord/schema/plan"
)

// written is what a mutation answers with, read after the write.
type written struct {
	transaction string
	node        any // or the error of reading it
	assertion   any
}

var (
	idempotencyKey = arg{"idempotencyKey", "String", "Names this request: the same key answers the same and writes once. A key is used for one request only; at most 255 characters.", nil}
	reason         = arg{"reason", "String!", "Why; it is kept in the log.", nil}
)

const transactionAbout = "The sequence number of the transaction that wrote it, in decimal; \"0\" when everything was there already and nothing was written."

func (b *builder) mutations() {
	b.writeInputs()
	b.payloads()
	b.object("Mutation", "Where writing begins. Each field is one transaction: all of it is written, or nothing. What is entered here is CURATED and ACCEPTED; what is extracted from a document is EXTRACTED and PENDING.", nil, []field{
		b.ingestion(),
		{
			name: "putNode", typ: "PutNodePayload", about: "Records a node. With the id of one that is there it adds aliases and facts, and a name corrects its name; the old one stays as an alias.",
			args: []arg{{"input", "PutNodeInput!", "The node.", nil}},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				in := a.object("input")
				r.IdempotencyKey = in.text("idempotencyKey")
				return g.PutNode(c.Ctx, putNodeInput(in), r)
			}),
		},
		{
			name: "relate", typ: "RelatePayload", about: "Asserts a relation. Refused unless the evidence is verbatim in its document and the ends are of kinds that the type allows.",
			args: []arg{{"input", "RelateInput!", "The relation and who says so.", nil}},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				in := a.object("input")
				r.IdempotencyKey = in.text("idempotencyKey")
				return g.Relate(c.Ctx, relationDraft(in), r)
			}),
		},
		{
			name: "review", typ: "ReviewPayload", about: "Says what to think of a node, relation, assertion or fact. A relation takes its assertions along; a statement or commitment takes what came with it.",
			args: []arg{
				{"id", "ID!", "What is reviewed.", nil},
				{"status", "ReviewStatus!", "The outcome.", nil},
				{"reason", "String", "Why; it is kept in the log.", nil},
				idempotencyKey,
			},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				return g.Review(c.Ctx, graph.ReviewChange{ID: a.text("id"), Status: one[graph.ReviewStatus](a, "status"), Reason: a.text("reason")}, r)
			}),
		},
		{
			name: "retract", typ: "RetractPayload", about: "Takes a node, relation, assertion or fact back. Nothing is deleted: asOf still sees it.",
			args: []arg{{"id", "ID!", "What is taken back.", nil}, reason, idempotencyKey},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				return g.Retract(c.Ctx, graph.RetractChange{ID: a.text("id"), Reason: a.text("reason")}, r)
			}),
		},
		{
			name: "merge", typ: "MergePayload", about: "Says that two nodes are one. The id of the second leads to the first from then on, and their relations are shown together.",
			args: []arg{{"into", "ID!", "The node that stays.", nil}, {"from", "ID!", "The node that becomes it.", nil}, reason, idempotencyKey},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				return g.Merge(c.Ctx, graph.MergeChange{Into: a.text("into"), From: a.text("from"), Reason: a.text("reason")}, r)
			}),
		},
		{
			name: "unmerge", typ: "MergePayload", about: "Takes a merge back: the node is one of its own again.",
			args: []arg{{"id", "ID!", "The node that had been merged into another.", nil}, reason, idempotencyKey},
			get: b.write(func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error) {
				return g.Unmerge(c.Ctx, graph.UnmergeChange{ID: a.text("id"), Reason: a.text("reason")}, r)
			}),
		},
	})
}

// write makes a resolver that writes and then reads what it has written.
func (b *builder) write(do func(c *plan.Call, g *graph.Graph, a args, r graph.Request) (graph.Receipt, error)) *plan.Resolver {
	return root(b, func(c *plan.Call, e *env, a args) (any, error) {
		receipt, err := do(c, e.request.graph, a, graph.Request{By: e.request.by, IdempotencyKey: a.text("idempotencyKey")})
		if err != nil {
			return nil, err
		}
		out := &written{transaction: strconv.FormatUint(uint64(receipt.Seq), 10)}
		// It is written: a failure from here on must not look like a refusal.
		if err := out.read(c, e, receipt); err != nil {
			out.node = b.failure(c.Ctx, c.Field.Name(), err)
		}
		return out, nil
	})
}

func (w *written) read(c *plan.Call, e *env, receipt graph.Receipt) error {
	now, err := e.fresh()
	if err != nil {
		return err
	}
	c.SetEnv(now)
	found, err := now.view.Things([]string{receipt.ID, receipt.Assertion})
	if err != nil {
		return err
	}
	if a := found[1].Assertion; a != nil {
		w.assertion = a
	}
	switch t := found[0]; {
	case t.Node != nil:
		w.node = t.Node
	case t.Relation != nil:
		w.node = t.Relation
	case t.Assertion != nil:
		rels, err := now.view.Relations([]graph.Ref{t.Assertion.Relation})
		if err != nil {
			return err
		}
		w.node = rels[0]
	case t.Fact != nil:
		nodes, err := now.view.Nodes([]graph.Ref{t.Fact.Node})
		if err != nil {
			return err
		}
		w.node = nodes[0]
	}
	return nil
}

func (b *builder) payloads() {
	transaction := field{name: "transaction", typ: "String!", about: transactionAbout, get: plan.String(func(w *written) string { return w.transaction })}
	node := plan.Value(func(w *written) any { return w.node })
	for _, p := range []struct{ name, about, node string }{
		{"PutNodePayload", "What putNode wrote.", "The node as it is now."},
		{"ReviewPayload", "What review wrote.", "The node or relation as it is now; of an assertion its relation, of a fact its node."},
		{"RetractPayload", "What retract wrote.", "The node or relation as it is now; of an assertion its relation, of a fact its node."},
		{"MergePayload", "What merge or unmerge wrote.", "The node that stays, or the one that is its own again."},
	} {
		b.object(p.name, p.about, nil, []field{{name: "node", typ: "Node", about: p.node, get: node}, transaction})
	}
	b.object("RelatePayload", "What relate wrote.", nil, []field{
		{name: "relation", typ: "Relation", about: "The relation as it is now.", get: node},
		{name: "assertion", typ: "Assertion", about: "The assertion that the evidence makes.", get: plan.Value(func(w *written) any { return w.assertion })},
		transaction,
	})
}

func (b *builder) writeInputs() {
	b.input("EvidenceInput", "Words of a document that prove something. start and end pin them down, or prefix and suffix do where the words stand more than once. One wrong character and nothing is written.",
		arg{"document", "ID!", "The document, which must be held.", nil},
		arg{"exact", "String!", "The very words.", nil},
		arg{"prefix", "String", "The characters directly before.", nil},
		arg{"suffix", "String", "The characters directly after.", nil},
		arg{"start", "Int", "Where the words begin, in code points of the canonical text.", nil},
		arg{"end", "Int", "Where they end, half open.", nil},
	)
	b.input("RelateInput", "A relation and who says so.",
		arg{"type", "RelationType!", "What joins the two.", nil},
		arg{"from", "ID!", "The one end: who does it.", nil},
		arg{"to", "ID!", "The other end: to whom or what.", nil},
		arg{"role", "String", "In what role: \"son-in-law\".", nil},
		arg{"quantity", "String", "How much, as the evidence words it.", nil},
		arg{"evidence", "[EvidenceInput!]!", "The words that say so.", nil},
		arg{"accordingTo", "ID", "The statement that claims it; without it the document says it in its own voice.", nil},
		arg{"confidence", "Float", "How sure, above 0 and at most 1; without it 1.", nil},
		arg{"validFrom", "EDTF", "Since when it holds.", nil},
		arg{"validTo", "EDTF", "Until when it holds.", nil},
		idempotencyKey,
	)
	b.input("FactInput", "A property of a node.",
		arg{"property", "String!", "The property, in lowerCamel case: status, date, size, iso3166.", nil},
		arg{"value", "String!", "The value.", nil},
		arg{"evidence", "[EvidenceInput!]", "The words it was read from.", nil},
		arg{"reason", "String", "Why it is so; needed when there is no evidence.", nil},
	)
	b.input("PutNodeInput", "A node to record, or what to add to one.",
		arg{"id", "ID", "Kind, colon, and a slug of the full English name: `person:emmanuel-macron`. Without it, made from the name.", nil},
		arg{"kind", "NodeKind!", "What it is. A STATEMENT or COMMITMENT needs its own part; a DOCUMENT put so is CITED_ONLY; relations are made with relate.", nil},
		arg{"name", "String", "The full English name; of a group the words of the source, of a document its title. Of a node that is there, a correction.", nil},
		arg{"aliases", "[String!]", "Other names, in any script.", nil},
		arg{"facts", "[FactInput!]", "Its properties.", nil},
		arg{"statement", "StatementInput", "What only a statement has.", nil},
		arg{"commitment", "CommitmentInput", "What only a commitment has.", nil},
		idempotencyKey,
	)
	b.input("StatementInput", "One occurrence of an utterance in one document.",
		arg{"quoteType", "QuoteType!", "How the words reach the reader.", nil},
		arg{"speaker", "ID", "Who said it.", nil},
		arg{"speakerAs", "String", "The speaker as written.", nil},
		arg{"attributionChain", "[ID!]", "The speaker first, then who passed the words on.", nil},
		arg{"cue", "String", "The reporting verb, as written.", nil},
		arg{"act", "SpeechAct", "What the speaker does by saying it.", nil},
		arg{"saidAt", "EDTF", "When it was said.", nil},
		arg{"saidOn", "String", "Where it was said.", nil},
		arg{"about", "[ID!]", "What it is about.", nil},
		arg{"evidence", "[EvidenceInput!]!", "The words said, in order, all in one document.", nil},
	)
	b.input("CommitmentInput", "What an actor undertook to do.",
		arg{"summary", "String!", "The promise in a sentence.", nil},
		arg{"pledgedBy", "[ID!]!", "Who undertook it.", nil},
		arg{"owedTo", "[ID!]", "Whom it is owed to.", nil},
		arg{"forces", "[ID!]", "The forces and capabilities it brings.", nil},
		arg{"conditions", "[ConditionInput!]", "What it depends on.", nil},
		arg{"strength", "Strength!", "How firmly it was undertaken.", nil},
		arg{"quantity", "String", "How much, as the evidence words it.", nil},
		arg{"deadline", "EDTF", "Until when.", nil},
		arg{"evidence", "[EvidenceInput!]!", "The words that make the promise.", nil},
	)
	b.input("ConditionInput", "What a commitment depends on.",
		arg{"event", "ID!", "The event.", nil},
		arg{"kind", "ConditionKind", "How the event bears on the commitment; without it PRECEDENT.", nil},
		arg{"alternative", "Int", "Conditions with one number above 0 are alternatives, one of which is enough.", nil},
		arg{"evidence", "[EvidenceInput!]!", "The words that make it a condition.", nil},
	)
}

func evidenceDrafts(list []args) []graph.EvidenceDraft {
	out := make([]graph.EvidenceDraft, len(list))
	for i, a := range list {
		out[i] = graph.EvidenceDraft{
			Document: a.text("document"), Exact: a.text("exact"), Prefix: a.text("prefix"), Suffix: a.text("suffix"),
			Start: a.integer("start"), End: a.integer("end"),
		}
	}
	return out
}

func relationDraft(a args) graph.RelationDraft {
	return graph.RelationDraft{
		Type: one[graph.RelationType](a, "type"), From: a.text("from"), To: a.text("to"), Role: a.text("role"), Quantity: a.text("quantity"),
		Evidence: evidenceDrafts(a.objects("evidence")), AccordingTo: a.text("accordingTo"),
		ValidFrom: a.text("validFrom"), ValidTo: a.text("validTo"), Standing: graph.Standing{Confidence: a.number("confidence")},
	}
}

func putNodeInput(a args) graph.PutNodeInput {
	in := graph.PutNodeInput{ID: a.text("id"), Kind: one[graph.NodeKind](a, "kind"), Name: a.text("name"), Aliases: many[string](a, "aliases")}
	for _, f := range a.objects("facts") {
		in.Facts = append(in.Facts, graph.FactDraft{
			Property: f.text("property"), Value: f.text("value"), Evidence: evidenceDrafts(f.objects("evidence")), Reason: f.text("reason"),
		})
	}
	if s := a.object("statement"); s != nil {
		in.Statement = statementDraft(s)
	}
	if c := a.object("commitment"); c != nil {
		in.Commitment = commitmentDraft(c)
	}
	return in
}

// enteredReason is why a date or place of an utterance is recorded when nothing
// else is said: its curator gave it beside the words.
const enteredReason = "entered with the statement"

func statementDraft(a args) *graph.StatementDraft {
	s := &graph.StatementDraft{
		QuoteType: one[graph.QuoteType](a, "quoteType"), Speaker: a.text("speaker"), SpeakerAs: a.text("speakerAs"),
		Chain: many[string](a, "attributionChain"), Cue: a.text("cue"), Act: one[graph.SpeechAct](a, "act"),
		About: many[string](a, "about"), Evidence: evidenceDrafts(a.objects("evidence")),
	}
	for _, name := range []string{graph.PropSaidAt, graph.PropSaidOn} {
		if v := a.text(name); v != "" {
			s.Facts = append(s.Facts, graph.FactDraft{Property: name, Value: v, Reason: enteredReason})
		}
	}
	return s
}

func commitmentDraft(a args) *graph.CommitmentDraft {
	c := &graph.CommitmentDraft{
		Summary: a.text("summary"), PledgedBy: many[string](a, "pledgedBy"), OwedTo: many[string](a, "owedTo"), Forces: many[string](a, "forces"),
		Strength: one[graph.Strength](a, "strength"), Quantity: a.text("quantity"), Deadline: a.text("deadline"),
		Evidence: evidenceDrafts(a.objects("evidence")),
	}
	for _, k := range a.objects("conditions") {
		c.Conditions = append(c.Conditions, graph.ConditionDraft{
			Event: k.text("event"), Kind: one[graph.ConditionKind](k, "kind"), Alternative: k.count("alternative", 0),
			Evidence: evidenceDrafts(k.objects("evidence")),
		})
	}
	return c
}
