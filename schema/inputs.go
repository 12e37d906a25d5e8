package schema

import "onrecord/graph"

// filters declares the input types of queries.
func (b *builder) filters() {
	review := arg{"review", "[ReviewStatus!]", "Only of these reviews, those taken back among them; without it all that stand and were not rejected.", nil}
	text := func(where string) arg {
		return arg{"text", "String", "All these words must occur in " + where + ", in any order; case, accents and script do not matter.", nil}
	}
	b.input("ActorFilter", "Narrows a list of people, states, organisations, groups, forces or places. Conditions combine by AND.",
		arg{"name", "String", "A name or alias, whole, in any script.", nil},
		text("names and aliases"),
		arg{"memberOf", "ID", "Members of this organisation, group or force.", nil},
		review,
	)
	b.input("EventFilter", "Narrows the list of events. Conditions combine by AND.",
		arg{"status", "[EventStatus!]", "Only events of these statuses.", nil},
		text("names and aliases"),
		arg{"from", "EDTF", "Only events whose date reaches this one.", nil},
		arg{"to", "EDTF", "Only events whose date begins by this one.", nil},
		arg{"participant", "ID", "Only events that this actor took part in.", nil},
	)
	b.input("DocumentFilter", "Narrows the list of documents. Conditions combine by AND.",
		arg{"kinds", "[DocumentKind!]", "Only documents of these kinds.", nil},
		arg{"holding", "Holding", "Only held, or only cited documents.", nil},
		arg{"publisher", "String", "Only of this publisher; case and accents do not matter.", nil},
		arg{"language", "String", "Only in this language (BCP 47; the region does not matter).", nil},
		text("the title or the text"),
		arg{"publishedFrom", "EDTF", "Only documents published on or after this date.", nil},
		arg{"publishedTo", "EDTF", "Only documents published on or before this date.", nil},
	)
	b.input("StatementFilter", "Narrows a list of statements. Conditions combine by AND.",
		arg{"speaker", "ID", "Said or passed on by this actor.", nil},
		arg{"speakers", "[ID!]", "Said or passed on by any of these actors.", nil},
		arg{"about", "ID", "About this node.", nil},
		arg{"abouts", "[ID!]", "About any of these nodes.", nil},
		arg{"document", "ID", "Standing in this document.", nil},
		arg{"quoteType", "QuoteType", "Only of this quote type.", nil},
		arg{"sourceKind", "SourceKind", "Only from this kind of source.", nil},
		arg{"speakerAs", "String", "Only where the speaker is mentioned so: \"a senior official\".", nil},
		arg{"act", "[SpeechAct!]", "Only these acts.", nil},
		arg{"relayed", "Boolean", "true: only words that somebody passed on; false: only words that nobody did.", nil},
		text("the words said"),
		arg{"saidFrom", "EDTF", "Only what was said on or after this date.", nil},
		arg{"saidTo", "EDTF", "Only what was said on or before this date.", nil},
		review,
	)
	b.input("StatementOrder", "The order of a list of statements.",
		arg{"field", "StatementOrderField!", "What to order by.", nil},
		arg{"direction", "OrderDirection!", "Which way.", nil},
	)
	b.commitmentInputs(text("the summary"), review)
	b.input("RelationFilter", "Narrows the list of relations. Conditions combine by AND.",
		arg{"types", "[RelationType!]", "Only these types.", nil},
		arg{"from", "ID", "Only from this node.", nil},
		arg{"to", "ID", "Only to this node.", nil},
		arg{"document", "ID", "Only what this document's words assert.", nil},
		arg{"accordingTo", "ID", "Only what this statement claims.", nil},
		arg{"origin", "Origin", "Only what some standing assertion of this origin says.", nil},
		review,
	)
}

