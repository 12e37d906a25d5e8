package graph

import (
	"encoding/binary"
	"math"
	"strings"

	"onrecord/graph/keys"
	"onrecord/store"
)

// Records are written field by field, as varints and length-prefixed strings.
// What is mostly absent is told by a bit and then not written at all. There is
// no version in a record: the store has one, see format. codec_test.go holds
// bytes that must not change without it.
type encoder struct{ b []byte }

func newEncoder() *encoder { return &encoder{b: make([]byte, 0, 96)} }

func (e *encoder) uint(n uint64)  { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) int(n int64)    { e.b = binary.AppendVarint(e.b, n) }
func (e *encoder) ref(r Ref)      { e.uint(uint64(r)) }
func (e *encoder) time(m Micros)  { e.int(int64(m)) }
func (e *encoder) bytes(p []byte) { e.b = append(e.b, p...) }

func (e *encoder) string(s string) {
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}

// optional writes what a bit tells of.
func (e *encoder) optional(s string) {
	if s != "" {
		e.string(s)
	}
}

func (e *encoder) bool(v bool) {
	if v {
		e.b = append(e.b, 1)
	} else {
		e.b = append(e.b, 0)
	}
}

func (e *encoder) float(f float64) { e.b = binary.BigEndian.AppendUint64(e.b, math.Float64bits(f)) }

// has keeps a byte of bits that say which of the fields that follow are there,
// the first in the lowest bit.
func (e *encoder) has(fields ...bool) {
	bits := byte(0)
	for i, there := range fields {
		if there {
			bits |= 1 << i
		}
	}
	e.b = append(e.b, bits)
}

// How an id is kept, in the low bits of its length: as it is, without the
// prefix that its kind of record implies, or as the bytes of a generated one.
const (
	idWhole = iota
	idTail
	idHash
)

func (e *encoder) form(size int, form uint64) { e.uint(uint64(size)<<2 | form) }

func (e *encoder) id(id, prefix string) {
	tail, ok := strings.CutPrefix(id, prefix)
	if !ok {
		e.form(len(id), idWhole)
		e.b = append(e.b, id...)
		return
	}
	if hash, ok := keys.ParseHash(tail); ok {
		e.form(0, idHash)
		e.bytes(hash[:])
		return
	}
	e.form(len(tail), idTail)
	e.b = append(e.b, tail...)
}

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

// spans keep code points by how far they are from the bytes, which is mostly
// nothing.
func (e *encoder) spans(list []Span) {
	e.uint(uint64(len(list)))
	for i := range list {
		s := &list[i]
		e.ref(s.Doc)
		e.uint(uint64(s.Start))
		e.uint(uint64(s.End - s.Start))
		e.int(int64(s.Start) - int64(s.RuneStart))
		e.int(int64(s.End) - int64(s.RuneEnd) - (int64(s.Start) - int64(s.RuneStart)))
		e.bytes(s.Sum[:])
	}
}

// A standing is a byte: two bits of origin, three of review, and how sure one
// is where that is nothing or everything.
const (
	isCertain  = 1 << 6
	isDoubtful = 1 << 7
)

func (e *encoder) standing(s Standing) {
	b := code(origins, s.Origin) | code(reviews, s.Review)<<2
	switch {
	case s.Confidence == 1:
		e.b = append(e.b, b|isCertain)
	case math.Float64bits(s.Confidence) == 0:
		e.b = append(e.b, b|isDoubtful)
	default:
		e.b = append(e.b, b)
		e.float(s.Confidence)
	}
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
	b []byte
	// all is a string that ends in what is left, of which those that are read are
	// parts; "": they are copied one by one.
	all string
	err error
}

func newDecoder(b []byte) *decoder { return &decoder{b: b} }

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

func (d *decoder) string() string { return d.text(int(d.uint())) }

func (d *decoder) text(n int) string {
	if d.all == "" || n < 0 || n > len(d.b) {
		return string(d.take(n))
	}
	at := len(d.all) - len(d.b)
	d.b = d.b[n:]
	return d.all[at : at+n]
}

// optional reads what a bit tells of.
func (d *decoder) optional(has byte, bit int) string {
	if has&(1<<bit) == 0 {
		return ""
	}
	return d.string()
}

func (d *decoder) byte() byte {
	if p := d.take(1); p != nil {
		return p[0]
	}
	return 0
}

func (d *decoder) bool() bool { return d.byte() == 1 }

func (d *decoder) id(prefix string) string {
	n := d.uint()
	switch n & 3 {
	case idHash:
		if p := d.take(keys.HashSize); p != nil {
			return prefix + keys.HashText([keys.HashSize]byte(p))
		}
	case idTail:
		return prefix + d.text(int(n>>2))
	case idWhole:
		return d.text(int(n >> 2))
	}
	d.fail()
	return ""
}

// sharedID reads the id of a record of many strings, and copies it and all of them
// together: they lie in one place, and what is read of them is read together.
func (d *decoder) sharedID(prefix string) string {
	id := d.id(prefix)
	d.all = id + string(d.b)
	return d.all[:len(id)]
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
		before := uint32(d.int())
		s.RuneStart = s.Start - before
		s.RuneEnd = s.End - before - uint32(d.int())
		copy(s.Sum[:], d.take(16))
	}
	return list
}

func (d *decoder) standing() Standing {
	b := d.byte()
	s := Standing{Origin: fromCode(origins, b&3), Review: fromCode(reviews, b>>2&15)}
	switch {
	case b&isCertain != 0:
		s.Confidence = 1
	case b&isDoubtful == 0:
		s.Confidence = d.float()
	}
	return s
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
