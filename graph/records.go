package graph

import (
	"time"
)

// Ref is the number a thing has inside one store. Refs are compact and never
// leave the store; ids do.
type Ref uint64

// Micros is an instant in microseconds since 1970, UTC; 0 is none.
type Micros int64

// Time gives the instant, or the zero time.
func (m Micros) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}

// Span points at the words of a document: half open, in bytes and in code
// points of its canonical text. Sum is the start of the SHA-256 of the words,
// so that a span can be checked against the stored bytes at any time.
type Span struct {
	Doc       Ref
	Start     uint32
	End       uint32
	RuneStart uint32
	RuneEnd   uint32
	Sum       [16]byte
}

// Prop is a property of a node that other things depend on: the value that the
// node's facts give, with the review of the fact that gave it.
type Prop struct {
	Name     string
	Value    string
	Review   ReviewStatus
	Evidence bool // false: CURATED with a reason
}

// Node is a node as one transaction left it.
type Node struct {
	Ref        Ref
	ID         string
	Kind       NodeKind
	Name       string
	Aliases    []Alias
	RecordedAt Micros
	Standing
	RetractedAt Micros
	Reason      string // of the last review, retraction, merge or unmerge
	MergedInto  Ref    // 0: a node of its own
	Members     []Ref  // nodes that were merged into this one
	Props       []Prop

	Document   *DocumentPart
	Statement  *StatementPart
	Commitment *CommitmentPart
}

// DocumentPart is what only documents have.
type DocumentPart struct {
	Kind        DocumentKind
	Holding     Holding
	Publisher   string
	PublishedAt string
	Language    string
	URL         string
	SHA256      [32]byte // of the bytes received
	TextSHA256  [32]byte // of the canonical text
	Bytes       uint32   // of the canonical text
	Redacted    bool
}

// StatementPart is what only statements have. Speaker, Chain, About, Expresses
// and SourceDocument follow the statement's visible relations.
type StatementPart struct {
	Document       Ref
	Evidence       []Span
	Text           string // the words, spans joined by " [...] "
	QuoteType      QuoteType
	SourceKind     SourceKind
	Speaker        Ref
	SpeakerAs      string
	SourceDocument Ref
	Chain          []Ref
	About          []Ref
	Cue            string
	Act            SpeechAct
	Hedges         []string
	Language       string
	SpokenLanguage string
	Translated     *bool
}

// CommitmentPart is what only commitments have. The summary is the node's
// name; pledgors, conditions and the rest are relations.
type CommitmentPart struct {
	Evidence    []Span
	AccordingTo Ref
	// Missing are the kinds of the documents that visible relations say omit it.
	Missing KindSet
	// Versioned: a document that words it, or is said to have or lack it, has
	// versions. Comparing those may tell more.
	Versioned bool
}

// Relation is one fact between two nodes, with what its assertions come to.
type Relation struct {
	Ref         Ref
	ID          string
	Type        RelationType
	From, To    Ref
	Role        string
	ValidFrom   string
	ValidTo     string
	Alternative int
	Quantity    string // what the assertions that decide say; see tally.go
	RecordedAt  Micros
	// Review is the outcome of all assertions that were not retracted: any
	// DISPUTED, else any ACCEPTED, else any PENDING, else REJECTED.
	Review ReviewStatus
	// Claimed: of the assertions that decide (the accepted ones where there are
	// any), none is in a document's own voice; somebody says so.
	Claimed     bool
	RetractedAt Micros // when the last assertion was retracted
}

// Visible relations are shown without being asked for.
func (r *Relation) Visible() bool { return r.RetractedAt == 0 && r.Review != Rejected }

// Assertion is one document's saying of a relation.
type Assertion struct {
	Ref         Ref
	ID          string
	Relation    Ref
	Evidence    []Span
	AccordingTo Ref
	Standing
	Quantity    string
	Strength    Strength
	TextStatus  TextStatus
	RecordedAt  Micros
	RecordedBy  string
	RetractedAt Micros
	Reason      string
	Via         Ref // the statement or commitment it came with
}

// Visible assertions are shown without being asked for.
func (a *Assertion) Visible() bool { return a.RetractedAt == 0 && a.Review != Rejected }

// Fact is one property of a node, as one document or one curator gives it.
type Fact struct {
	Ref         Ref
	ID          string
	Node        Ref
	Property    string
	Value       string
	Number      *float64
	Approximate bool
	Evidence    []Span
	AccordingTo Ref
	Standing
	RecordedAt  Micros
	RecordedBy  string
	RetractedAt Micros
	Reason      string
	Via         Ref
}

// Visible facts are shown without being asked for.
func (f *Fact) Visible() bool { return f.RetractedAt == 0 && f.Review != Rejected }

// Prop gives the value of a property, or "".
func (n *Node) Prop(name string) string {
	for i := range n.Props {
		if n.Props[i].Name == name {
			return n.Props[i].Value
		}
	}
	return ""
}

// Settled gives the value of a property when an accepted fact gives it, or "".
// States of commitments depend on settled values alone.
func (n *Node) Settled(name string) string {
	for i := range n.Props {
		if n.Props[i].Name == name && n.Props[i].Review == Accepted {
			return n.Props[i].Value
		}
	}
	return ""
}

// Visible nodes are shown without being asked for.
func (n *Node) Visible() bool { return n.RetractedAt == 0 && n.Review != Rejected }

// Label is the name to show to a reader of the language (BCP 47; "" is
// English): the alias marked as label in that language, else any alias in it,
// else the name. A statement's is the beginning of its words.
func (n *Node) Label(language string) string {
	if n.Statement != nil {
		return n.Statement.label()
	}
	if language == "" || len(n.Aliases) == 0 {
		return n.Name
	}
	base := baseLanguage(language)
	found := ""
	for _, a := range n.Aliases {
		if baseLanguage(a.Language) != base {
			continue
		}
		if a.Label {
			return a.Text
		}
		if found == "" && base != "en" {
			found = a.Text
		}
	}
	if found != "" {
		return found
	}
	return n.Name
}

// label is the beginning of what was said.
func (s *StatementPart) label() string {
	const most = 80
	if s.Text == "" {
		return "[redacted]"
	}
	var starts [most + 1]int // of the first characters, in bytes
	n := 0
	for at := range s.Text {
		starts[n] = at
		if n++; n > most {
			break
		}
	}
	if n <= most {
		return s.Text
	}
	cut := most
	for cut > most/2 && s.Text[starts[cut]] != ' ' {
		cut--
	}
	return s.Text[:starts[cut]] + "…"
}

func baseLanguage(tag string) string {
	for i := 0; i < len(tag); i++ {
		if tag[i] == '-' || tag[i] == '_' {
			return tag[:i]
		}
	}
	return tag
}
