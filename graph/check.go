package graph

import (
	"context"
	"errors"
	"fmt"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// Fault is the stable name of a kind of finding.
type Fault string

// What a check can find.
const (
	FaultLog       Fault = "LOG"             // an entry, its place in the chain, or the head
	FaultLogTime   Fault = "LOG_TIME"        // the index of instants does not agree with the log
	FaultReceipt   Fault = "RECEIPT"         // an idempotency key does not answer as its entry says
	FaultBlob      Fault = "BLOB"            // stored bytes are not those of their digest
	FaultKey       Fault = "KEY"             // a key that no table makes, or a cell out of time
	FaultRecord    Fault = "RECORD"          // a record cannot be read, or what it names is missing
	FaultID        Fault = "ID"              // an id and its record do not agree
	FaultEvidence  Fault = "EVIDENCE"        // a span is not the words that were recorded
	FaultMissing   Fault = "INDEX_MISSING"   // a record lacks an index entry, or it differs
	FaultExtra     Fault = "INDEX_EXTRA"     // an index entry follows from no record
	FaultCount     Fault = "COUNT"           // a relation count differs from the relations
	FaultTally     Fault = "TALLY"           // a tally differs from the assertions
	FaultTotal     Fault = "TOTAL"           // a total of the statistics is off
	FaultOutcome   Fault = "OUTCOME"         // a relation shows something other than its assertions come to
	FaultProperty  Fault = "PROPERTY"        // a node's properties are not those its facts give
	FaultStatement Fault = "STATEMENT"       // a statement's speaker, chain or subjects differ from its relations
	FaultOmission  Fault = "OMISSION"        // what a commitment shows of documents differs from its relations and theirs
	FaultMerge     Fault = "MERGE"           // merged nodes and their members do not agree
	FaultSearch    Fault = "SEARCH"          // a node is not found by one of its words
	FaultReplay    Fault = "REPLAY"          // replaying the log gives something else
	FaultVersion   Fault = "VERSION_OF_CELL" // a cell ends before it begins, or beyond the head
)

// Finding is one thing that is off.
type Finding struct {
	Fault Fault  `json:"fault"`
	Where string `json:"where"` // a key, taken apart, or an id
	What  string `json:"what"`
}

// String is the finding as a line.
func (f Finding) String() string { return string(f.Fault) + " at " + f.Where + ": " + f.What }

// Summary says how much was checked.
type Summary struct {
	Entries    int `json:"entries"` // of the log
	Blobs      int `json:"blobs"`
	Nodes      int `json:"nodes"`
	Relations  int `json:"relations"`
	Assertions int `json:"assertions"`
	Facts      int `json:"facts"`
	Spans      int `json:"spans"` // of evidence, in all versions
	Index      int `json:"index"` // entries that follow from records
	Keys       int `json:"keys"`
	Findings   int `json:"findings"`
}

// CheckOptions choose how far a check goes.
type CheckOptions struct {
	// Deep replays the whole log into this store, which must be empty, and
	// compares. The caller closes and discards it.
	Deep store.Store
}

// Check holds everything in the store against everything else: the chain of
// the log, bytes against digests, evidence against the bytes, indexes against
// records both ways, and all that is derived. It reads one state, writes
// nothing, and streams: what it keeps in memory does not grow with the graph,
// but for the log's tables of counts. What is off goes to report; an error
// means that the check itself could not go on.
func (g *Graph) Check(ctx context.Context, o CheckOptions, report func(Finding)) (Summary, error) {
	s, err := g.Session(ctx)
	if err != nil {
		return Summary{}, err
	}
	defer s.Close()
	s.texts = newTextCache() // the stored bytes are checked, not what memory has of them
	c := &checker{
		session: s, cells: s.Present().cells.Reader, report: report, nodes: map[Ref]*Node{},
		current: map[byte]int{}, expected: map[byte]int{}, totals: map[string]int{}, spans: map[Span]bool{},
	}
	for _, step := range []func() error{c.keys, c.log, c.blobs, c.evidence, c.allNodes, c.allRelations, c.allAssertions, c.allFacts, c.derived, c.ids, c.extras, c.passages, c.checkTotals} {
		if err := step(); err != nil {
			return c.sum, err
		}
	}
	if o.Deep != nil {
		err = c.deep(ctx, o.Deep)
	}
	return c.sum, err
}

type checker struct {
	session  *Session
	cells    *cells.Reader
	report   func(Finding)
	sum      Summary
	nodes    map[Ref]*Node  // a bounded cache
	current  map[byte]int   // keys that hold, by table
	expected map[byte]int   // index entries that follow from records, by table
	came     int            // assertions and facts that came with a node
	totals   map[string]int // by the names of their meta keys
	spans    map[Span]bool  // found right before; a bounded cache
}

func (c *checker) find(f Fault, where, format string, args ...any) {
	c.sum.Findings++
	c.report(Finding{Fault: f, Where: where, What: fmt.Sprintf(format, args...)})
}

// soft turns an error about stored bytes into a finding; others end the check.
func (c *checker) soft(f Fault, where string, err error) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.Is(err, store.ErrCorrupt) || errors.As(err, &known) {
		c.find(f, where, "%v", err)
		return nil
	}
	return err
}

