package extract_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"onrecord/graph"
	"onrecord/graph/text"
)

// A passage is a few sentences of invented news and what a careful reader
// finds in them. In a txtar file the comment says what it shows, "text" is the
// passage, and "want" has a line for each thing found:
//
//	statement SPEAKER TYPE ACT | words … words
//	  via ACTOR            who relayed it
//	  hedge WORD
//	commitment PLEDGOR+PLEDGOR OUTCOME STRENGTH ACTION | words
//	  quantity WORDS
//	  if KIND WORDS        a condition
//	  to ACTOR             owed to it, or for its benefit
//	  by DATE              a deadline, EDTF
//	change STATUS DOCUMENT WORDS | what
//
// An actor is an id, "?" (nobody named), "narrator" or "document". Where two
// readings are equally good, "a/b" takes either; a "-" asks for nothing.
// Words said are copied from the text, in parts that stand once in it.
type passage struct {
	name, about, text string
	want              passageReading
	last              string // what the line above described
}

// A passageReading is what was found in a text, by a person or by the program.
type passageReading struct {
	said    []saidLine
	pledged []pledgedLine
	changed []changedLine
}

type saidLine struct {
	speaker, quoteType, act string
	hedges, via             []string
	words                   passageWords
}

type pledgedLine struct {
	pledgors                  []string
	outcome, strength, action string
	quantity, deadline        string
	conditions                []conditionLine
	to                        []string
	words                     passageWords
}

type conditionLine struct{ kind, words string }

type changedLine struct {
	status, document string
	what             passageWords
}

// passageWords are words of a text: what they are, and which tokens.
type passageWords struct {
	parts  []string
	tokens map[int]bool
}

func (w passageWords) String() string { return strings.Join(w.parts, " … ") }

const (
	shownPassages = "testdata/passages"
	heldOut       = "testdata/held-out"
)

// passagesIn reads the passages of a folder.
func passagesIn(t testing.TB, folder string) []passage {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var out []passage
	for _, f := range files {
		archive, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		p, err := parsePassage(archive)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		p.name = strings.TrimSuffix(filepath.Base(f), ".txtar")
		out = append(out, p)
	}
	return out
}

func parsePassage(a *txtar.Archive) (passage, error) {
	p := passage{about: strings.TrimSpace(string(a.Comment))}
	if p.about == "" {
		return p, fmt.Errorf("no comment says what it shows")
	}
	if len(a.Files) != 2 || a.Files[0].Name != "text" || a.Files[1].Name != "want" {
		return p, fmt.Errorf("it needs the parts text and want, and no others")
	}
	p.text = strings.TrimSpace(string(a.Files[0].Data))
	for i, line := range strings.Split(string(a.Files[1].Data), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if err := p.line(line); err != nil {
			return p, fmt.Errorf("want, line %d: %w", i+1, err)
		}
	}
	return p, nil
}

func (p *passage) line(line string) error {
	if strings.HasPrefix(line, "  ") {
		key, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			return fmt.Errorf("%q says nothing", line)
		}
		return p.detail(key, strings.TrimSpace(value))
	}
	head, quoted, ok := strings.Cut(line, " | ")
	if !ok {
		return fmt.Errorf("%q has no words after a |", line)
	}
	words, err := wordsOf(p.text, quoted)
	if err != nil {
		return err
	}
	return p.found(strings.Fields(head), words)
}

// found takes the first line of a statement, a commitment or a change.
func (p *passage) found(f []string, words passageWords) error {
	w := &p.want
	p.last = f[0]
	switch {
	case len(f) == 4 && f[0] == "statement":
		w.said = append(w.said, saidLine{speaker: f[1], quoteType: f[2], act: f[3], words: words})
	case len(f) == 5 && f[0] == "commitment":
		w.pledged = append(w.pledged, pledgedLine{pledgors: strings.Split(f[1], "+"), outcome: f[2], strength: f[3], action: f[4], words: words})
	case len(f) >= 3 && f[0] == "change":
		w.changed = append(w.changed, changedLine{status: f[1], document: strings.Join(f[2:], " "), what: words})
	default:
		return fmt.Errorf("%q is neither a statement, a commitment nor a change", strings.Join(f, " "))
	}
	return nil
}

// detail takes an indented line, which belongs to the statement or commitment
// above it.
func (p *passage) detail(key, value string) error {
	w := &p.want
	switch key {
	case "via", "hedge":
		if p.last != "statement" {
			return fmt.Errorf("%q is not under a statement", key)
		}
		s := &w.said[len(w.said)-1]
		if key == "via" {
			s.via = append(s.via, value)
		} else {
			s.hedges = append(s.hedges, value)
		}
		return nil
	case "quantity", "if", "to", "by":
		if p.last != "commitment" {
			return fmt.Errorf("%q is not under a commitment", key)
		}
	default:
		return fmt.Errorf("%q is no detail", key)
	}
	c := &w.pledged[len(w.pledged)-1]
	switch key {
	case "quantity":
		c.quantity = value
	case "to":
		c.to = append(c.to, value)
	case "by":
		c.deadline = value
	case "if":
		kind, words, _ := strings.Cut(value, " ")
		c.conditions = append(c.conditions, conditionLine{kind, words})
	}
	return nil
}

