package keys

import "encoding/binary"

type builder []byte

func start(letter byte) builder { return append(make(builder, 0, 40), letter) }

func (b builder) num(n uint64) builder  { return binary.BigEndian.AppendUint64(b, n) }
func (b builder) u32(n uint32) builder  { return binary.BigEndian.AppendUint32(b, n) }
func (b builder) byte(c byte) builder   { return append(b, c) }
func (b builder) raw(p []byte) builder  { return append(b, p...) }
func (b builder) text(s string) builder { return append(append(b, s...), 0) }

// Directions of adjacency.
const (
	Out byte = 0
	In  byte = 1
)

// Classes of numbered things.
const (
	ClassNode      byte = 'n'
	ClassRelation  byte = 'r'
	ClassAssertion byte = 's'
	ClassFact      byte = 'f'
)

// Date is the order part of a key.
type Date [8]byte

// Meta is a single value of the store, by name.
func Meta(n string) []byte { return start(meta).text(n) }

// MetaPrefix is where the meta values whose name begins so lie.
func MetaPrefix(n string) []byte { return append(start(meta), n...) }

// Log is one chunk of a log entry.
func Log(seq uint64, chunk uint32) []byte { return start(logEntry).num(seq).u32(chunk) }

// LogFrom is where the entries from seq on begin.
func LogFrom(seq uint64) []byte { return start(logEntry).num(seq) }

// LogTime finds a transaction by its instant, in microseconds since 1970.
func LogTime(micros uint64) []byte { return start(logTime).num(micros) }

// LogTimes is the prefix of all instants.
func LogTimes() []byte { return start(logTime) }

// IdempotencyKeys is the prefix of all receipts.
func IdempotencyKeys() []byte { return start(idempotency) }

// Idempotency is where a request that carried the key left its receipt.
func Idempotency(key string) []byte { return start(idempotency).text(key) }

// BlobChunk is one chunk of a blob.
func BlobChunk(sha [32]byte, chunk uint32) []byte { return start(blobChunk).raw(sha[:]).u32(chunk) }

// BlobChunks is the prefix of all of them.
func BlobChunks() []byte { return start(blobChunk) }

// BlobHead says that a blob is whole.
func BlobHead(sha [32]byte) []byte { return start(blobMeta).raw(sha[:]) }

// BlobHeads is the prefix of all of them.
func BlobHeads() []byte { return start(blobMeta) }

// Segment is the head of a search segment.
func Segment(n uint64) []byte { return start(segment).num(n) }

// Segments is the prefix of all of them.
func Segments() []byte { return start(segment) }

// SegmentBlock is one block of a segment.
func SegmentBlock(seg uint64, block uint32) []byte { return start(posting).num(seg).u32(block) }

// SegmentBlocks is the prefix of all blocks of a segment.
func SegmentBlocks(seg uint64) []byte { return start(posting).num(seg) }

// AllSegmentBlocks is the prefix of the blocks of all segments.
func AllSegmentBlocks() []byte { return start(posting) }

// ID leads from a readable id to its number.
func ID(s string) []byte { return appendID(start(id), s) }

// IDs is where the ids that begin so lie: all of them, or those of a class.
func IDs(prefix string) []byte {
	for i, p := range hashed {
		if p == prefix {
			return start(id).byte(byte(i + 1))
		}
	}
	return append(start(id), prefix...)
}

// Node is a node's record.
func Node(n uint64) []byte { return start(node).num(n) }

// Nodes is the prefix of all node records.
func Nodes() []byte { return start(node) }

// Relation is a relation's record.
func Relation(n uint64) []byte { return start(relation).num(n) }

// Relations is the prefix of all relation records.
func Relations() []byte { return start(relation) }

// Assertion is one assertion of a relation.
func Assertion(rel, n uint64) []byte { return start(assertion).num(rel).num(n) }

// Assertions is the prefix of a relation's assertions.
func Assertions(rel uint64) []byte { return start(assertion).num(rel) }

// AllAssertions is the prefix of all assertions.
func AllAssertions() []byte { return start(assertion) }