// whereIs names a cell key.
func whereIs(k []byte) string {
	s, _ := keys.Decode(append([]byte{cells.CurrentPrefix}, k...))
	return s.String()
}

// eachCell calls yield for the cells below a prefix. yield's errors about
// stored bytes become findings.
func (c *checker) eachCell(prefix []byte, yield func(cells.Cell) error) error {
	var bad error
	err := c.cells.Scan(prefixRange(prefix), func(cell cells.Cell) bool {
		if bad = c.session.stop(); bad == nil {
			bad = c.soft(FaultRecord, whereIs(cell.Key), yield(cell))
		}
		return bad == nil
	})
	return firstError(bad, err)
}

// keys goes over every key of the store: a table must have made it, and cells
// must lie in time.
func (c *checker) keys() error {
	head := uint64(c.session.head.Seq)
	var bad error
	err := c.session.snap.Scan(store.Range{}, func(k, v []byte) bool {
		if bad = c.session.stop(); bad != nil {
			return false
		}
		c.sum.Keys++
		key, ok := keys.Decode(k)
		if !ok {
			c.find(FaultKey, key.String(), "no table makes such a key")
			return true
		}
		if !key.Cell {
			c.current[key.Table.Letter]++
			return true
		}
		start, _, ok := cells.Split(v)
		began := uint64(start)
		switch {
		case !ok || began == 0 || began > head:
			c.find(FaultVersion, key.String(), "it began at transaction %d; the head is %d", began, head)
		case key.Ended != 0 && (key.Ended <= began || key.Ended > head):
			c.find(FaultVersion, key.String(), "it began at transaction %d and ended at %d; the head is %d", began, key.Ended, head)
		}
		if key.Ended == 0 {
			c.current[key.Table.Letter]++
		}
		return true
	})
	return firstError(bad, err)
}

// node reads a node's record; nil and a finding where there is none.
func (c *checker) node(ref Ref, where string) (*Node, error) {
	if n, ok := c.nodes[ref]; ok {
		return n, nil
	}
	got, err := loadNodes(c.cells, []Ref{ref})
	if err != nil {
		return nil, c.soft(FaultRecord, where, err)
	}
	if got[0] == nil {
		c.find(FaultRecord, where, "it names node %d, which has no record", ref)
		return nil, nil
	}
	if len(c.nodes) >= mostRemembered {
		clear(c.nodes)
	}
	c.nodes[ref] = got[0]
	return got[0], nil
}

// date is the date a node is listed by.
func (c *checker) date(n *Node) (keys.Date, error) {
	if n.Kind != Statement || n.Prop(PropSaidAt) != "" {
		return sortOfDate(dateValue(n)), nil
	}
	doc, err := c.node(n.Statement.Document, n.ID)
	if doc == nil || doc.Document == nil || err != nil {
		return keys.Date{}, err
	}
	return sortOfDate(doc.Document.PublishedAt), nil
}
