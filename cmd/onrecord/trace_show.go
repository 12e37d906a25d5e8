package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fatih/color"
)

// What an answer holds of a trace.
type (
	traceResult struct {
		Query             string
		Threshold         float64
		DocumentsSearched int
		SearchedFrom      string
		SearchedTo        string
		Languages         []string
		Matches           []*traceMatch
	}
	traceMatch struct {
		Verdict      string
		Attribution  string
		Score        float64
		InsideQuotes bool
		Statement    *struct {
			ID, QuoteType, SpeakerAs, SourceKind string
			Translated                           *bool
			AttributionChain                     []traceActor
			SourceDocument                       *struct{ Title string }
		}
		Speaker       *traceActor
		OtherSpeakers []traceActor
		Evidence      struct {
			Sentence string
			Document traceDocument
		}
		Parts []struct{ Document traceDocument }
		Diff  []struct{ Op, Given, Source string }
		Cuts  []struct {
			Loss     []string
			Evidence struct{ Exact string }
		}
		Occurrences struct{ TotalCountAtLeast int }
	}
	traceActor    struct{ ID, Name string }
	traceDocument struct{ ID, Title, Publisher, PublishedAt, Language string }
)

// tracePrinter prints traces for people.
type tracePrinter struct {
	out                 io.Writer
	gone, there, cut, b *color.Color
	plain               bool
}

