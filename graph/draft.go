package graph

// Draft is a proposal for the graph: what an extractor produces and what an
// import file decodes to. It names things by id and gives evidence as words.
// Only a draft that passed Verify can be applied; then all of it is written in
// one transaction, or nothing is.
//
// A draft may refer to anything the graph already holds and to anything it
// brings itself, in any order. A node it brings that the graph already holds
// (same id) adds its aliases and facts to that node.
type Draft struct {
	// Defaults for all parts that do not say otherwise.
	Origin     Origin       // CURATED, EXTRACTED or IMPORTED; empty is IMPORTED
	Confidence float64      // 0 < c <= 1; 0 is 1 for CURATED and 0.5 otherwise
	Review     ReviewStatus // empty is ACCEPTED for CURATED and PENDING otherwise

	// Explicit: statements and commitments bring only themselves. Who made
	// them, what they are about and the like is given by relations and facts of
	// their own, each with its own standing and with Via. It is how the state
	// of a graph is exported.
	Explicit bool

	Documents   []DocumentDraft
	Nodes       []NodeDraft
	Statements  []StatementDraft
	Commitments []CommitmentDraft
	Relations   []RelationDraft
	Facts       []FactDraft
	Merges      []MergeDraft
}

// EvidenceDraft points at words of a document. Exact is what they say; where
// the words stand more than once, Prefix and Suffix (the characters directly
// before and after) or Start and End (code points, half open) tell which.
type EvidenceDraft struct {
	Document string `json:"document,omitempty"`
	Exact    string `json:"exact"`
	Prefix   string `json:"prefix,omitempty"`
	Suffix   string `json:"suffix,omitempty"`
	Start    *int   `json:"start,omitempty"`
	End      *int   `json:"end,omitempty"`
}

// Standing is what every claim carries about itself. Empty fields take the
// draft's defaults.
type Standing struct {
	Origin     Origin       `json:"origin,omitempty"`
	Confidence float64      `json:"confidence,omitempty"`
	Review     ReviewStatus `json:"review,omitempty"`
}

// DocumentDraft is a document, with its text (HELD) or without (CITED_ONLY).
type DocumentDraft struct {
	ID           string       `json:"id,omitempty"` // document:slug; made from the title when empty
	Title        string       `json:"title"`
	DocumentKind DocumentKind `json:"documentKind,omitempty"` // empty is NEWS_ARTICLE when held, OTHER otherwise
	Publisher    string       `json:"publisher,omitempty"`
	PublishedAt  string       `json:"publishedAt,omitempty"` // EDTF
	Language     string       `json:"language,omitempty"`    // BCP 47
	URL          string       `json:"url,omitempty"`
	// Text is the canonical text. Original is the bytes received, when they
	// are not simply the text's own (an HTML page).
	Text     *string     `json:"text,omitempty"`
	Original []byte      `json:"original,omitempty"`
	Facts    []FactDraft `json:"facts,omitempty"`
	Standing
	Line int `json:"-"`
}

// Alias is another name of a node, with the language and script it is written
// in where they are known (BCP 47, ISO 15924). Label marks the name to show to
// readers of that language.
type Alias struct {
	Text     string `json:"text"`
	Language string `json:"language,omitempty"`
	Script   string `json:"script,omitempty"`
	Label    bool   `json:"label,omitempty"`
}

// NodeDraft is a person, state, organisation, group, force, place or event.
type NodeDraft struct {
	ID      string   `json:"id"` // kind:slug of the full English name
	Kind    NodeKind `json:"kind"`
	Name    string   `json:"name"`
	Aliases []Alias  `json:"aliases,omitempty"`
	// Facts are the node's properties (an event's status and date, a force's
	// size, a state's iso3166, a group's mention ...).
	Facts []FactDraft `json:"facts,omitempty"`
	Standing
	Line int `json:"-"`
}

// StatementDraft is one occurrence of an utterance in one document.
type StatementDraft struct {
	ID             string          `json:"id,omitempty"` // statement:slug; generated when empty
	Evidence       []EvidenceDraft `json:"evidence"`     // the words said, in order; all in one document
	QuoteType      QuoteType       `json:"quoteType"`
	SourceKind     SourceKind      `json:"sourceKind,omitempty"`       // empty: NAMED with a speaker, DOCUMENT with a source document, else NARRATOR
	Speaker        string          `json:"speaker,omitempty"`          // actor
	SpeakerAs      string          `json:"speakerAs,omitempty"`        // the mention as written
	SourceDocument string          `json:"sourceDocument,omitempty"`   // when a document speaks
	Chain          []string        `json:"attributionChain,omitempty"` // speaker first, then who relayed it; empty: the speaker alone
	Cue            string          `json:"cue,omitempty"`              // the reporting verb, as written
	Act            SpeechAct       `json:"act,omitempty"`
	Hedges         []string        `json:"hedges,omitempty"` // as written
	Language       string          `json:"language,omitempty"`
	SpokenLanguage string          `json:"spokenLanguage,omitempty"`
	Translated     *bool           `json:"translated,omitempty"`
	About          []string        `json:"about,omitempty"`       // nodes
	AddressedTo    []string        `json:"addressedTo,omitempty"` // actors
	Expresses      []string        `json:"expresses,omitempty"`   // commitments
	// Facts hold saidAt (EDTF) and saidOn ("French television").
	Facts []FactDraft `json:"facts,omitempty"`
	Standing
	Line int `json:"-"`
}

