package keys

// Part is one component of a key.
type Part struct {
	Name string
	Form Form
}

// Form is how a part is written.
type Form byte

// The forms of parts.
const (
	Number Form = iota // uint64, 8 bytes, big endian
	Order              // 8 bytes that sort: a date's earliest bound, or zero
	Byte               // one byte: a code
	Uint32             // 4 bytes, big endian
	Text               // UTF-8 up to a zero byte
	Hash               // 32 bytes: SHA-256
	Ident              // text, or of what only has generated ids 17 bytes
)

// Table is one kind of key.
type Table struct {
	Letter    byte
	Name      string
	Parts     []Part
	Value     string
	Versioned bool
	Why       string
}

// Letters of the tables.
const (
	meta        = 'M'
	logEntry    = 'L'
	logTime     = 'T'
	idempotency = 'Y'
	blobChunk   = 'B'
	blobMeta    = 'b'
	segment     = 'S'
	posting     = 'P'
	tallies     = 'x'

	id          = 'i'
	node        = 'n'
	relation    = 'r'
	assertion   = 's'
	fact        = 'f'
	adjacency   = 'a'
	count       = 'c'
	kind        = 'k'
	position    = 'd'
	according   = 'p'
	timeline    = 't'
	lasting     = 'w'
	relType     = 'y'
	name        = 'u'
	derived     = 'g'
	reviewQueue = 'v'
)

// Tables lists every table. Documentation, the dump and the integrity check
// are made from it.
var Tables = []Table{
	{meta, "meta", []Part{{"name", Text}}, "number or record", false, "head of the log, next number, counts by kind and type"},
	{logEntry, "log", []Part{{"seq", Number}, {"chunk", Uint32}}, "log entry, compressed, cut at 256 KiB", false, "what happened, in order; chained by hash"},
	{logTime, "log by time", []Part{{"microseconds", Number}}, "seq", false, "finds the transaction of an instant (asOf)"},
	{idempotency, "idempotency", []Part{{"key", Text}}, "request digest and receipt", false, "the same key answers the same and writes once"},
	{blobChunk, "blob", []Part{{"sha256", Hash}, {"chunk", Uint32}}, "bytes, cut at 256 KiB", false, "original bytes and canonical texts, shared by content"},
	{blobMeta, "blob head", []Part{{"sha256", Hash}}, "size, or tombstone", false, "says that a blob is whole, or was redacted"},
	{segment, "search segment", []Part{{"segment", Number}}, "state, size, and with which word each block begins", false, "which segments live; the last number is that of the next one"},
	{posting, "search posting", []Part{{"segment", Number}, {"block", Uint32}}, "words with units, delta varints; the table of units; 16 KiB", false, "where a word occurs: in which nodes, in which passages of which texts"},

	{tallies, "tally", []Part{{"relation", Number}}, "assertions by outcome", false, "what several assertions of a relation come to, without reading them"},

	{id, "id", []Part{{"id", Ident}}, "class, number, owner", true, "from a readable id to the internal number"},
	{node, "node", []Part{{"node", Number}}, "node record", true, "a node with everything a list shows of it"},
	{relation, "relation", []Part{{"relation", Number}}, "relation record", true, "one fact between two nodes"},
	{assertion, "assertion", []Part{{"relation", Number}, {"assertion", Number}}, "assertion record", true, "who says so, where"},
	{fact, "fact", []Part{{"node", Number}, {"fact", Number}}, "fact record", true, "a property of a node, with evidence"},
	{adjacency, "adjacency", []Part{{"node", Number}, {"direction", Byte}, {"type", Byte}, {"order", Order}, {"relation", Number}}, "other end, role, validity, review", true, "a node's relations by direction and type, in the order of the useful date"},
	{count, "count", []Part{{"node", Number}}, "numbers of visible relations by direction and type", true, "relation counts without a scan"},
	{kind, "kind", []Part{{"kind", Byte}, {"order", Order}, {"node", Number}}, "empty", true, "all nodes of a kind, in the order of their date"},
	{position, "position", []Part{{"document", Number}, {"start", Uint32}, {"end", Uint32}, {"class", Byte}, {"number", Number}}, "owner, varint", true, "everything anchored in a document, by byte offset"},
	{according, "according to", []Part{{"statement", Number}, {"relation", Number}, {"assertion", Number}}, "empty", true, "what a statement claims"},
	{timeline, "timeline", []Part{{"date", Order}, {"what", Byte}, {"number", Number}}, "class", true, "what happened when"},
	{lasting, "lasting", []Part{{"last day", Order}, {"what", Byte}, {"number", Number}}, "class, first day", true, "what on the timeline has a date longer than a day, to find what began before a period and reaches into it"},
	{relType, "relation type", []Part{{"type", Byte}, {"relation", Number}}, "review", true, "all relations of a type"},
	{name, "name", []Part{{"folded name", Text}, {"node", Number}}, "empty", true, "names and aliases in any script"},
	{derived, "derived", []Part{{"node", Number}, {"first", Number}}, "classes, numbers, owners", true, "assertions and facts that came with a statement or commitment and are reviewed with it, of one transaction together"},
	{reviewQueue, "review queue", []Part{{"status", Byte}, {"class", Byte}, {"number", Number}}, "owner", true, "what waits for review or is disputed"},
}