// Fact is one fact of a node.
func Fact(n, f uint64) []byte { return start(fact).num(n).num(f) }

// Facts is the prefix of a node's facts.
func Facts(n uint64) []byte { return start(fact).num(n) }

// AllFacts is the prefix of all facts.
func AllFacts() []byte { return start(fact) }

// Adjacency is one end of a relation.
func Adjacency(n uint64, dir, typ byte, order Date, rel uint64) []byte {
	return start(adjacency).num(n).byte(dir).byte(typ).raw(order[:]).num(rel)
}

// AdjacencyOf is the prefix of a node's relations in one direction and of one
// type.
func AdjacencyOf(n uint64, dir, typ byte) []byte {
	return start(adjacency).num(n).byte(dir).byte(typ)
}

// AdjacencyDir is the prefix of a node's relations in one direction.
func AdjacencyDir(n uint64, dir byte) []byte { return start(adjacency).num(n).byte(dir) }

// AdjacencyNode is the prefix of all relations of a node.
func AdjacencyNode(n uint64) []byte { return start(adjacency).num(n) }

// AdjacencyTail is how many bytes of an adjacency key follow AdjacencyOf:
// order and relation.
const AdjacencyTail = 16

// ParseAdjacency takes an adjacency key apart.
func ParseAdjacency(k []byte) (n uint64, dir, typ byte, order Date, rel uint64, ok bool) {
	if len(k) != 27 || k[0] != adjacency {
		return 0, 0, 0, Date{}, 0, false
	}
	copy(order[:], k[11:19])
	return binary.BigEndian.Uint64(k[1:]), k[9], k[10], order, binary.BigEndian.Uint64(k[19:]), true
}

// Counts says how many visible relations a node has.
func Counts(n uint64) []byte { return start(count).num(n) }

// AllCounts is the prefix of all of them.
func AllCounts() []byte { return start(count) }

// Kind is one node in the list of its kind.
func Kind(code byte, order Date, n uint64) []byte {
	return start(kind).byte(code).raw(order[:]).num(n)
}

// Kinds is the prefix of all nodes of a kind.
func Kinds(code byte) []byte { return start(kind).byte(code) }

// KindTail is how many bytes of a kind key follow Kinds: order and node.
const KindTail = 16

// Position is one span that something is anchored at.
func Position(doc uint64, from, to uint32, class byte, n uint64) []byte {
	return start(position).num(doc).u32(from).u32(to).byte(class).num(n)
}

// Positions is the prefix of everything anchored in a document.
func Positions(doc uint64) []byte { return start(position).num(doc) }

// ParsePosition takes a position key apart.
func ParsePosition(k []byte) (doc uint64, from, to uint32, class byte, n uint64, ok bool) {
	if len(k) != 26 || k[0] != position {
		return 0, 0, 0, 0, 0, false
	}
	return binary.BigEndian.Uint64(k[1:]), binary.BigEndian.Uint32(k[9:]), binary.BigEndian.Uint32(k[13:]), k[17], binary.BigEndian.Uint64(k[18:]), true
}

// According is one assertion made according to a statement.
func According(statement, rel, n uint64) []byte {
	return start(according).num(statement).num(rel).num(n)
}

// AccordingTo is the prefix of what a statement claims.
func AccordingTo(statement uint64) []byte { return start(according).num(statement) }

// Timeline is one thing that happened at a date.
func Timeline(date Date, what byte, n uint64) []byte {
	return start(timeline).raw(date[:]).byte(what).num(n)
}

// Timelines is the prefix of the timeline.
func Timelines() []byte { return start(timeline) }

// TimelineFrom is where the timeline from a date on begins.
func TimelineFrom(date Date) []byte { return start(timeline).raw(date[:]) }

// ParseTimeline takes a timeline key apart.
func ParseTimeline(k []byte) (date Date, what byte, n uint64, ok bool) {
	if len(k) != 18 || k[0] != timeline {
		return Date{}, 0, 0, false
	}
	copy(date[:], k[1:9])
	return date, k[9], binary.BigEndian.Uint64(k[10:]), true
}