func (b *builder) commitmentInputs(text, review arg) {
	b.input("CommitmentFilter", "Narrows a list of commitments. Conditions combine by AND.",
		arg{"pledgedBy", "ID", "Undertaken by this actor.", nil},
		arg{"actingFor", "Boolean", "With pledgedBy: also undertaken by those who represent that actor or hold office in it.", nil},
		arg{"owedTo", "ID", "Owed to this actor.", nil},
		arg{"state", "CommitmentState", "Only in this state.", nil},
		arg{"states", "[CommitmentState!]", "Only in one of these states, or in state.", nil},
		arg{"conditionalOn", "ID", "Only what depends on this event.", nil},
		arg{"conditionalOnAny", "[ID!]", "Only what depends on one of these events, or on conditionalOn.", nil},
		arg{"includedIn", "ID", "Only what this document includes.", nil},
		arg{"omittedFrom", "ID", "Only what this document leaves out.", nil},
		arg{"omittedFromKind", "DocumentKind", "Only what some document of this kind leaves out.", nil},
		arg{"textStatus", "[TextStatus!]", "Only what became one of these in some document.", nil},
		arg{"strength", "[Strength!]", "Only of these strengths.", nil},
		arg{"deadlineFrom", "EDTF", "Only with a deadline on or after this date.", nil},
		arg{"deadlineTo", "EDTF", "Only with a deadline on or before this date.", nil},
		text, review,
	)
	b.input("CommitmentOrder", "The order of a list of commitments.",
		arg{"field", "CommitmentOrderField!", "What to order by.", nil},
		arg{"direction", "OrderDirection!", "Which way.", nil},
	)
}

var statementArgs = []arg{
	{"filter", "StatementFilter", "Only statements that match; conditions combine by AND.", nil},
	{"orderBy", "StatementOrder", "The order of the list.", nil},
}

func actorFilter(a args) graph.ActorFilter {
	return graph.ActorFilter{Name: a.text("name"), Text: a.text("text"), MemberOf: a.text("memberOf"), Review: many[graph.ReviewStatus](a, "review")}
}

func eventFilter(a args) graph.EventFilter {
	return graph.EventFilter{
		Status: many[graph.EventStatus](a, "status"), Text: a.text("text"), From: a.text("from"), To: a.text("to"), Participant: a.text("participant"),
	}
}

func documentFilter(a args) graph.DocumentFilter {
	return graph.DocumentFilter{
		Kinds: many[graph.DocumentKind](a, "kinds"), Holding: one[graph.Holding](a, "holding"), Publisher: a.text("publisher"),
		Language: a.text("language"), Text: a.text("text"), PublishedFrom: a.text("publishedFrom"), PublishedTo: a.text("publishedTo"),
	}
}

func statementFilter(a args) graph.StatementFilter {
	return graph.StatementFilter{
		Speaker: a.text("speaker"), Speakers: many[string](a, "speakers"), About: a.text("about"), Abouts: many[string](a, "abouts"),
		Document: a.text("document"), QuoteType: one[graph.QuoteType](a, "quoteType"), SourceKind: one[graph.SourceKind](a, "sourceKind"),
		SpeakerAs: a.text("speakerAs"), Act: many[graph.SpeechAct](a, "act"), Relayed: a.flag("relayed"), Text: a.text("text"),
		SaidFrom: a.text("saidFrom"), SaidTo: a.text("saidTo"), Review: many[graph.ReviewStatus](a, "review"),
	}
}

func statementOrder(a args) *graph.StatementOrder {
	if a == nil {
		return nil
	}
	return &graph.StatementOrder{Field: one[graph.StatementOrderField](a, "field"), Desc: a.text("direction") == "DESC"}
}

func commitmentFilter(a args) graph.CommitmentFilter {
	return graph.CommitmentFilter{
		PledgedBy: a.text("pledgedBy"), ActingFor: a.is("actingFor"), OwedTo: a.text("owedTo"),
		State: one[graph.CommitmentState](a, "state"), States: many[graph.CommitmentState](a, "states"),
		ConditionalOn: a.text("conditionalOn"), ConditionalOnAny: many[string](a, "conditionalOnAny"),
		IncludedIn: a.text("includedIn"), OmittedFrom: a.text("omittedFrom"), OmittedFromKind: one[graph.DocumentKind](a, "omittedFromKind"),
		TextStatus: many[graph.TextStatus](a, "textStatus"), Strength: many[graph.Strength](a, "strength"),
		DeadlineFrom: a.text("deadlineFrom"), DeadlineTo: a.text("deadlineTo"), Text: a.text("text"), Review: many[graph.ReviewStatus](a, "review"),
	}
}

func commitmentOrder(a args) *graph.CommitmentOrder {
	if a == nil {
		return nil
	}
	return &graph.CommitmentOrder{Field: one[graph.CommitmentOrderField](a, "field"), Desc: a.text("direction") == "DESC"}
}

func relationFilter(a args) graph.RelationFilter {
	return graph.RelationFilter{
		Types: many[graph.RelationType](a, "types"), From: a.text("from"), To: a.text("to"), Document: a.text("document"),
		AccordingTo: a.text("accordingTo"), Origin: one[graph.Origin](a, "origin"), Review: many[graph.ReviewStatus](a, "review"),
	}
}
