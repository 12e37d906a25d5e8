package trace

import (
	"slices"
	"strings"
	"unicode/utf8"

	"onrecord/graph/text"
)

// Source is the text of one document, with what was read of it so far. It is
// not safe for concurrent use.
type Source struct {
	Text string
	// SentencesIn, where set, gives the sentences of a line of the text: who has
	// them at hand spares finding them again.
	SentencesIn func(line text.Span) []text.Span

	runs       []run // apart, in order
	sentences  map[int][]text.Span
	quotations map[text.Span][]text.Quotation
	memory     *Memory
}

// Memory is what sources read their words into, one after the other. It is used
// again after Reset, when no source made with it is used any more.
type Memory struct {
	words   []word
	scratch scratch
}

// Reset makes the memory free to be used again.
func (m *Memory) Reset() {
	clear(m.words) // they hold on to texts
	m.words = m.words[:0]
}

// blockWords is how many words are made room for at once, mostKept how many are
// kept from one use to the next.
const (
	blockWords = 2048
	mostKept   = 1 << 16
)

// room gives space for so many words behind those read before.
func (m *Memory) room(n int) []word {
	if cap(m.words)-len(m.words) < n {
		m.words = make([]word, 0, max(n, min(2*cap(m.words), mostKept), blockWords))
	}
	return m.words[len(m.words):len(m.words):cap(m.words)]
}

// keep keeps the words that were put into the room.
func (m *Memory) keep(words []word) []word {
	if at := len(m.words); at+len(words) <= cap(m.words) && len(words) > 0 && &words[0] == &m.words[:at+1][at] {
		m.words = m.words[:at+len(words)]
		return m.words[at : at+len(words) : at+len(words)]
	}
	return words // they had not room enough
}

// run is a stretch whose words were read.
type run struct {
	span  text.Span
	words []word
}

const (
	// wholeLimit is the largest line that is divided into sentences and
	// quotations whole; of a larger one, as much around the words.
	wholeLimit = 64 << 10
	// quoteMarks are the marks of text.Quotations.
	quoteMarks = "\"'«»“”„‟‚‘’‹›「」『』〝〞＂＇`´″"
	// wordLimit is how far white space is looked for.
	wordLimit = 1 << 10
)

// NewSource makes a source of a canonical text; nothing is read yet. The memory
// may be nil.
func NewSource(s string, m *Memory) *Source {
	if m == nil {
		m = &Memory{}
	}
	return &Source{Text: s, memory: m}
}

// read gives the words of a stretch, or of a larger one that was read before.
func (s *Source) read(span text.Span) []word {
	span = text.Span{Start: s.wordStart(span.Start), End: s.wordEnd(span.End)}
	at, _ := slices.BinarySearchFunc(s.runs, span.Start, func(r run, start int) int { return r.span.End - start - 1 })
	if at < len(s.runs) && s.runs[at].span.Contains(span) {
		words := s.runs[at].words
		from, _ := slices.BinarySearchFunc(words, span.Start, func(w word, p int) int { return w.start - p })
		to, _ := slices.BinarySearchFunc(words, span.End, func(w word, p int) int { return w.start - p })
		return words[from:to]
	}
	end := at
	for end < len(s.runs) && s.runs[end].span.Start < span.End {
		end++
	}
	words := s.memory.keep(appendWords(s.memory.room(span.Len()/5+8), s.Text, span.Start, span.End))
	s.runs = slices.Replace(s.runs, at, end, run{span, words})
	return words
}

// wordStart goes back to where a word surely begins.
func (s *Source) wordStart(at int) int {
	at = min(max(at, 0), len(s.Text))
	low := max(0, at-wordLimit)
	for at > low && !isSpace(s.Text[at-1]) {
		at--
	}
	for at > 0 && at < len(s.Text) && !utf8.RuneStart(s.Text[at]) {
		at--
	}
	return at
}

// wordEnd goes on to where a word surely ends.
func (s *Source) wordEnd(at int) int {
	at = min(max(at, 0), len(s.Text))
	high := min(len(s.Text), at+wordLimit)
	for at < high && !isSpace(s.Text[at]) {
		at++
	}
	for at < len(s.Text) && !utf8.RuneStart(s.Text[at]) {
		at++
	}
	return at
}

// line gives the line around a place, or as much of it as is ever read.
func (s *Source) line(at int) text.Span {
	low, high := max(0, at-wholeLimit/2), min(len(s.Text), at+wholeLimit/2)
	start, end := s.wordStart(low), s.wordEnd(high)
	if i := strings.LastIndexByte(s.Text[start:at], '\n'); i >= 0 {
		start += i + 1
	}
	if i := strings.IndexByte(s.Text[at:end], '\n'); i >= 0 {
		end = at + i
	}
	return text.Span{Start: start, End: end}
}

// sentence gives the sentence a place stands in.
func (s *Source) sentence(at int) text.Span {
	line := s.line(at)
	sentences, read := s.sentences[line.Start]
	if !read {
		sentences = s.sentencesIn(line)
		if s.sentences == nil {
			s.sentences = make(map[int][]text.Span)
		}
		s.sentences[line.Start] = sentences
	}
	i, _ := slices.BinarySearchFunc(sentences, at, func(x text.Span, at int) int { return x.End - at - 1 })
	if i < len(sentences) && sentences[i].Start <= at {
		return sentences[i]
	}
	return line
}

func (s *Source) sentencesIn(line text.Span) []text.Span {
	if s.SentencesIn != nil {
		return s.SentencesIn(line)
	}
	out := text.Sentences(line.In(s.Text))
	for i := range out {
		out[i].Start += line.Start
		out[i].End += line.Start
	}
	return out
}

// quoted gives the innermost quotation that encloses a span: what stands
// between its marks.
func (s *Source) quoted(span text.Span) (text.Span, bool) {
	around := s.around(span)
	q, ok := text.InsideQuotes(s.quotationsIn(around), text.Span{Start: span.Start - around.Start, End: span.End - around.Start})
	return text.Span{Start: q.Inner.Start + around.Start, End: q.Inner.End + around.Start}, ok
}

// around is the stretch whose quotations are read: the paragraph, or all from
// the first to the last. A quotation goes on in another paragraph only by a mark at its
// start, so that nothing before it need be known.
func (s *Source) around(span text.Span) text.Span {
	first := s.line(span.Start)
	if span.End <= first.End {
		return first
	}
	return text.Span{Start: first.Start, End: s.line(span.End).End}
}

// quotationsIn gives the quotations of a stretch, with offsets in it.
func (s *Source) quotationsIn(span text.Span) []text.Quotation {
	found, read := s.quotations[span]
	if !read {
		if in := span.In(s.Text); strings.ContainsAny(in, quoteMarks) {
			found = text.Quotations(in)
		}
		if s.quotations == nil {
			s.quotations = make(map[text.Span][]text.Quotation)
		}
		s.quotations[span] = found
	}
	return found
}

// InsideQuotes reports whether the span stands between quotation marks: the
// words of somebody, not of the reporter.
func (s *Source) InsideQuotes(span text.Span) bool {
	if span.Check(s.Text) != nil {
		return false
	}
	_, ok := s.quoted(span)
	return ok
}
