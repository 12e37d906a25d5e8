package names

import (
	"slices"

	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Gender is what the document shows of a person's.
type Gender int

// Genders.
const (
	Unknown Gender = iota
	Male
	Female
)

// An Entity is somebody or something the document names.
type Entity struct {
	Name     string // the longest form; of a state, its usual English name
	Kind     graph.NodeKind
	Gender   Gender
	Roles    []string    // "french president", lower case, as written beside the name
	Offices  []Office    // the same, understood
	Mentions []text.Span // by name; neither pronouns nor capitals that stand for a state
	ISO      string      // of a state: ISO 3166-1 alpha-2, XK for Kosovo

	// Link fills these: the id of the known actor it is, or those it may be.
	ID         string
	Candidates []graph.KnownActor

	// Described: the document has no name for it but the words that say what it
	// is ("the operator"); another document may call another so.
	Described bool

	forms  []*form
	listed bool
}

// An Office is a position that somebody holds, or held.
type Office struct {
	Title  string  // lower case, without the state: "president", "foreign minister"
	Of     *Entity // state or organisation; nil where the document does not say
	Former bool

	// Span is where the document says so first: from the words of the role to
	// the end of the name ("French President Emmanuel Macron"), or from the name
	// to the end of the apposition ("Macron, the president of France"). It is
	// empty where only the graph knows.
	Span text.Span
}

// A Book is what a document names.
type Book struct {
	Entities []*Entity // in the order of their first mention, then as Resolve met them

	t        *words.Text
	source   string
	mentions []mention // in order of place
	starts   []int     // first word of the paragraph, by sentence
	forms    map[string]*form
	order    []*form
	states   map[string]*Entity // all that the document names, also by an adjective or a capital
	touched  []*Entity          // the same, in order
	shown    map[string]bool    // states named as such or by their adjective
	asked    []asked            // offices mentioned without their holder
	offices  map[officeKey][]holding
	groups   map[string]*Entity
	holders  map[officeKey]*Entity // known only to the graph
	bodies   map[string]*Entity    // organisations, by folded name
	byNoun   map[string][]*Entity  // organisations, by what the text calls them
	read     int                   // how many Entities byNoun has
}

// A mention is one place where a name stands.
type mention struct {
	span   text.Span
	lead   int // where its title begins
	quote  int // end of the last quotation mark before it, or -1
	form   *form
	entity *Entity
	state  string // that a capital or seat stands for
}

// Find finds the names of a text.
func Find(t *words.Text) *Book {
	b := &Book{
		t: t, source: t.Source, forms: map[string]*form{}, states: map[string]*Entity{}, shown: map[string]bool{},
		offices: map[officeKey][]holding{}, groups: map[string]*Entity{}, holders: map[officeKey]*Entity{}, bodies: map[string]*Entity{},
	}
	b.starts = make([]int, len(t.Sentences))
	for i, s := range t.Sentences {
		b.starts[i] = s.First
		if i > 0 && t.Sentences[i-1].Paragraph == s.Paragraph {
			b.starts[i] = b.starts[i-1]
		}
	}
	f := finder{Book: b, mark: -1}
	f.run()
	b.identify()
	b.settleOffices(f.roles)
	return b
}

// At gives what the name that stands exactly at the span is of, as the name
// says: a capital is the place, whatever it stands for.
func (b *Book) At(span text.Span) *Entity {
	if i := b.firstFrom(span.Start); i < len(b.mentions) && b.mentions[i].span == span {
		return b.mentions[i].entity
	}
	return nil
}

// State gives the state of an English name or ISO code that the document names
// in any way, or nil.
func (b *Book) State(name string) *Entity {
	for _, e := range b.touched {
		if e.Name == name || e.ISO == name {
			return e
		}
	}
	return nil
}

// list takes an entity that was set aside into the book.
func (b *Book) list(e *Entity) *Entity {
	if e != nil && !e.listed {
		e.listed = true
		b.Entities = append(b.Entities, e)
	}
	return e
}

// stateNamed gives the entity of a state, which is listed when it is needed.
func (b *Book) stateNamed(name string) *Entity {
	e := b.states[name]
	if e == nil {
		s := known.states[name]
		e = &Entity{Name: name, Kind: graph.State, ISO: s.iso}
		b.states[name] = e
		b.touched = append(b.touched, e)
	}
	return e
}

// firstFrom gives the first mention that begins at or after a place.
func (b *Book) firstFrom(at int) int {
	i, _ := slices.BinarySearchFunc(b.mentions, at, func(m mention, at int) int { return m.span.Start - at })
	return i
}

// wordAt gives the first word that begins at or after a place.
func (b *Book) wordAt(at int) int {
	i, _ := slices.BinarySearchFunc(b.t.Words, at, func(w words.Word, at int) int { return w.Start - at })
	return i
}

// wordsOf gives the words of a span, half open.
func (b *Book) wordsOf(s text.Span) (int, int) { return b.wordAt(s.Start), b.wordAt(s.End) }
