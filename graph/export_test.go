package graph

import (
	"strings"

	"onrecord/graph/text"
)

// What tests outside the package need to see of its inside.

// Records and how they are written.
type (
	EdgeRecord  = edge
	Traits      = traits
	IDRecord    = idCell
	TallyRecord = tally
)

var (
	EncodeNode, DecodeNode           = encodeNode, decodeNode
	EncodeRelation, DecodeRelation   = encodeRelation, decodeRelation
	EncodeAssertion, DecodeAssertion = encodeAssertion, decodeAssertion
	EncodeFact, DecodeFact           = encodeFact, decodeFact
	EncodeEdge, DecodeEdge           = encodeEdge, decodeEdge
	EncodeID, DecodeID               = encodeID, decodeID
	DecodeTally                      = decodeTally
)

// Entries of the log as they are stored.
var PackEntry, UnpackEntry = packEntry, unpackEntry

// Format is how stores are laid out, MaxEntry the longest entry of the log.
const (
	Format   = format
	MaxEntry = maxEntry
)

// Encode writes a tally.
func (y *tally) Encode() []byte { return y.encode() }

// NewID makes what an id leads to.
func NewID(class byte, ref, owner Ref) IDRecord { return idCell{class: class, ref: ref, owner: owner} }

// NewTally makes a tally of its counts.
func NewTally(n [8]int) *TallyRecord {
	return &tally{accepted: n[0], pending: n[1], disputed: n[2], rejected: n[3], retracted: n[4], ownVoice: n[5], ownAccepted: n[6], ownDisputed: n[7]}
}

// The lists that codes count in.
var (
	Kinds, Origins, Reviews, Quotes = nodeKinds, origins, reviews, quoteTypes
	Sources, Acts, Strengths, Texts = sources, acts, strengths, texts
	DocumentKinds, Holdings         = docKinds, holdings
)

// StoredIDs gives the ids of nodes by number as they are stored, without
// following merges.
func StoredIDs(v *View, refs []Ref) ([]string, error) {
	nodes, err := loadNodes(v.cells, refs)
	out := make([]string, len(refs))
	for i, n := range nodes {
		if n != nil {
			out[i] = n.ID
		}
	}
	return out, err
}

// Surroundings gives the sentence and the quotation marks around a span, found
// as in a large text and found in the whole.
func Surroundings(s string, span text.Span) (sentence, whole string, inside, wholeInside bool) {
	d := newDocText(s)
	all := d.sentences()
	first, last := sentenceAt(all, span.Start), sentenceAt(all, max(span.Start, span.End-1))
	_, wholeInside = text.InsideQuotes(d.quotes(), span)
	return d.sentencesAt(span), strings.TrimSpace(s[first.Start:last.End]), d.insideQuotes(span), wholeInside
}

// SmallText is the size from which on surroundings are found near the place.
const SmallText = smallText

// DropTexts forgets the texts that sessions share.
func (g *Graph) DropTexts() { g.texts.clear() }

// SharedTexts tells how many texts sessions share, and what they cost.
func (g *Graph) SharedTexts() (n, size int) { return len(g.texts.texts), g.texts.size }

// SharedBudget is the most they may cost.
const SharedBudget = sharedBudget

// SameOffice compares a role with a title.
var SameOffice = sameOffice
