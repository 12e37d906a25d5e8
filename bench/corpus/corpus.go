package corpus

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"onrecord/graph"
)

const (
	// Speakers is how many people speak.
	Speakers = 2_000
	// Places is how many places statements are about.
	Places = 500
	// PerDocument is how many statements a document has.
	PerDocument = 10

	narrated  = 6 // sentences of the reporter in a document
	turns     = 300
	takenOver = 20 // one statement in so many was taken over
)

// Corpus is an archive that is made as it is read.
type Corpus struct {
	seed       uint64
	statements int
	words      []string
	phrases    []string
	speakers   []string
	places     []string
	pledges    *pledges // nil: without
}

// Part is something that a corpus has on request, beside its statements.
type Part int

// Pledges are commitments of states that stood in a draft and were dropped
// from what followed: one a document, told in a paragraph after its
// statements, which stay as they are without.
const Pledges Part = 1

// Statement is one utterance of a document.
type Statement struct {
	ID      string
	Words   string // as they stand in the text, without the end mark
	Speaker string // id
	Name    string // of the speaker
	Origin  string // the statement whose words these are; its own id where nothing was taken over
	Direct  bool

	place int
}

// Document is one document with what was said in it.
type Document struct {
	ID         string
	Text       string
	Statements []Statement

	draft    graph.DocumentDraft
	said     []graph.StatementDraft
	promised []graph.CommitmentDraft
	became   []graph.RelationDraft // of what was promised, in other documents
}

// Start is where the words of the i-th statement begin, in code points.
func (d *Document) Start(i int) int { return *d.said[i].Evidence[0].Start }

// New plans a corpus of so many statements, in tens.
func New(seed uint64, statements int, with ...Part) *Corpus {
	c := &Corpus{seed: seed, statements: statements, words: vocabulary(seed)}
	rng := rand.New(rand.NewPCG(seed, 0x6e616d6573))
	c.speakers = c.names(rng, Speakers, 2)
	c.places = c.names(rng, Places, 1)
	for range turns {
		c.phrases = append(c.phrases, c.phrase(rng))
	}
	if slices.Contains(with, Pledges) {
		c.pledges = c.planPledges()
	}
	return c
}

// names makes so many different names of so many words.
func (c *Corpus) names(rng *rand.Rand, n, words int) []string {
	had := map[string]bool{}
	var out []string
	for len(out) < n {
		parts := make([]string, words)
		for i := range parts {
			parts[i] = capital(c.words[Vocabulary/2+rng.IntN(Vocabulary/2)])
		}
		if name := strings.Join(parts, " "); !had[name] {
			had[name] = true
			out = append(out, name)
		}
	}
	return out
}

// phrase makes a turn of phrase of six to nine words that opens a sentence.
func (c *Corpus) phrase(rng *rand.Rand) string {
	start := pick(rng, []string{"as we have said in", "for the good of", "with full respect for", "as everyone knows from", "in the spirit of"})
	return fmt.Sprintf("%s the %s and the %s", start, pick(rng, nouns), word(rng, c.words))
}

// Len is how many documents there are.
func (c *Corpus) Len() int { return (c.statements + PerDocument - 1) / PerDocument }

// Speaker gives the id and name of a speaker, the most frequent first.
func (c *Corpus) Speaker(n int) (id, name string) {
	return fmt.Sprintf("person:speaker-%d", n), c.speakers[n]
}

// Said counts what each speaker says, the most frequent first.
func (c *Corpus) Said() []int {
	out := make([]int, Speakers)
	for at := range c.statements {
		out[c.speaker(at/PerDocument, at%PerDocument)]++
	}
	return out
}

// speaker is who says the i-th statement of document n. It draws as Statement
// does, and makes no words.
func (c *Corpus) speaker(n, i int) int {
	rng := c.lot(n, i)
	if n > 0 && rng.IntN(takenOver) == 0 {
		return c.speaker(rng.IntN(n), i)
	}
	return rank(rng, Speakers)
}

// Nodes is the draft of everybody and everything that documents speak of.
func (c *Corpus) Nodes() *graph.Draft {
	d := &graph.Draft{Origin: graph.Curated}
	for i := range c.speakers {
		id, name := c.Speaker(i)
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: id, Kind: graph.Person, Name: name})
	}
	for i, name := range c.places {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: placeID(i), Kind: graph.Place, Name: name})
	}
	if c.pledges != nil {
		c.pledges.nodes(d)
	}
	return d
}

func placeID(n int) string { return fmt.Sprintf("place:place-%d", n) }

