package rows

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"onrecord/bench/corpus"
	"onrecord/bench/load"
)

// Side is who is asked.
type Side int

// The sides.
const (
	Onrecord Side = iota
	Peer          // PostgreSQL with PostGraphile
)

func (s Side) String() string { return [...]string{"onrecord", "PostgreSQL + PostGraphile"}[s] }

// Row is one question, asked with ever other parameters.
type Row struct {
	Key   string // short, for flags
	Name  string
	Query map[Side]string
	// Least and Goal are how many times as many answers a second as the peer
	// this is to give.
	Least, Goal float64
	// Writes: each request is asked once only.
	Writes bool
	// Judged: an answer may be right in form and still not be what was looked
	// for; the share that is gets told.
	Judged bool

	make func(*maker) question
}

// question is one set of parameters and what an answer to it must have.
type question struct {
	variables map[string]any
	check     func(answer []byte) error
	right     func(answer []byte) bool
	then      func(answer []byte) *question
}

// All are the rows that are asked, those that write last.
func All() []Row {
	return []Row{nodeByID, latestStatements, threeHops, quoteTrace, omittedPledges, durableInsert}
}

// Requests prepares n requests of a row from a corpus with pledges.
func Requests(c *corpus.Corpus, statements int, r Row, side Side, seed uint64, n int) ([]*load.Request, error) {
	m := &maker{c: c, statements: statements, rng: rand.New(rand.NewPCG(seed, uint64(len(r.Key))<<32|uint64(r.Key[0])))}
	out := make([]*load.Request, n)
	for i := range out {
		var err error
		if out[i], err = request(r.Query[side], r.make(m)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func request(query string, q question) (*load.Request, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": q.variables})
	if err != nil {
		return nil, err
	}
	out := &load.Request{Body: body, Right: q.right, Check: func(answer []byte) error {
		if count(answer, `"errors":`) > 0 {
			return errors.New("the answer has errors")
		}
		return q.check(answer)
	}}
	if q.then != nil {
		out.Then = func(answer []byte) *load.Request {
			next := q.then(answer)
			if next == nil {
				return nil
			}
			r, err := request(query, *next)
			if err != nil {
				panic(err) // variables of the first page could be written, and so can these
			}
			return r
		}
	}
	return out, nil
}

// maker draws parameters.
type maker struct {
	c          *corpus.Corpus
	statements int
	rng        *rand.Rand

	speakers []spoken        // who said enough to fill a page
	lists    map[pledged]int // how long each list of pledges is
	quotable []string        // words to change quotes with
	passages []passage       // words that inserts quote
	used     map[string]bool // of them
}

// at draws a statement by its document and place in it.
func (m *maker) at() (document, place int) {
	n := m.rng.IntN(m.statements)
	return n / corpus.PerDocument, n % corpus.PerDocument
}

// count counts a piece of JSON in an answer. It skips as Horspool's search does:
// an answer is full of quotation marks, and to look behind each of them took a
// third of what the generator did for a list.
func count(answer []byte, piece string) int {
	last := len(piece) - 1
	if last < 0 || last > math.MaxUint8-1 {
		return bytes.Count(answer, []byte(piece))
	}
	var skip [256]uint8
	for i := range skip {
		skip[i] = uint8(len(piece))
	}
	for i := range last {
		skip[piece[i]] = uint8(last - i)
	}
	n := 0
	for end := last; end < len(answer); {
		if answer[end] == piece[last] && string(answer[end-last:end]) == piece[:last] {
			n++
			end += len(piece)
			continue
		}
		end += int(skip[answer[end]])
	}
	return n
}

// has says whether an answer has a piece of JSON so many times.
func has(answer []byte, piece string, times int) error {
	if n := count(answer, piece); n != times {
		return fmt.Errorf("%s is there %d times, not %d", piece, n, times)
	}
	return nil
}

func atLeast(answer []byte, piece string, times int) error {
	if n := count(answer, piece); n < times {
		return fmt.Errorf("%s is there %d times, not %d or more", piece, n, times)
	}
	return nil
}

// valueOf reads the string that first follows a name, "" when there is none.
func valueOf(answer []byte, name string) string {
	at := bytes.Index(answer, []byte(`"`+name+`":"`))
	if at < 0 {
		return ""
	}
	rest := answer[at+len(name)+4:]
	end := bytes.IndexByte(rest, '"')
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}
