package names

import (
	"strings"
)

// introduced notes what the words beside a name call its bearer: "Nordkyst, the
// ferry company,", "a fisherman, Emeka Obi,", "the singer Dorval Jean".
func (f *finder) introduced(o *form, first, end int) {
	if k := f.calledBefore(first, end); k >= 0 && !(k == first-1 && (class(f.at(k).Lower) == place || f.initialism(first, end) && class(f.at(k).Lower) == person)) {
		f.callIt(o, k)
	}
	if k := f.calledAfter(first, end); k >= 0 {
		f.callIt(o, k)
	}
}

// opens: a capitalised word at the beginning of a sentence that is no name by
// itself begins one where what follows says whose: "Open Granary, the charity".
func (f *finder) opens(k int) bool {
	w := f.at(k)
	if k != f.t.Sentences[w.Sentence].First || !capital(w.Text) || notNames[w.Lower] || adjectives[w.Lower] || compound(w) || offices[w.Lower] || honorific(w.Lower) || !proper(f.at(k+1)) || f.at(k+2).Lower != "," {
		return false
	}
	if _, n := known.at(f.t, k+1, f.sentenceEnd(k)); n > 0 || f.at(k+3).Lower != "the" && f.at(k+3).Lower != "a" && f.at(k+3).Lower != "an" {
		return false
	}
	noun := f.calledAfter(k+1, k+2)
	if noun < 0 {
		return false
	}
	c := f.classAt(noun)
	return c == body || c == person && w.Tag == "MD"
}

// mostCallings is how many words for a person are kept.
const mostCallings = 10

func honorific(w string) bool { _, ok := honorifics[w]; return ok }

// callIt counts the noun at word k for the name, and keeps a body's: "the
// company" takes it up.
func (f *finder) callIt(o *form, k int) {
	noun := f.at(k).Lower
	c := f.classAt(k)
	if c < 0 || c == place && len(o.words) > 2 {
		return
	}
	f.shows(o, c, 3)
	if c == body {
		o.nouns = append(o.nouns, noun)
	}
	if c == person && len(o.callings) < mostCallings {
		o.callings = append(o.callings, noun)
	}
}

// classAt is the class of the noun at word k, where the noun before it can make
// it another: a letter carrier is no company.
func (f *finder) classAt(k int) int {
	c := class(f.at(k).Lower)
	if c == body && doers[f.at(k).Lower] && handled[f.at(k-1).Lower] {
		return person
	}
	return c
}

var (
	doers   = set("maker carrier operator distributor")
	handled = set("policy law film decision deal peace rain letter mail newspaper machine camera radio telephone crane computer switchboard")
)

// calledBefore gives the noun that stands before a name and calls its bearer
// something, or -1: directly, or before a comma as the head of a phrase that
// begins with a determiner.
func (f *finder) calledBefore(first, end int) int {
	before := f.at(first - 1)
	if before.Quote != f.at(first).Quote || before.Sentence != f.at(first).Sentence {
		return -1
	}
	if before.Tag == "NN" && !capital(before.Text) {
		if f.at(end).Tag == "POS" || f.at(end).Lower == "'s" {
			return -1
		}
		if v := f.at(end); strings.HasPrefix(v.Tag, "VB") && f.determines(first-2) && class(before.Lower) == body {
			return -1 // "a group Anna Holm founded"
		}
		return first - 1
	}
	if before.Lower != "," || !f.closes(end) {
		return -1
	}
	for k := first - 2; k >= 0 && first-k < 14; k-- {
		w := f.at(k)
		if w.Sentence != before.Sentence || w.Quote != before.Quote || w.Text == "," || strings.HasPrefix(w.Tag, "VB") && w.Tag != "VBN" && w.Tag != "VBG" {
			return -1
		}
		if !f.determines(k) || embedding[f.at(f.possessor(k)-1).Lower] {
			continue
		}
		head, next := f.phrase(k+1, first-1)
		if head < 0 || next != first-1 && !embedding[f.at(next).Lower] || f.at(head).Tag == "NNS" {
			return -1
		}
		return head
	}
	return -1
}

// closes: what stands after a name in apposition ends it: a comma, the end, or
// the verb.
func (f *finder) closes(end int) bool {
	switch w := f.at(end); {
	case w.Lower == ",":
		return f.at(end+1).Lower != "and" && f.at(end+1).Lower != "or"
	case w.Text == ".", w.Text == ":", w.Text == ";", w.Mark:
		return true
	}
	return false
}

// embedding are prepositions that hold a phrase inside another: "the leader of
// the union" is no union.
var embedding = set("of for in at on from with to by near behind under between")

// determines: the word begins a phrase that can describe one: an article, a
// possessive, or the mark of one.
func (f *finder) determines(k int) bool {
	switch w := f.at(k); w.Lower {
	case "the", "a", "an", "its", "his", "her", "their", "our", "another":
		return true
	default:
		return w.Tag == "POS" || w.Lower == "'s"
	}
}

// possessor gives where the name begins whose possessive mark is at word k.
func (f *finder) possessor(k int) int {
	if f.at(k).Tag != "POS" && f.at(k).Lower != "'s" {
		return k
	}
	for k > 0 && f.at(k-1).Sentence == f.at(k).Sentence && (strings.HasPrefix(f.at(k-1).Tag, "N") || strings.HasPrefix(f.at(k-1).Tag, "J") || f.at(k-1).Tag == "DT") {
		k--
	}
	return k
}

// phrase reads adjectives and nouns from word k and gives the last noun, or -1,
// and where they end.
func (b *Book) phrase(k, limit int) (head, next int) {
	head = -1
	for ; k < limit; k++ {
		w := b.at(k)
		switch {
		case w.Tag == "NN", w.Tag == "NNS", strings.HasPrefix(w.Tag, "NNP"):
			head = k
		case strings.HasPrefix(w.Tag, "JJ"), w.Tag == "CD", w.Tag == "VBN", w.Tag == "VBG", w.Tag == "POS", w.Lower == "'s":
		default:
			return head, k
		}
	}
	return head, k
}

// calledAfter gives the noun after a name that calls its bearer something:
// "Odile Garnier, the union’s lawyer,", "Morag Kerr, chair of the anglers".
func (f *finder) calledAfter(first, end int) int {
	if f.at(end).Lower != "," || f.at(end+1).Sentence != f.at(first).Sentence || f.at(end+1).Quote != f.at(first).Quote {
		return -1
	}
	if w := f.at(first - 1); w.Lower == "," || w.Lower == "and" || w.Lower == "or" {
		return -1 // one of a list
	}
	k, bare := end+1, true
	for ; k < end+8 && (f.determines(k) || capital(f.at(k).Text)); k++ {
		bare = bare && !f.determines(k)
	}
	head, next := f.phrase(k, min(f.sentenceEnd(first), end+14))
	if head < 0 || f.at(head).Tag == "NNS" || capital(f.at(head).Text) {
		return -1
	}
	switch w := f.at(next); {
	case w.Lower == ",", w.Text == ";":
		if n := f.at(next + 1); n.Lower == "and" || n.Lower == "or" || proper(n) && n.Quote == w.Quote {
			return -1 // the noun may be of what follows
		}
	case w.Lower == "who", w.Lower == "whose", w.Lower == "that", w.Lower == "which", w.Text == ".", w.Sentence != f.at(first).Sentence:
	case embedding[w.Lower]:
	default:
		return -1
	}
	if bare && class(f.at(head).Lower) != person {
		return -1
	}
	return head
}
