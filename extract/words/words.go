package words

import (
	"strings"

	"github.com/jdkato/prose/v3/tag"

	"onrecord/graph/text"
)

// A Word is a word or a mark of punctuation.
type Word struct {
	Start, End int    // bytes of the text
	Text       string // as written
	Lower      string // in lower case, with a typed apostrophe
	Tag        string // Penn Treebank
	Quote      int    // index of the outermost quotation it stands in, or -1
	Sentence   int    // index of its sentence
	Mark       bool   // a quotation mark of an outermost quotation
}

// A Sentence is a run of words that belong together: one sentence, or several
// where a quotation runs over their boundaries.
type Sentence struct {
	First, End int // words, half open
	Paragraph  int
}

// A Text is a document as words.
type Text struct {
	Source     string
	Words      []Word
	Sentences  []Sentence
	Quotations []text.Quotation // outermost only
}

// A Reader reads texts. It is safe for concurrent use.
type Reader struct {
	tagger  tag.Interface
	reports func(lower string) bool
}

// NewReader loads the tagger. The function says which words report speech: a
// quotation that ends with a mark of its own goes on with them.
func NewReader(reports func(lower string) bool) (*Reader, error) {
	t, err := tag.Open("")
	if err != nil {
		return nil, err
	}
	return &Reader{tagger: t, reports: reports}, nil
}

// Read divides a text.
func (r *Reader) Read(source string) *Text {
	flat := r.unwrapped(source)
	t := &Text{Source: source, Quotations: quotations(flat)}
	spans := text.Sentences(flat)
	bounds := t.fill(spans)
	names := t.properNames(bounds)
	for i := range spans {
		r.tag(t.Words[bounds[i]:bounds[i+1]], names)
	}
	r.join(t, spans, bounds)
	return t
}

// fill makes the words, and gives the first word of each span and the end.
func (t *Text) fill(spans []text.Span) []int {
	raw := split(t.Source)
	t.Words = make([]Word, 0, len(raw))
	bounds := make([]int, 0, len(spans)+1)
	q, w := 0, 0
	for _, s := range spans {
		bounds = append(bounds, len(t.Words))
		for ; w < len(raw) && raw[w].start < s.End; w++ {
			x := raw[w]
			for q < len(t.Quotations) && t.Quotations[q].Outer.End <= x.start {
				q++
			}
			word := Word{Start: x.start, End: x.end, Text: t.Source[x.start:x.end], Quote: -1}
			word.Lower = lower(word.Text)
			if q < len(t.Quotations) && t.Quotations[q].Outer.Start <= x.start {
				word.Quote = q
				word.Mark = x.end <= t.Quotations[q].Inner.Start || x.start >= t.Quotations[q].Inner.End
			}
			t.Words = append(t.Words, word)
		}
	}
	return append(bounds, len(t.Words))
}

// join makes the sentences: spans, joined where a quotation runs on.
func (r *Reader) join(t *Text, spans []text.Span, bounds []int) {
	paragraph, last, open := 0, 0, false
	for i, s := range spans {
		newLine := strings.Contains(t.Source[last:s.Start], "\n")
		if newLine {
			paragraph++
		}
		last = s.End
		first, end := bounds[i], bounds[i+1]
		if first == end {
			continue
		}
		if n := len(t.Sentences); n > 0 && (open || !newLine && (t.initial(first) || r.continues(t, first, end))) {
			t.Sentences[n-1].End, t.Sentences[n-1].Paragraph = end, paragraph
		} else {
			t.Sentences = append(t.Sentences, Sentence{first, end, paragraph})
		}
		for k := first; k < end; k++ {
			t.Words[k].Sentence = len(t.Sentences) - 1
		}
		w := t.Words[end-1]
		open = w.Quote >= 0 && t.Quotations[w.Quote].Outer.End > w.End
	}
}

// initial: the sentence seemed to end inside a name, after "Peter T."
func (t *Text) initial(first int) bool {
	if first < 2 {
		return false
	}
	w, before, next := &t.Words[first-1], &t.Words[first-2], &t.Words[first]
	return len(w.Text) == 2 && w.Text[1] == '.' && capital(w.Text) && capital(before.Text) && strings.HasPrefix(before.Tag, "NNP") && strings.HasPrefix(next.Tag, "NNP")
}

// continues: the words [first, end) go on with a sentence that a quotation
// seemed to end: “Will we go?” he asked.
func (r *Reader) continues(t *Text, first, end int) bool {
	if first == 0 {
		return false
	}
	before, w := t.Words[first-1], t.Words[first]
	if !before.Mark || w.Quote >= 0 {
		return false
	}
	inner := strings.TrimRight(t.Quotations[before.Quote].Inner.In(t.Source), " ")
	if c := w.Text[0]; c >= 'a' && c <= 'z' || strings.HasSuffix(inner, ",") {
		return true
	}
	if inner == "" || strings.IndexByte("?!-", inner[len(inner)-1]) < 0 && !strings.HasSuffix(inner, "—") && !strings.HasSuffix(inner, "–") {
		return false
	}
	for i := first; i < end && i < first+6; i++ {
		x := t.Words[i]
		if x.Lower == "," || x.Quote >= 0 {
			return false
		}
		if i > first && r.reports(x.Lower) && (strings.HasPrefix(x.Tag, "V") || strings.HasPrefix(x.Tag, "N")) {
			n := first
			for n = i + 1; n < end && strings.HasPrefix(t.Words[n].Tag, "RB"); n++ {
			}
			if n < end && (t.Words[n].Lower == "," || t.Words[n].Lower == ":") && n+1 < end && t.Words[n+1].Quote >= 0 {
				return false
			}
			return n >= end || x.Lower == "asked" || !strings.HasPrefix(t.Words[n].Tag, "N") && t.Words[n].Quote < 0 && t.Words[n].Lower != "that" && t.Words[n].Tag != "PRP" && t.Words[n].Tag != "DT"
		}
	}
	return false
}

func lower(s string) string {
	s = strings.ToLower(s)
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	return s
}