// Documents makes all documents, in order.
func (c *Corpus) Documents() iter.Seq[*Document] {
	return func(yield func(*Document) bool) {
		for n := range c.Len() {
			if !yield(c.Document(n)) {
				return
			}
		}
	}
}

// lot is where the i-th statement of document n is drawn from.
func (c *Corpus) lot(n, i int) *rand.Rand {
	return rand.New(rand.NewPCG(c.seed, 1<<40|uint64(n*PerDocument+i)))
}

// Statement makes the i-th statement of document n by itself.
func (c *Corpus) Statement(n, i int) Statement {
	id := fmt.Sprintf("statement:c-%d-%d", n, i)
	rng := c.lot(n, i)
	if n > 0 && rng.IntN(takenOver) == 0 {
		// Words of two statements never swap places: these come from an
		// earlier document, at the same place in it.
		s := c.Statement(rng.IntN(n), i)
		s.ID = id
		return s
	}
	who := rank(rng, Speakers)
	a := &author{c: c, rng: rng, voice: who}
	s := Statement{ID: id, Origin: id, Direct: rng.IntN(3) > 0, place: rank(rng, Places)}
	s.Speaker, s.Name = c.Speaker(who)
	s.Words = a.sentence()
	if s.Direct {
		s.Words = capital(s.Words)
		if rng.IntN(5) == 0 {
			s.Words += ". " + capital(a.sentence())
		}
	}
	return s
}

// Document makes document n.
func (c *Corpus) Document(n int) *Document {
	rng := rand.New(rand.NewPCG(c.seed, 2<<40|uint64(n)))
	d := &Document{ID: fmt.Sprintf("document:c-%d", n)}
	p := &page{reporter: author{c: c, rng: rng, voice: -1}}
	p.typed = rng.IntN(5) == 0
	narrate := narrated
	for i := range min(PerDocument, c.statements-n*PerDocument) {
		if narrate > 0 && rng.IntN(PerDocument) < narrated {
			narrate--
			p.line(capital(p.reporter.sentence()) + ".")
		}
		s := c.Statement(n, i)
		start := p.report(s)
		end := start + utf8.RuneCountInString(s.Words)
		d.said = append(d.said, c.draft(d.ID, s, start, end))
		d.Statements = append(d.Statements, s)
	}
	for range narrate {
		p.line(capital(p.reporter.sentence()) + ".")
	}
	if c.pledges != nil {
		c.promise(d, p, n)
	}
	d.Text = p.text.String()
	d.draft = graph.DocumentDraft{
		ID: d.ID, Title: capital(p.reporter.sentence()), Text: &d.Text, Language: "en",
		Publisher:   "The " + c.places[rank(rng, 40)] + " Courier",
		PublishedAt: date(rng, 10, 16),
	}
	return d
}

// date draws a day in so many years from 20xx on.
func date(rng *rand.Rand, from, years int) string {
	return fmt.Sprintf("20%02d-%02d-%02d", from+rng.IntN(years), 1+rng.IntN(12), 1+rng.IntN(28))
}

func (c *Corpus) draft(document string, s Statement, start, end int) graph.StatementDraft {
	kind := graph.Indirect
	if s.Direct {
		kind = graph.Direct
	}
	return graph.StatementDraft{
		ID: s.ID, Evidence: []graph.EvidenceDraft{{Document: document, Exact: s.Words, Start: &start, End: &end}},
		QuoteType: kind, Speaker: s.Speaker, SpeakerAs: s.Name, Cue: "said", Act: graph.Assert, Language: "en",
		About: []string{placeID(s.place), placeID((s.place*7 + 3) % Places)},
	}
}

// page is a text as it is written.
type page struct {
	text     strings.Builder
	runes    int
	typed    bool // straight quotation marks
	reporter author
}

func (p *page) write(s string) {
	p.text.WriteString(s)
	p.runes += utf8.RuneCountInString(s)
}

func (p *page) line(s string) {
	p.write(s)
	p.write("\n")
}

// report writes the paragraph of a statement and gives the code point at which
// its words begin.
func (p *page) report(s Statement) int {
	open, closed := "“", "”"
	if p.typed {
		open, closed = `"`, `"`
	}
	before, after := s.Name+" said that ", "."
	if s.Direct {
		before, after = open, ","+closed+" said "+s.Name+"."
		if p.reporter.chance(40) {
			before, after = s.Name+" said: "+open, "."+closed
		}
	}
	p.write(before)
	start := p.runes
	p.write(s.Words)
	p.line(after)
	return start
}
