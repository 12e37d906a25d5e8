package schema

import (
	"onrecord/graph"
)

func (b *builder) enums() {
	b.enum("NodeKind", "What a node is.",
		value{"PERSON", "A human being."},
		value{"STATE", "A country."},
		value{"ORGANIZATION", "A body with a name of its own: an alliance, a ministry, a broadcaster."},
		value{"GROUP", "Actors as a source words them: \"the allies\", \"some European nations\". Never merged across documents."},
		value{"FORCE", "Troops, a mission, a hub or a capability, existing or planned."},
		value{"PLACE", "A place that is not spoken of as an actor."},
		value{"EVENT", "Something that happened, is planned, or is only supposed."},
		value{"DOCUMENT", "A text, held or only cited by another."},
		value{"STATEMENT", "One occurrence of an utterance in one document."},
		value{"COMMITMENT", "What an actor undertook to do: one promise, however many documents report it."},
		value{"RELATION", "A relation between two nodes, seen as a node itself."},
	)
	b.relationTypes()
	b.enum("Direction", "Which way a relation is followed from a node.",
		value{"OUT", "From the node: it is the relation's from."},
		value{"IN", "To the node: it is the relation's to."},
		value{"BOTH", "Either way."},
	)
	b.enum("OrderDirection", "Which way a list is ordered.",
		value{"ASC", "The smallest or earliest first."},
		value{"DESC", "The largest or latest first."},
	)
	b.speechEnums()
	b.standingEnums()
	b.commitmentEnums()
	b.documentEnums()
	b.listEnums()
}

// relationTypes declares the types as the ontology words them.
func (b *builder) relationTypes() {
	values := make([]value, len(graph.Ontology))
	for i, r := range graph.Ontology {
		about := "From " + kindList(r.Domain) + " to " + kindList(r.Range) + ": X " + r.Forward + " Y."
		if r.Symmetric {
			about += " It holds both ways and is stored once."
		}
		if r.SameKind {
			about += " Both ends are of one kind."
		}
		values[i] = value{string(r.Type), about}
	}
	b.enum("RelationType", "The type of a relation. A relation whose ends are of other kinds than its type allows is refused.", values...)
}

func kindList(kinds []graph.NodeKind) string {
	if len(kinds) >= 10 {
		return "any node"
	}
	out := ""
	for i, k := range kinds {
		switch {
		case i == 0:
		case i == len(kinds)-1:
			out += " or "
		default:
			out += ", "
		}
		out += string(k)
	}
	return out
}

func (b *builder) speechEnums() {
	b.enum("QuoteType", "How a statement's words reach the reader.",
		value{"DIRECT", "Verbatim, between quotation marks."},
		value{"INDIRECT", "In the reporter's words."},
		value{"MIXED", "Partly verbatim, partly in the reporter's words."},
	)
	b.enum("SourceKind", "Whom a statement comes from.",
		value{"NAMED", "An actor whom the document names."},
		value{"UNNAMED", "Somebody the document does not name: \"a senior official\"."},
		value{"DOCUMENT", "Another document: a draft, a declaration."},
		value{"NARRATOR", "The document itself, in its own voice."},
	)
	b.enum("SpeechAct", "What a speaker does by saying it.",
		value{"ASSERT", "Says that something is so."},
		value{"PLEDGE", "Undertakes to do something."},
		value{"OFFER", "Says what they would do if it were wanted."},
		value{"DEMAND", "Says what others are to do."},
		value{"THREATEN", "Announces harm."},
		value{"PRAISE", "Speaks well of somebody or something."},
		value{"HOPE", "Wishes for something."},
		value{"WARN", "Says what may go wrong."},
		value{"BELIEVE", "Holds something to be so without claiming to know."},
		value{"DOUBT", "Holds something not to be so without claiming to know."},
		value{"DENY", "Says that something is not so."},
		value{"REFUSE", "Will not do something."},
	)
}

func (b *builder) standingEnums() {
	b.enum("Origin", "How something came into the graph.",
		value{"CURATED", "A person entered it."},
		value{"EXTRACTED", "A program read it out of a text."},
		value{"IMPORTED", "It came in a file from elsewhere."},
	)
	b.enum("ReviewStatus", "What people made of something so far.",
		value{"PENDING", "Nobody has looked at it yet."},
		value{"ACCEPTED", "It was found right. Only what is accepted moves the states of commitments."},
		value{"REJECTED", "It was found wrong; reads hide it unless asked for."},
		value{"DISPUTED", "It is contested, and shown as such."},
	)
}

