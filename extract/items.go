package extract

import (
	"strings"

	"onrecord/extract/words"
)

// An item is a word of a sentence, or a whole quotation.
type item struct {
	first, end int // words
	start, to  int // bytes
	lower, tag string
	text       string
	quote      int // index of the quotation, or -1
	size       int // words inside a quotation
	time       bool
}

// quoted is the tag of an item that is a quotation.
const quoted = "QUO"

func (e *reading) itemsOf(s words.Sentence) []item {
	out := make([]item, 0, s.End-s.First)
	for i := s.First; i < s.End; {
		w := &e.t.Words[i]
		if w.Quote < 0 {
			out = append(out, item{first: i, end: i + 1, start: w.Start, to: w.End, lower: w.Lower, tag: w.Tag, text: w.Text, quote: -1, time: timeWords[w.Lower]})
			i++
			continue
		}
		it := item{first: i, start: w.Start, quote: w.Quote, tag: quoted}
		for ; i < s.End && e.t.Words[i].Quote == it.quote; i++ {
			if isWord(e.t.Words[i].Text) {
				it.size++
			}
		}
		it.end, it.to = i, e.t.Words[i-1].End
		it.text = e.t.Source[it.start:it.to]
		out = append(out, it)
	}
	return out
}

func isWord(s string) bool {
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xc3
}

// closing is the last character inside a quotation's closing mark.
func (i *item) closing() byte {
	s := strings.TrimRight(i.text, "”\"'’»“` ")
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

// opensSentence: the quotation begins with a capital letter.
func (i *item) opensSentence() bool {
	s := strings.TrimLeft(i.text, "“\"'‘«„`[ .…")
	return s != "" && s[0] >= 'A' && s[0] <= 'Z'
}

func (i *item) noun() bool {
	return strings.HasPrefix(i.tag, "N") || i.tag == "PRP" || i.tag == "CD" || i.named()
}

// named: a quotation that is a title or a word with marks around it, and can
// stand in a noun phrase.
func (i *item) named() bool {
	c := i.closing()
	return i.tag == quoted && i.size <= 5 && c != ',' && c != '.' && c != '?' && c != '!'
}

func (i *item) verb() bool { return strings.HasPrefix(i.tag, "V") || i.tag == "MD" }
func (i *item) finite() bool {
	return i.tag == "VBD" || i.tag == "VBZ" || i.tag == "VBP" || i.tag == "MD"
}
func (i *item) adverb() bool { return strings.HasPrefix(i.tag, "RB") && i.lower != "there" }
func (i *item) is(w ...string) bool {
	for _, x := range w {
		if i.lower == x {
			return true
		}
	}
	return false
}

func (i *item) comma() bool { return i.lower == "," }
func (i *item) dash() bool {
	return i.lower == "—" || i.lower == "–" || i.lower == "--" || i.lower == "-"
}

// stop: the item ends whatever clause it follows.
func (i *item) stop() bool { return i.is(".", "?", "!", ";", "...", "…") }

// timeWords are the words that say when, where they stand beside a name or a
// verb without a preposition.
var timeWords = set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening night week month year weekend later earlier recently then early late ago last next this jan. feb. aug. sept. oct. nov. dec. january february march april may june july august september october november december noon midnight again now once days weeks months years hours minutes shortly overnight")

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