var passageToken = regexp.MustCompile(`[\p{L}\p{N}]+`)

// wordsOf finds quoted words in a text: parts divided by " … ", each standing
// in it exactly once.
func wordsOf(source, quoted string) (passageWords, error) {
	w := passageWords{parts: strings.Split(strings.TrimSpace(quoted), " … "), tokens: map[int]bool{}}
	for _, part := range w.parts {
		if n := strings.Count(source, part); n != 1 {
			return w, fmt.Errorf("%q stands in the text %d times", part, n)
		}
		at := strings.Index(source, part)
		w.mark(source, at, at+len(part))
	}
	if len(w.tokens) == 0 {
		return w, fmt.Errorf("%q has no words", quoted)
	}
	return w, nil
}

// mark adds the tokens that lie in a span of bytes.
func (w *passageWords) mark(source string, start, end int) {
	for i, at := range passageToken.FindAllStringIndex(source, -1) {
		if at[0] >= start && at[1] <= end {
			w.tokens[i] = true
		}
	}
}

var (
	passageActor    = regexp.MustCompile(`^(\?|narrator|document|(person|state|organization|group|place):[a-z0-9]+(-[a-z0-9]+)*)$`)
	passageOutcomes = []string{"PLEDGED", "NEGATED", "REFUSED", "DENIED", "WITHDRAWN"}
	passageStatuses = []string{string(graph.Omitted), string(graph.Weakened), string(graph.Strengthened), string(graph.Added)}
	passageTypes    = []string{string(graph.Direct), string(graph.Indirect), string(graph.Mixed)}
	passageActs     = []graph.SpeechAct{graph.Assert, graph.Pledge, graph.Offer, graph.Demand, graph.Threaten, graph.Praise, graph.Hope, graph.Warn, graph.Believe, graph.Doubt, graph.Deny, graph.Refuse}
	passageStrength = []graph.Strength{"-", graph.LegallyBinding, graph.SignedPolitical, graph.DeclaredIntent, graph.Offered, graph.Aspiration}
	passageKinds    = []graph.ConditionKind{graph.Precedent, graph.Subsequent, graph.Concurrent}
	passageDate     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

// mistakes lists what is wrong with a passage as a fixture.
func (p *passage) mistakes() []string {
	var out []string
	bad := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	actors := func(id string) {
		for _, a := range strings.Split(id, "/") {
			if !passageActor.MatchString(a) {
				bad("%q is no actor", a)
			}
			if name, ok := strings.CutPrefix(a, "person:"); ok && !strings.Contains("-"+text.Slug(p.text)+"-", "-"+name+"-") {
				bad("nobody in the text is called %s", name)
			}
		}
	}
	within := func(words string) {
		if !strings.Contains(p.text, words) {
			bad("%q is not in the text", words)
		}
	}
	for i := range p.want.said {
		s := &p.want.said[i]
		for _, a := range append([]string{s.speaker}, s.via...) {
			actors(a)
		}
		for _, q := range strings.Split(s.quoteType, "/") {
			if !slices.Contains(passageTypes, q) {
				bad("%q is no quote type", q)
			}
		}
		for _, a := range strings.Split(s.act, "/") {
			if !slices.Contains(passageActs, graph.SpeechAct(a)) {
				bad("%q is no speech act", a)
			}
		}
		for _, h := range s.hedges {
			if !strings.Contains(s.words.String(), h) {
				bad("the hedge %q is not in what was said", h)
			}
		}
	}
	for i := range p.want.pledged {
		c := &p.want.pledged[i]
		for _, a := range append(slices.Clone(c.pledgors), c.to...) {
			actors(a)
		}
		if !slices.Contains(passageOutcomes, c.outcome) {
			bad("%q is no outcome", c.outcome)
		}
		for _, s := range strings.Split(c.strength, "/") {
			if !slices.Contains(passageStrength, graph.Strength(s)) {
				bad("%q is no strength", s)
			}
		}
		within(c.quantity)
		for _, x := range c.conditions {
			within(x.words)
			for _, k := range strings.Split(x.kind, "/") {
				if !slices.Contains(passageKinds, graph.ConditionKind(k)) {
					bad("%q is no kind of condition", k)
				}
			}
		}
		if c.deadline != "" && !passageDate.MatchString(c.deadline) {
			bad("%q is no date", c.deadline)
		}
	}
	for i := range p.want.changed {
		c := &p.want.changed[i]
		within(c.document)
		if !slices.Contains(passageStatuses, c.status) {
			bad("%q is no change", c.status)
		}
	}
	return out
}
