package trace

import (
	"onrecord/graph/text"
)

// Verdict says how a quote differs from a document; graver ones are larger.
type Verdict uint8

// The verdicts; see the package documentation for an example of each.
const (
	Verbatim Verdict = iota + 1
	Normalized
	Elided
	Truncated
	Altered
	Spliced
	NegationFlipped
)

var verdictNames = [...]string{
	"", "VERBATIM", "NORMALIZED", "ELIDED", "TRUNCATED", "ALTERED", "SPLICED", "NEGATION_FLIPPED",
}

// String gives the name of the contract.
func (v Verdict) String() string {
	if int(v) >= len(verdictNames) {
		return ""
	}
	return verdictNames[v]
}

// Loss is a kind of words whose absence changes what the rest says.
type Loss uint8

// The kinds of loss. Other is a left-out rest without any of the four before it.
const (
	LossNegation Loss = iota + 1
	LossCondition
	LossHedge
	LossException
	LossOther
)

var lossNames = [...]string{"", "NEGATION", "CONDITION", "HEDGE", "EXCEPTION", "OTHER"}

// String gives the name of the contract.
func (l Loss) String() string {
	if int(l) >= len(lossNames) {
		return ""
	}
	return lossNames[l]
}

// Op is what has to be done to words of the quote to get the document's.
type Op uint8

// The operations: Insert adds words that only the document has, Delete drops
// words that only the quote has.
const (
	Equal Op = iota + 1
	Insert
	Delete
	Replace
)

var opNames = [...]string{"", "EQUAL", "INSERT", "DELETE", "REPLACE"}

// String gives the name of the contract.
func (o Op) String() string {
	if int(o) >= len(opNames) {
		return ""
	}
	return opNames[o]
}

// DiffSpan is a stretch of the quote beside the document's words for it.
type DiffSpan struct {
	Op     Op
	Given  string    // characters of the quote
	Source string    // characters of the document
	Span   text.Span // where Source stands; empty where there is none
	Gap    bool      // Given is an ellipsis or bracket, or a reporter's words were passed over
}

// Cut is a stretch of the document, in a sentence the quote has words of, that
// the quote leaves out.
type Cut struct {
	Span text.Span
	Loss []Loss // at least one; LossOther stands alone
}

// Utterance is a stretch of the document that somebody said.
type Utterance struct {
	Span text.Span
	ID   string
}

// Result is where and how the words of a quote stand in a document.
type Result struct {
	Verdict Verdict
	Score   float64
	Span    text.Span   // from the first to the last of the parts, in the order of the document
	Parts   []text.Span // in the order of the quote; more than one when elided or spliced
	Diff    []DiffSpan
	Cuts    []Cut

	missing int // words of the quote that do not stand there
}

// Whole reports that so few words of the quote are missing there that no part of
// it can be from another place.
func (r *Result) Whole() bool { return r.missing < pieceWords }
