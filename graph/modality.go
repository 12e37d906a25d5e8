package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onrecord/graph/text"
)

// How firmly a promise is worded, in English: the modal verb, or the verb that
// stands between the one who promises and the deed. The higher, the firmer.
// Words of one rank are taken for the same. What is said plainly ("sends") is
// as firm as "will".
//
//	6  shall, must
//	5  will, or no modal at all
//	4  would; intend, plan, expect to
//	3  should, ought; aim, seek, hope, wish, want, try, strive, endeavour to;
//	   be ready, prepared, willing to
//	2  can; be able to
//	1  could, may, might; consider, contemplate, explore
const plainlySaid = 5

var modals = map[string]int{
	"shall": 6, "must": 6, "will": 5, "would": 4, "should": 3, "ought": 3, "can": 2, "could": 1, "may": 1, "might": 1,
}

// modalStems are modal in all their forms.
var modalStems = map[string]int{"consider": 1, "contemplat": 1, "explor": 1}

// modalsWithTo are modal only before "to": one may also seek asylum.
var modalsWithTo = map[string]int{
	"intend": 4, "plan": 4, "plann": 4, "expect": 4, "aim": 3, "seek": 3, "hop": 3, "wish": 3, "want": 3, "try": 3, "tri": 3,
	"striv": 3, "endeavour": 3, "endeavor": 3, "ready": 3, "prepar": 3, "will": 3, "abl": 2,
}

// contracted are the modals that "n't" changes.
var contracted = map[string]string{"wo": "will", "ca": "can", "sha": "shall"}

// negations turn a promise into its opposite. The commonest of other languages
// that the corpus is in are here too: a negation that is not seen is worse than
// one too many.
var negations = wordSet("not no never nor neither none nobody without cannot non nicht kein keine keinen nie ne pas jamais не ні")

// limits follow a negation that negates nothing: "no later than".
var limits = wordSet("later less fewer more earlier only doubt merely just least")

// fillers carry no matter of their own: two sentences that share nothing else
// say nothing alike.
var fillers = wordSet("a an the of to in on at by for with from and or but as that this these those it its they their them he she his her we our " +
	"you your i is are was were be been being has have had do does did there also now so than then into")

// breaks, as stems, end a clause to the left of what is promised, once its modal
// is seen.
var breaks = wordSet("and but or while wherea although though becaus if unless which who")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// term is a word of a sentence with what it does to a promise.
type term struct {
	stem    string
	span    text.Span
	modal   int // its rank, or 0
	negates bool
	filler  bool // neither matter nor a modal nor a negation
	broken  bool // a mark that ends a clause stands before it
	hard    bool // and it is stronger than a comma
}

// matters: the word is part of what is promised.
func (t *term) matters() bool { return !t.filler && t.modal == 0 && !t.negates }

// termsIn reads the words of a stretch of a text.
func termsIn(s string, words []text.Token) []term {
	out := make([]term, len(words))
	for i, w := range words {
		t := &out[i]
		t.span, t.stem = w.Span, stem(w.Text)
		base, not := strings.CutSuffix(w.Text, "n't")
		if full := contracted[base]; not && full != "" {
			base = full
		}
		if w.Text == "cannot" {
			base = "can"
		}
		if word, will := strings.CutSuffix(w.Text, "'ll"); will && word != "" {
			base = "will"
		}
		before, after := "", ""
		if i > 0 {
			before = words[i-1].Span.In(s)
			gap := s[words[i-1].Span.End:w.Span.Start]
			t.hard = strings.ContainsAny(gap, ";:.!?")
			t.broken = t.hard || strings.Contains(gap, ",")
		}
		if i+1 < len(words) {
			after = words[i+1].Text
		}
		t.negates = (not || negations[w.Text]) && !limits[after]
		if t.modal = max(modals[base], modalStems[t.stem]); isNoun(s, w, before) {
			t.modal = 0
		}
		if after == "to" && modalsWithTo[t.stem] > 0 {
			t.modal = modalsWithTo[t.stem]
		}
		t.filler = fillers[w.Text]
	}
	return out
}

// isNoun: the will of the people, the month of May. A capital A before "will" is
// rather a name than an article.
func isNoun(s string, w text.Token, before string) bool {
	switch w.Text {
	case "will", "might":
		return strings.EqualFold(before, "the") || before == "a" || before == "of"
	case "may":
		r, _ := utf8.DecodeRuneInString(s[w.Span.Start:])
		if !unicode.IsUpper(r) {
			return false
		}
		switch strings.ToLower(before) {
		case "in", "of", "by", "on", "since", "until", "till", "from", "before", "after", "during", "early", "late", "mid", "last", "next", "to":
			return true
		}
		return before != "" && before[0] >= '0' && before[0] <= '9'
	}
	return false
}

// stem takes the commonest endings off a word, so that "sends" and "sending"
// meet.
func stem(w string) string {
	for _, end := range []string{"ing", "ed", "es", "s", "e"} {
		if base, ok := strings.CutSuffix(w, end); ok && utf8.RuneCountInString(base) >= 3 && !strings.HasSuffix(w, "ss") {
			return base
		}
	}
	return w
}

// mood is how a clause words a promise.
type mood struct {
	ranks     map[int]int // how many modals of each rank
	negations int
}

func moodOf(clause []term) mood {
	m := mood{ranks: map[int]int{}}
	neither := false
	for _, t := range clause {
		if t.modal > 0 {
			m.ranks[t.modal]++
		}
		if t.negates && !(t.stem == "nor" && neither) {
			m.negations++
		}
		neither = neither || t.stem == "neither"
	}
	return m
}

// change says what became of a promise between two wordings of it. One that is
// negated in one of them alone is OMITTED: the promise is not there, its
// opposite is.
func (m mood) change(now mood) TextStatus {
	if m.negations != now.negations {
		return Omitted
	}
	gone, come := m.weakestBeyond(now), now.weakestBeyond(m)
	switch {
	case gone == 0 && come == 0:
		return Present
	case gone == 0 || come == 0:
		gone, come = m.weakest(), now.weakest()
	}
	switch {
	case come < gone:
		return Weakened
	case come > gone:
		return Strengthened
	}
	return Present
}

// weakestBeyond is the weakest modal that the other has not as often; 0 when
// there is none.
func (m mood) weakestBeyond(other mood) int {
	for rank := 1; rank <= 6; rank++ {
		if m.ranks[rank] > other.ranks[rank] {
			return rank
		}
	}
	return 0
}

func (m mood) weakest() int {
	for rank := 1; rank <= 6; rank++ {
		if m.ranks[rank] > 0 {
			return rank
		}
	}
	return plainlySaid
}
