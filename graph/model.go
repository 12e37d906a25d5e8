package graph

// NodeKind says what a node is. The names are those clients see.
type NodeKind string

// The kinds of nodes. RELATION is the kind a relation answers with when it is
// asked for by id like any other node.
const (
	Person       NodeKind = "PERSON"
	State        NodeKind = "STATE"
	Organization NodeKind = "ORGANIZATION"
	Group        NodeKind = "GROUP"
	Force        NodeKind = "FORCE"
	Place        NodeKind = "PLACE"
	Event        NodeKind = "EVENT"
	Document     NodeKind = "DOCUMENT"
	Statement    NodeKind = "STATEMENT"
	Commitment   NodeKind = "COMMITMENT"
	RelationNode NodeKind = "RELATION"
)

// QuoteType says how a statement's words reach the reader: verbatim between
// quotation marks, in the reporter's words, or partly each.
type QuoteType string

// Quote types.
const (
	Direct   QuoteType = "DIRECT"
	Indirect QuoteType = "INDIRECT"
	Mixed    QuoteType = "MIXED"
)

// SourceKind says whom a statement comes from.
type SourceKind string

// Source kinds. NARRATOR is the document's own voice.
const (
	Named          SourceKind = "NAMED"
	Unnamed        SourceKind = "UNNAMED"
	SourceDocument SourceKind = "DOCUMENT"
	Narrator       SourceKind = "NARRATOR"
)

// SpeechAct is what a speaker does by saying it.
type SpeechAct string

// Speech acts.
const (
	Assert   SpeechAct = "ASSERT"
	Pledge   SpeechAct = "PLEDGE"
	Offer    SpeechAct = "OFFER"
	Demand   SpeechAct = "DEMAND"
	Threaten SpeechAct = "THREATEN"
	Praise   SpeechAct = "PRAISE"
	Hope     SpeechAct = "HOPE"
	Warn     SpeechAct = "WARN"
	Believe  SpeechAct = "BELIEVE"
	Doubt    SpeechAct = "DOUBT"
	Deny     SpeechAct = "DENY"
	Refuse   SpeechAct = "REFUSE"
)

// Origin says how something came into the graph.
type Origin string

// Origins.
const (
	Curated   Origin = "CURATED"
	Extracted Origin = "EXTRACTED"
	Imported  Origin = "IMPORTED"
)

// ReviewStatus is what people made of something so far.
type ReviewStatus string

// Review statuses.
const (
	Pending  ReviewStatus = "PENDING"
	Accepted ReviewStatus = "ACCEPTED"
	Rejected ReviewStatus = "REJECTED"
	Disputed ReviewStatus = "DISPUTED"
)

// Strength is how firmly a commitment was undertaken, strongest first.
type Strength string

// Strengths.
const (
	LegallyBinding  Strength = "LEGALLY_BINDING"
	SignedPolitical Strength = "SIGNED_POLITICAL"
	DeclaredIntent  Strength = "DECLARED_INTENT"
	Offered         Strength = "OFFER"
	Aspiration      Strength = "ASPIRATION"
)

// CommitmentState is where a commitment stands in its life. The terms are
// those of the commitment literature; states.go has the table.
type CommitmentState string

// Commitment states.
const (
	Proposed    CommitmentState = "PROPOSED"
	Conditional CommitmentState = "CONDITIONAL"
	Detached    CommitmentState = "DETACHED"
	Satisfied   CommitmentState = "SATISFIED"
	Violated    CommitmentState = "VIOLATED"
	Expired     CommitmentState = "EXPIRED"
	Suspended   CommitmentState = "SUSPENDED"
	Cancelled   CommitmentState = "CANCELLED"
	Released    CommitmentState = "RELEASED"
)

// EventStatus says whether an event took place.
type EventStatus string

// Event statuses.
const (
	Hypothetical   EventStatus = "HYPOTHETICAL"
	Planned        EventStatus = "PLANNED"
	Ongoing        EventStatus = "ONGOING"
	Occurred       EventStatus = "OCCURRED"
	EventCancelled EventStatus = "CANCELLED"
)

// ConditionKind says how an event bears on a commitment: it must come first
// (PRECEDENT), it ends the obligation (SUBSEQUENT), or the obligation holds
// while it lasts (CONCURRENT).
type ConditionKind string

// Condition kinds.
const (
	Precedent  ConditionKind = "PRECEDENT"
	Subsequent ConditionKind = "SUBSEQUENT"
	Concurrent ConditionKind = "CONCURRENT"
)

// ConditionState says whether a condition is met.
type ConditionState string

// Condition states.
const (
	ConditionOpen    ConditionState = "OPEN"
	ConditionMet     ConditionState = "MET"
	ConditionFailed  ConditionState = "FAILED"
	ConditionUnknown ConditionState = "UNKNOWN"
)

// TextStatus is what became of a commitment in a document.
type TextStatus string

// Text statuses.
const (
	Present      TextStatus = "PRESENT"
	Added        TextStatus = "ADDED"
	Omitted      TextStatus = "OMITTED"
	Weakened     TextStatus = "WEAKENED"
	Strengthened TextStatus = "STRENGTHENED"
)

// Basis says on what grounds a text status is known: both texts were compared,
// or somebody reported it.
type Basis string

// Bases.
const (
	Compared Basis = "COMPARED"
	Reported Basis = "REPORTED"
)

// DocumentKind says what sort of text a document is.
type DocumentKind string

// Document kinds.
const (
	NewsArticle      DocumentKind = "NEWS_ARTICLE"
	JointDeclaration DocumentKind = "JOINT_DECLARATION"
	Declaration      DocumentKind = "DECLARATION"
	StatementText    DocumentKind = "STATEMENT"
	Transcript       DocumentKind = "TRANSCRIPT"
	DraftText        DocumentKind = "DRAFT"
	Treaty           DocumentKind = "TREATY"
	Dataset          DocumentKind = "DATASET"
	OtherDocument    DocumentKind = "OTHER"
)

// Holding says whether the store has a document's text or only knows of it.
type Holding string

// Holdings.
const (
	Held      Holding = "HELD"
	CitedOnly Holding = "CITED_ONLY"
)
