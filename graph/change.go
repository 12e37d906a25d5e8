package graph

import "strconv"

// Change is one step of a transaction as the log keeps it: everything named by
// id, every quotation by its span and digest, no text of any document. Exactly
// one field is set.
//
// Applying the changes of the log in order to an empty store gives the same
// graph again.
type Change struct {
	Document   *DocumentChange   `json:"document,omitempty"`
	Node       *NodeChange       `json:"node,omitempty"`
	Statement  *StatementChange  `json:"statement,omitempty"`
	Commitment *CommitmentChange `json:"commitment,omitempty"`
	Fact       *FactChange       `json:"fact,omitempty"`
	Assert     *AssertChange     `json:"assert,omitempty"`
	Review     *ReviewChange     `json:"review,omitempty"`
	Retract    *RetractChange    `json:"retract,omitempty"`
	Merge      *MergeChange      `json:"merge,omitempty"`
	Unmerge    *UnmergeChange    `json:"unmerge,omitempty"`
	Redact     *RedactChange     `json:"redact,omitempty"`
}

// Passage is a span of a document as the log keeps it: bytes and code points,
// half open, and the first 16 bytes of the SHA-256 of the words, in hex.
type Passage struct {
	Document  string `json:"document"`
	Start     uint32 `json:"start"`
	End       uint32 `json:"end"`
	RuneStart uint32 `json:"runeStart"`
	RuneEnd   uint32 `json:"runeEnd"`
	Sum       string `json:"sum"`
}

func (p Passage) identity() string {
	return p.Document + " " + strconv.FormatUint(uint64(p.Start), 10) + " " + strconv.FormatUint(uint64(p.End), 10)
}

func identities(ps []Passage) string {
	s := ""
	for _, p := range ps {
		s += p.identity() + "\n"
	}
	return s
}

// DocumentChange records a document, or gives a cited one its text.
type DocumentChange struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	DocumentKind DocumentKind `json:"documentKind"`
	Holding      Holding      `json:"holding"`
	Publisher    string       `json:"publisher,omitempty"`
	PublishedAt  string       `json:"publishedAt,omitempty"`
	Language     string       `json:"language,omitempty"`
	URL          string       `json:"url,omitempty"`
	SHA256       string       `json:"sha256,omitempty"`     // of the bytes received
	TextSHA256   string       `json:"textSha256,omitempty"` // of the canonical text
	Bytes        uint32       `json:"bytes,omitempty"`
	Redacted     bool         `json:"redacted,omitempty"` // the text had been removed before this document came
	Standing
}

// NodeChange records a node, or adds names to one. Rename corrects the name of
// a node that is there; otherwise another name becomes an alias.
type NodeChange struct {
	ID      string   `json:"id"`
	Kind    NodeKind `json:"kind"`
	Name    string   `json:"name"`
	Aliases []Alias  `json:"aliases,omitempty"`
	Rename  bool     `json:"rename,omitempty"`
	Standing
}

// StatementChange records a statement. Its speaker, chain, subjects and
// commitments follow as assertions.
type StatementChange struct {
	ID             string     `json:"id"`
	Evidence       []Passage  `json:"evidence"`
	QuoteType      QuoteType  `json:"quoteType"`
	SourceKind     SourceKind `json:"sourceKind"`
	SpeakerAs      string     `json:"speakerAs,omitempty"`
	SourceDocument string     `json:"sourceDocument,omitempty"`
	Cue            string     `json:"cue,omitempty"`
	Act            SpeechAct  `json:"act,omitempty"`
	Hedges         []string   `json:"hedges,omitempty"`
	Language       string     `json:"language,omitempty"`
	SpokenLanguage string     `json:"spokenLanguage,omitempty"`
	Translated     *bool      `json:"translated,omitempty"`
	Standing
}

// CommitmentChange records a commitment. Who pledged it, to whom and under
// which conditions follows as assertions; its strength and the like as facts.
type CommitmentChange struct {
	ID          string    `json:"id"`
	Summary     string    `json:"summary"`
	Evidence    []Passage `json:"evidence"`
	AccordingTo string    `json:"accordingTo,omitempty"`
	Standing
}

// FactChange records a property of a node.
type FactChange struct {
	ID          string    `json:"id"`
	Node        string    `json:"node"`
	Property    string    `json:"property"`
	Value       string    `json:"value"`
	Number      *float64  `json:"number,omitempty"`
	Approximate bool      `json:"approximate,omitempty"`
	Evidence    []Passage `json:"evidence,omitempty"`
	AccordingTo string    `json:"accordingTo,omitempty"`
	Reason      string    `json:"reason,omitempty"`
	Via         string    `json:"via,omitempty"`
	Standing
}

// AssertChange records an assertion, and the relation it is about where that
// is new.
type AssertChange struct {
	Relation    string       `json:"relation"`
	Assertion   string       `json:"assertion"`
	Type        RelationType `json:"type"`
	From        string       `json:"from"`
	To          string       `json:"to"`
	Role        string       `json:"role,omitempty"`
	ValidFrom   string       `json:"validFrom,omitempty"`
	ValidTo     string       `json:"validTo,omitempty"`
	Alternative int          `json:"alternative,omitempty"`
	Quantity    string       `json:"quantity,omitempty"`
	Evidence    []Passage    `json:"evidence"`
	AccordingTo string       `json:"accordingTo,omitempty"`
	Strength    Strength     `json:"strength,omitempty"`
	TextStatus  TextStatus   `json:"textStatus,omitempty"`
	Reason      string       `json:"reason,omitempty"`
	Via         string       `json:"via,omitempty"`
	Standing
}

// identify fills in the ids that follow from what is asserted.
func (a *AssertChange) identify() {
	a.Relation = relationPrefix + identity(string(a.Type), a.From, a.To, a.Role, a.ValidFrom, a.ValidTo, strconv.Itoa(a.Alternative))
	a.Assertion = assertionPrefix + identity(a.Relation, identities(a.Evidence), a.AccordingTo, string(a.Origin), a.Quantity, string(a.Strength), string(a.TextStatus))
}

func (f *FactChange) identify() {
	f.ID = factPrefix + identity(f.Node, f.Property, f.Value, identities(f.Evidence), f.AccordingTo, string(f.Origin))
}

// ReviewChange sets the review of a statement, commitment, node, relation (all
// its assertions), assertion or fact.
type ReviewChange struct {
	ID     string       `json:"id"`
	Status ReviewStatus `json:"status"`
	Reason string       `json:"reason,omitempty"`
}

// RetractChange takes something back; asOf still sees it.
type RetractChange struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// MergeChange says that From is the same as Into.
type MergeChange struct {
	Into   string `json:"into"`
	From   string `json:"from"`
	Reason string `json:"reason"`
}

// UnmergeChange takes a merge back.
type UnmergeChange struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// RedactChange removes a document's stored words.
type RedactChange struct {
	Document string `json:"document"`
	Reason   string `json:"reason"`
}