func (b *builder) commitmentEnums() {
	b.enum("Strength", "How firmly a commitment was undertaken, strongest first.",
		value{"LEGALLY_BINDING", "It binds in law: a treaty in force."},
		value{"SIGNED_POLITICAL", "A signed political document says it."},
		value{"DECLARED_INTENT", "It was declared as an intention."},
		value{"OFFER", "It was offered, and waits to be taken up."},
		value{"ASPIRATION", "It was wished for."},
	)
	b.enum("CommitmentState", "Where a commitment stands. Derived from its conditions, events and withdrawals as recorded at asOf and holding at validAt; never stored by hand, never moved by what is only claimed or pending.",
		value{"PROPOSED", "It stands in drafts only, was omitted from the text that followed, or is an offer nobody has taken up."},
		value{"CONDITIONAL", "Something it depends on has not happened yet."},
		value{"DETACHED", "Its conditions are met, or it has none: it is owed."},
		value{"SATISFIED", "It was fulfilled by an event that occurred."},
		value{"VIOLATED", "It was breached by an event that occurred. Silence is not a breach."},
		value{"EXPIRED", "It ended: its deadline passed with nothing on record either way, or a condition can no longer be met."},
		value{"SUSPENDED", "What must hold while it is owed does not hold."},
		value{"CANCELLED", "Its debtor withdrew it."},
		value{"RELEASED", "Its creditor let it go."},
	)
	b.enum("ConditionKind", "How an event bears on a commitment.",
		value{"PRECEDENT", "It must come first."},
		value{"SUBSEQUENT", "It ends the obligation."},
		value{"CONCURRENT", "The obligation holds while it lasts."},
	)
	b.enum("ConditionState", "Whether a condition is met.",
		value{"OPEN", "The event has not occurred."},
		value{"MET", "The event occurred."},
		value{"FAILED", "The event can no longer occur: it was cancelled."},
		value{"UNKNOWN", "No accepted fact says whether the event occurred."},
	)
	b.enum("TextStatus", "What became of a commitment in a document.",
		value{"PRESENT", "The document includes it."},
		value{"ADDED", "The document includes it, the version before did not."},
		value{"OMITTED", "The document leaves it out."},
		value{"WEAKENED", "The document includes it less firmly than the version before."},
		value{"STRENGTHENED", "The document includes it more firmly than the version before."},
	)
	b.enum("Basis", "On what grounds it is known what became of a commitment in a document.",
		value{"COMPARED", "The texts themselves show it."},
		value{"REPORTED", "Another document says so."},
	)
	b.enum("CommitmentRole", "The side of a commitment that an actor is on.",
		value{"DEBTOR", "The one who pledged it."},
		value{"CREDITOR", "The one it is owed to."},
	)
}

func (b *builder) documentEnums() {
	b.enum("EventStatus", "Whether an event took place, as accepted facts have it and seen from validAt.",
		value{"HYPOTHETICAL", "It is only supposed, or nobody has accepted that it took place."},
		value{"PLANNED", "It is planned, or dated after validAt."},
		value{"ONGOING", "It has begun and not ended."},
		value{"OCCURRED", "It took place."},
		value{"CANCELLED", "It will not take place."},
	)
	b.enum("DocumentKind", "What sort of text a document is.",
		value{"NEWS_ARTICLE", "A report in a newspaper, an agency's or broadcaster's."},
		value{"JOINT_DECLARATION", "A declaration of several actors together."},
		value{"DECLARATION", "A declaration of one actor."},
		value{"STATEMENT", "A written statement."},
		value{"TRANSCRIPT", "The written record of speech."},
		value{"DRAFT", "A version before the final one."},
		value{"TREATY", "A text that binds in law."},
		value{"DATASET", "Structured data."},
		value{"OTHER", "Anything else."},
	)
	b.enum("Holding", "Whether the text of a document is stored.",
		value{"HELD", "Its text is stored, and evidence can point into it."},
		value{"CITED_ONLY", "Only other documents speak of it."},
	)
}

func (b *builder) listEnums() {
	b.enum("StatementOrderField", "What statements are ordered by.",
		value{"SAID_AT", "When it was said, those without a date first."},
		value{"RECORDED_AT", "When it came into the graph."},
		value{"SPEAKER", "The speaker's name, those without one first."},
		value{"POSITION", "Where it stands: by document, then by place in the text."},
	)
	b.enum("CommitmentOrderField", "What commitments are ordered by.",
		value{"DEADLINE", "The deadline, those without one first."},
		value{"RECORDED_AT", "When it came into the graph."},
		value{"STRENGTH", "How firm it is, the weakest first."},
	)
	b.enum("StatementFacet", "What a list of statements can be counted by.",
		value{"SPEAKER", "Who said it."},
		value{"ABOUT", "What it is about."},
		value{"DOCUMENT", "The document it stands in."},
		value{"PUBLISHER", "Who published that document."},
		value{"QUOTE_TYPE", "How the words reach the reader."},
		value{"ACT", "What the speaker does by saying it."},
		value{"MONTH", "The month it was said in, as 2026-01."},
		value{"YEAR", "The year it was said in."},
		value{"REVIEW", "What people made of it."},
	)
	b.enum("CommitmentFacet", "What a list of commitments can be counted by.",
		value{"PLEDGOR", "Who pledged it."},
		value{"STATE", "Where it stands."},
		value{"STRENGTH", "How firm it is."},
		value{"CONDITION", "The event it is conditional on."},
		value{"DOCUMENT", "The documents that include or omit it."},
		value{"TEXT_STATUS", "What became of it in documents."},
		value{"REVIEW", "What people made of it."},
	)
	b.enum("TimelineWhat", "What an entry of a timeline tells.",
		value{"SAID", "A statement was made."},
		value{"BEGAN", "A relation or event began."},
		value{"ENDED", "A relation or event ended."},
		value{"PUBLISHED", "A document was published."},
		value{"RECORDED", "Something came into the graph."},
	)
}