// ConditionDraft makes a commitment depend on an event. Conditions combine by
// ALL; those that share an Alternative number above 0 are alternatives of each
// other, one of which is enough.
type ConditionDraft struct {
	Event       string          `json:"event"`
	Kind        ConditionKind   `json:"kind,omitempty"` // empty is PRECEDENT
	Alternative int             `json:"alternative,omitempty"`
	Evidence    []EvidenceDraft `json:"evidence"`
}

// CommitmentDraft is what an actor undertook to do: one promise, however many
// documents report it.
type CommitmentDraft struct {
	ID            string           `json:"id,omitempty"` // commitment:slug; made from the summary when empty
	Summary       string           `json:"summary"`
	Action        string           `json:"action,omitempty"` // deploy, monitor, build, fund ...
	Modal         string           `json:"modal,omitempty"`  // as written
	PledgedBy     []string         `json:"pledgedBy,omitempty"`
	OwedTo        []string         `json:"owedTo,omitempty"`
	Beneficiaries []string         `json:"beneficiaries,omitempty"`
	Forces        []string         `json:"forces,omitempty"`
	Places        []string         `json:"places,omitempty"`
	Conditions    []ConditionDraft `json:"conditions,omitempty"`
	Strength      Strength         `json:"strength,omitempty"` // needed, but in explicit drafts
	Quantity      string           `json:"quantity,omitempty"` // as written
	Deadline      string           `json:"deadline,omitempty"` // EDTF
	Evidence      []EvidenceDraft  `json:"evidence"`
	AccordingTo   string           `json:"accordingTo,omitempty"` // statement whose claim this is; empty: the document's own voice
	Facts         []FactDraft      `json:"facts,omitempty"`
	Standing
	Line int `json:"-"`
}

// RelationDraft asserts one relation. The relation is the fact (type, from, to,
// role, validity); each draft of it adds an assertion with its own evidence.
type RelationDraft struct {
	Type        RelationType    `json:"type"`
	From        string          `json:"from"`
	To          string          `json:"to"`
	Role        string          `json:"role,omitempty"` // "son-in-law", "President of France"
	ValidFrom   string          `json:"validFrom,omitempty"`
	ValidTo     string          `json:"validTo,omitempty"`
	Alternative int             `json:"alternative,omitempty"` // CONDITIONAL_ON only
	Quantity    string          `json:"quantity,omitempty"`    // as written: "approximately 20%"
	Evidence    []EvidenceDraft `json:"evidence"`
	AccordingTo string          `json:"accordingTo,omitempty"` // statement; empty: the document says it in its own voice
	Strength    Strength        `json:"strength,omitempty"`    // INCLUDED_IN only: how firm it is in that document
	TextStatus  TextStatus      `json:"textStatus,omitempty"`  // INCLUDED_IN only: ADDED, WEAKENED, STRENGTHENED; empty is PRESENT
	Reason      string          `json:"reason,omitempty"`
	Via         string          `json:"via,omitempty"` // explicit drafts only: the statement or commitment it came with
	Standing
	Line int `json:"-"`
}

// FactDraft is one property of a node. A fact without evidence must be CURATED
// and say why in Reason.
type FactDraft struct {
	Node        string          `json:"node,omitempty"` // empty inside a node's own record
	Property    string          `json:"property"`
	Value       string          `json:"value"`
	Number      *float64        `json:"number,omitempty"`
	Approximate bool            `json:"approximate,omitempty"`
	Evidence    []EvidenceDraft `json:"evidence,omitempty"`
	AccordingTo string          `json:"accordingTo,omitempty"`
	Reason      string          `json:"reason,omitempty"`
	Via         string          `json:"via,omitempty"` // explicit drafts only: the statement or commitment it came with
	Standing
	Line int `json:"-"`
}

// MergeDraft says that From is the same as Into.
type MergeDraft struct {
	Into   string `json:"into"`
	From   string `json:"from"`
	Reason string `json:"reason"`
	Line   int    `json:"-"`
}