// Lasting is one thing on the timeline whose date is longer than a day, by the
// last day it can mean.
func Lasting(last Date, what byte, n uint64) []byte {
	return start(lasting).raw(last[:]).byte(what).num(n)
}

// Lastings is the prefix of all of them.
func Lastings() []byte { return start(lasting) }

// LastingFrom is where those begin that last until a date or longer.
func LastingFrom(date Date) []byte { return start(lasting).raw(date[:]) }

// ParseLasting takes a lasting key apart.
func ParseLasting(k []byte) (last Date, what byte, n uint64, ok bool) {
	if len(k) != 18 || k[0] != lasting {
		return Date{}, 0, 0, false
	}
	copy(last[:], k[1:9])
	return last, k[9], binary.BigEndian.Uint64(k[10:]), true
}

// RelationType is one relation in the list of its type.
func RelationType(typ byte, rel uint64) []byte { return start(relType).byte(typ).num(rel) }

// RelationTypes is the prefix of all relations of a type.
func RelationTypes(typ byte) []byte { return start(relType).byte(typ) }

// Name is one name of a node, folded.
func Name(folded string, n uint64) []byte { return start(name).text(folded).num(n) }

// Names is the prefix of the nodes that bear exactly this folded name.
func Names(folded string) []byte { return start(name).text(folded) }

// NamesBeginning is the prefix of the names that begin so.
func NamesBeginning(prefix string) []byte { return append(start(name), prefix...) }

// Derived is where the assertions and facts of one transaction that came with a
// node lie; first is the lowest of their numbers.
func Derived(n, first uint64) []byte { return start(derived).num(n).num(first) }

// DerivedFrom is the prefix of all that came with a node.
func DerivedFrom(n uint64) []byte { return start(derived).num(n) }

// AllDerived is the prefix of all that came with any.
func AllDerived() []byte { return start(derived) }

// ParseDerived takes a derived key apart.
func ParseDerived(k []byte) (n, first uint64, ok bool) {
	if len(k) != 17 || k[0] != derived {
		return 0, 0, false
	}
	return binary.BigEndian.Uint64(k[1:]), binary.BigEndian.Uint64(k[9:]), true
}

// Review is one thing in a review status that wants attention.
func Review(status, class byte, n uint64) []byte {
	return start(reviewQueue).byte(status).byte(class).num(n)
}

// Reviews is the prefix of all things of a class in a status.
func Reviews(status, class byte) []byte { return start(reviewQueue).byte(status).byte(class) }

// Last reads the number a key ends with.
func Last(k []byte) uint64 {
	if len(k) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(k[len(k)-8:])
}

// ParseLog takes a log key apart.
func ParseLog(k []byte) (seq uint64, chunk uint32, ok bool) {
	if len(k) != 13 || k[0] != logEntry {
		return 0, 0, false
	}
	return binary.BigEndian.Uint64(k[1:]), binary.BigEndian.Uint32(k[9:]), true
}

// NumberValue is a number as a value.
func NumberValue(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// OwnerValue is what an entry of an index says of the thing that owns another:
// an assertion's relation, a fact's node.
func OwnerValue(n uint64) []byte { return binary.AppendUvarint(nil, n) }

// ParseOwnerValue reads what OwnerValue wrote.
func ParseOwnerValue(v []byte) (uint64, bool) {
	n, size := binary.Uvarint(v)
	return n, size > 0 && size == len(v)
}

// ParseNumberValue reads what NumberValue wrote.
func ParseNumberValue(v []byte) (uint64, bool) {
	if len(v) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(v), true
}

// Tally counts a relation's assertions by what became of them.
func Tally(rel uint64) []byte { return start(tallies).num(rel) }

// RelationOf reads the relation of an AccordingTo key.
func RelationOf(k []byte) uint64 {
	if len(k) != 25 {
		return 0
	}
	return binary.BigEndian.Uint64(k[9:])
}
