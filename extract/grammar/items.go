package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/extract/words"
)

// An Item is a word of a sentence, or a whole quotation.
type Item struct {
	First, End int    // words of the text, half open
	Start, To  int    // bytes of the text, half open
	Lower, Tag string // as in words.Word; the tag of a quotation is Quoted
	Text       string
	Quote      int  // index of the quotation, or -1
	Size       int  // words inside a quotation
	Time       bool // a word that says when
}

// Quoted is the tag of an item that is a quotation.
const Quoted = "QUO"

func itemsOf(t *words.Text, s words.Sentence) []Item {
	out := make([]Item, 0, s.End-s.First)
	for i := s.First; i < s.End; {
		w := &t.Words[i]
		if w.Quote < 0 {
			out = append(out, Item{First: i, End: i + 1, Start: w.Start, To: w.End, Lower: w.Lower, Tag: w.Tag, Text: w.Text, Quote: -1, Time: timeWords[w.Lower]})
			i++
			continue
		}
		it := Item{First: i, Start: w.Start, Quote: w.Quote, Tag: Quoted}
		for ; i < s.End && t.Words[i].Quote == it.Quote; i++ {
			if IsWord(t.Words[i].Text) {
				it.Size++
			}
		}
		it.End, it.To = i, t.Words[i-1].End
		it.Text = t.Source[it.Start:it.To]
		out = append(out, it)
	}
	return out
}

// IsWord tells a word from a mark of punctuation.
func IsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// Closing is the last character inside a quotation's closing mark.
func (i *Item) Closing() byte {
	s := strings.TrimRight(i.Text, "”\"'’»“` ")
	if s == "" {
		return 0
	}
	return s[len(s)-1]
}

// OpensSentence: the quotation begins with a capital letter.
func (i *Item) OpensSentence() bool {
	s := strings.TrimLeft(i.Text, "“\"'‘«„`[ .…")
	return s != "" && s[0] >= 'A' && s[0] <= 'Z'
}

// Noun: the item can be the head of a noun phrase.
func (i *Item) Noun() bool {
	return strings.HasPrefix(i.Tag, "N") || i.Tag == "PRP" || i.Tag == "CD" || i.Named()
}

// Named: a quotation that is a title or a word with marks around it, and can
// stand in a noun phrase.
func (i *Item) Named() bool {
	c := i.Closing()
	return i.Tag == Quoted && i.Size <= 5 && c != ',' && c != '.' && c != '?' && c != '!'
}

// endsWithComma: a title in marks that swallowed the comma after it.
func (i *Item) endsWithComma() bool {
	return i.Tag == Quoted && i.Size <= 5 && i.Closing() == ','
}

// Verb: the item is a verb or a modal.
func (i *Item) Verb() bool { return strings.HasPrefix(i.Tag, "V") || i.Tag == "MD" }

// Finite: the item is a verb with tense, or a modal.
func (i *Item) Finite() bool {
	return i.Tag == "VBD" || i.Tag == "VBZ" || i.Tag == "VBP" || i.Tag == "MD"
}

// Adverb: the item is an adverb, but for “there”.
func (i *Item) Adverb() bool { return strings.HasPrefix(i.Tag, "RB") && i.Lower != "there" }

// Is: the item is one of these words, in lower case.
func (i *Item) Is(w ...string) bool {
	for _, x := range w {
		if i.Lower == x {
			return true
		}
	}
	return false
}

// Comma: the item is one.
func (i *Item) Comma() bool { return i.Lower == "," }

// Dash: the item is one, of any length.
func (i *Item) Dash() bool {
	return i.Lower == "—" || i.Lower == "–" || i.Lower == "--" || i.Lower == "-"
}

// Stop: the item ends whatever clause it follows.
func (i *Item) Stop() bool { return i.Is(".", "?", "!", ";", "...", "…") }

// timeWords are the words that say when, where they stand beside a name or a
// verb without a preposition.
var timeWords = Set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight morning afternoon evening night week month year weekend later earlier recently then early late ago last next this jan. feb. aug. sept. oct. nov. dec. january february march april may june july august september october november december noon midnight again now once days weeks months years hours minutes shortly overnight")

// Set makes a set of the words of a list.
func Set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