func newTracePrinter(out io.Writer, coloured bool) *tracePrinter {
	p := &tracePrinter{
		out: out, plain: !coloured,
		gone: color.New(color.FgRed, color.CrossedOut), there: color.New(color.FgGreen), cut: color.New(color.FgYellow), b: color.New(color.Bold),
	}
	for _, c := range []*color.Color{p.gone, p.there, p.cut, p.b} {
		if coloured {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
	}
	return p
}

func (p *tracePrinter) line(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }

// result prints what became of one quote; several are numbered.
func (p *tracePrinter) result(r *traceResult, at, of int) {
	if at > 0 {
		p.line("")
	}
	if of > 1 {
		p.line("%s", p.b.Sprintf("%d of %d: %s", at+1, of, oneLine(r.Query)))
	}
	if len(r.Matches) == 0 {
		p.line("Nothing comes close (score %.2f or more).", r.Threshold)
	}
	for i, m := range r.Matches {
		if i > 0 {
			p.line("")
		}
		p.match(m)
	}
	p.line("Searched %s.", r.searched())
}

// searched says how much was searched.
func (r *traceResult) searched() string {
	out := counted(r.DocumentsSearched, "document")
	switch {
	case r.SearchedFrom != "" && r.SearchedFrom == r.SearchedTo:
		out += ", published " + r.SearchedFrom
	case r.SearchedFrom != "":
		out += ", published " + r.SearchedFrom + " to " + r.SearchedTo
	}
	if len(r.Languages) > 0 {
		out += ", in " + strings.Join(r.Languages, ", ")
	}
	return out
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// match prints one passage.
func (p *tracePrinter) match(m *traceMatch) {
	p.line("%s (%s, score %.2f)", p.b.Sprint(m.inWords()), m.Verdict, m.Score)
	p.line("  %s", p.diff(m))
	for _, c := range m.Cuts {
		words := oneLine(c.Evidence.Exact)
		if p.plain {
			words = "{+" + words + "+}"
		} else {
			words = p.cut.Sprint(words)
		}
		p.line("  left out: %s (%s)", words, strings.ToLower(strings.Join(c.Loss, ", ")))
	}
	p.line("  said by %s%s", m.saidBy(), m.attributed())
	if s := m.Statement; s != nil && s.Translated != nil && *s.Translated {
		p.line("  the words there are a translation")
	}
	for _, d := range m.documents() {
		p.line("  in %s", d)
	}
	switch n := m.Occurrences.TotalCountAtLeast; {
	case n <= 1:
	case m.Verdict == "SPLICED":
		p.line("  parts of it stand in %s", counted(n, "document"))
	default:
		p.line("  the same words stand in %s", counted(n, "document"))
	}
}

// inWords words a verdict: it compares with a document, never with reality.
func (m *traceMatch) inWords() string {
	doc := "“" + m.Evidence.Document.Title + "”"
	switch m.Verdict {
	case "VERBATIM":
		return "As it stands in " + doc
	case "NORMALIZED":
		return "As it stands in " + doc + ", but for how it is typed"
	case "ELIDED":
		return "As it stands in " + doc + ", shortened where the quote shows it"
	case "TRUNCATED":
		return "Cut short: the sentence in " + doc + " says more"
	case "NEGATION_FLIPPED":
		return "Differs from " + doc + ": a negation was added or dropped"
	case "SPLICED":
		return "Differs from " + doc + ": joined from parts that stand apart"
	}
	return "Differs from " + doc
}

// diff prints the quote and the document's words in one line.
func (p *tracePrinter) diff(m *traceMatch) string {
	var (
		b    strings.Builder
		last string
	)
	for _, d := range m.Diff {
		given, source := oneLine(d.Given), oneLine(d.Source)
		piece := source
		if d.Op != "EQUAL" {
			piece = p.marked(given, source)
		}
		if piece == "" {
			continue
		}
		first := source
		if first == "" {
			first = given
		}
		if b.Len() > 0 && !touches(last, first) {
			b.WriteByte(' ')
		}
		b.WriteString(piece)
		if last = source; last == "" {
			last = given
		}
	}
	return b.String()
}

// touches says whether a passage has no space between two pieces: "€" and "40",
// "40" and "%".
func touches(before, after string) bool {
	b, _ := utf8.DecodeLastRuneInString(before)
	a, _ := utf8.DecodeRuneInString(after)
	return unicode.Is(unicode.Sc, b) || a == '%'
}

func (p *tracePrinter) marked(given, source string) string {
	var gone, there string
	if given != "" {
		if gone = p.gone.Sprint(given); p.plain {
			gone = "[-" + given + "-]"
		}
	}
	if source != "" {
		if there = p.there.Sprint(source); p.plain {
			there = "{+" + source + "+}"
		}
	}
	if !p.plain && gone != "" && there != "" {
		gone += " "
	}
	return gone + there
}

// saidBy says whom the document has say it, and who passed it on.
func (m *traceMatch) saidBy() string {
	s := m.Statement
	out := "nobody on record: no statement is recorded there"
	switch {
	case m.Speaker != nil:
		out = m.Speaker.Name
	case s == nil:
	case s.SourceDocument != nil:
		out = s.SourceDocument.Title
	case s.SourceKind == "NARRATOR":
		out = "the document itself"
	case s.SpeakerAs != "":
		out = s.SpeakerAs + ", not named"
	default:
		out = "a source that is not named"
	}
	if s != nil && m.Speaker != nil {
		var relayed []string
		for _, by := range s.AttributionChain {
			if by.ID != m.Speaker.ID {
				relayed = append(relayed, by.Name)
			}
		}
		if len(relayed) > 0 {
			out += ", as told by " + strings.Join(relayed, ", then ")
		}
	}
	for _, by := range m.OtherSpeakers {
		out += " and " + by.Name
	}
	if s != nil && s.SourceKind != "NARRATOR" && !m.InsideQuotes {
		out += ", in the reporter's words"
	}
	return out
}

// attributed words the attribution, where a speaker was given.
func (m *traceMatch) attributed() string {
	switch m.Attribution {
	case "CONFIRMED":
		return " (as claimed)"
	case "RELAYED":
		return " (the speaker claimed passed it on)"
	case "MISATTRIBUTED":
		if len(m.OtherSpeakers) > 0 {
			return " (NOT the speaker claimed, or not alone)"
		}
		return " (NOT the speaker claimed)"
	case "UNRESOLVED":
		return " (who the speaker claimed is, nothing on record tells)"
	case "UNNAMED":
		return " (the speaker claimed is not on record for it)"
	}
	return ""
}

// documents says where the words stand; parts of a splice may be of two.
func (m *traceMatch) documents() []string {
	seen := []string{m.Evidence.Document.String()}
	for _, p := range m.Parts {
		if d := p.Document.String(); !slices.Contains(seen, d) {
			seen = append(seen, d)
		}
	}
	return seen
}

func (d traceDocument) String() string {
	out := d.Title
	for _, s := range []string{d.Publisher, d.PublishedAt} {
		if s != "" {
			out += ", " + s
		}
	}
	return out + " (" + d.ID + ")"
}

// oneLine joins the lines of a passage.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
