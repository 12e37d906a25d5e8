package graph

import (
	"encoding/binary"
	"fmt"
	"math"

	"onrecord/store"
)

// Records are written field by field, as varints and length-prefixed strings,
// behind a version byte. A reader of a newer version must keep reading older
// ones; codec_test.go holds bytes of every version.
const recordVersion = 1

type encoder struct{ b []byte }

func newEncoder() *encoder { return &encoder{b: append(make([]byte, 0, 128), recordVersion)} }

func (e *encoder) uint(n uint64)  { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) int(n int64)    { e.b = binary.AppendVarint(e.b, n) }
func (e *encoder) ref(r Ref)      { e.uint(uint64(r)) }
func (e *encoder) time(m Micros)  { e.int(int64(m)) }
func (e *encoder) bytes(p []byte) { e.b = append(e.b, p...) }

func (e *encoder) string(s string) {
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) bool(v bool) {
	if v {
		e.b = append(e.b, 1)
	} else {
		e.b = append(e.b, 0)
	}
}

func (e *encoder) float(f float64) { e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(f)) }

func (e *encoder) refs(list []Ref) {
	e.uint(uint64(len(list)))
	for _, r := range list {
		e.ref(r)
	}
}

func (e *encoder) strings(list []string) {
	e.uint(uint64(len(list)))
	for _, s := range list {
		e.string(s)
	}
}

func (e *encoder) spans(list []Span) {
	e.uint(uint64(len(list)))
	for _, s := range list {
		e.ref(s.Doc)
		e.uint(uint64(s.Start))
		e.uint(uint64(s.End - s.Start))
		e.uint(uint64(s.RuneStart))
		e.uint(uint64(s.RuneEnd - s.RuneStart))
		e.bytes(s.Sum[:])
	}
}

func (e *encoder) standing(s Standing) {
	e.b = append(e.b, code(origins, s.Origin), code(reviews, s.Review))
	e.float(s.Confidence)
}

// code is the position of v in its list, counted from 1; 0 is "none".
func code[T comparable](list []T, v T) byte {
	for i, x := range list {
		if x == v {
			return byte(i + 1)
		}
	}
	return 0
}

// decoder reads what encoder wrote. The first thing that does not fit stops it;
// err then says so.
type decoder struct {
	b   []byte
	err error
}

func newDecoder(what string, b []byte) *decoder {
	d := &decoder{b: b}
	if len(b) == 0 || b[0] != recordVersion {
		d.err = &store.Error{Code: store.CodeCorrupt, Message: fmt.Sprintf("a %s record has an unknown version", what)}
		d.b = nil
		return d
	}
	d.b = b[1:]
	return d
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = &store.Error{Code: store.CodeCorrupt, Message: "a record ends too early"}
	}
	d.b = nil
}

func (d *decoder) uint() uint64 {
	n, k := binary.Uvarint(d.b)
	if k <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[k:]
	return n
}

func (d *decoder) int() int64 {
	n, k := binary.Varint(d.b)
	if k <= 0 {
		d.fail()
		return 0
	}
	d.b = d.b[k:]
	return n
}

func (d *decoder) ref() Ref     { return Ref(d.uint()) }
func (d *decoder) time() Micros { return Micros(d.int()) }

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.fail()
		return nil
	}
	p := d.b[:n]
	d.b = d.b[n:]
	return p
}

func (d *decoder) string() string { return string(d.take(int(d.uint()))) }

func (d *decoder) bool() bool {
	p := d.take(1)
	return len(p) == 1 && p[0] == 1
}

func (d *decoder) float() float64 {
	p := d.take(8)
	if p == nil {
		return 0
	}
	return math.Float64frombits(binary.BigEndian.Uint64(p))
}

// length reads the length of a list, each item of which takes at least one
// byte.
func (d *decoder) length() int {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail()
		return 0
	}
	return int(n)
}

func (d *decoder) refs() []Ref {
	n := d.length()
	if n == 0 {
		return nil
	}
	list := make([]Ref, n)
	for i := range list {
		list[i] = d.ref()
	}
	return list
}

func (d *decoder) strings() []string {
	n := d.length()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = d.string()
	}
	return list
}

func (d *decoder) spans() []Span {
	n := d.length()
	if n == 0 {
		return nil
	}
	list := make([]Span, n)
	for i := range list {
		s := &list[i]
		s.Doc = d.ref()
		s.Start = uint32(d.uint())
		s.End = s.Start + uint32(d.uint())
		s.RuneStart = uint32(d.uint())
		s.RuneEnd = s.RuneStart + uint32(d.uint())
		copy(s.Sum[:], d.take(16))
	}
	return list
}

func (d *decoder) standing() Standing {
	p := d.take(2)
	if p == nil {
		return Standing{}
	}
	return Standing{Origin: fromCode(origins, p[0]), Review: fromCode(reviews, p[1]), Confidence: d.float()}
}

func fromCode[T any](list []T, c byte) T {
	var none T
	if c == 0 || int(c) > len(list) {
		return none
	}
	return list[c-1]
}

// The lists that codes in records and keys count in. Append, never reorder.
var (
	nodeKinds  = []NodeKind{Person, State, Organization, Group, Force, Place, Event, Document, Statement, Commitment}
	origins    = []Origin{Curated, Extracted, Imported}
	reviews    = []ReviewStatus{Pending, Accepted, Rejected, Disputed}
	quoteTypes = []QuoteType{Direct, Indirect, Mixed}
	sources    = []SourceKind{Named, Unnamed, SourceDocument, Narrator}
	acts       = []SpeechAct{Assert, Pledge, Offer, Demand, Threaten, Praise, Hope, Warn, Believe, Doubt, Deny, Refuse}
	strengths  = []Strength{LegallyBinding, SignedPolitical, DeclaredIntent, Offered, Aspiration}
	texts      = []TextStatus{Present, Added, Omitted, Weakened, Strengthened}
	docKinds   = []DocumentKind{NewsArticle, JointDeclaration, Declaration, StatementText, Transcript, DraftText, Treaty, Dataset, OtherDocument}
	holdings   = []Holding{Held, CitedOnly}
)
