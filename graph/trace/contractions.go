package trace

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// This file reads "didn't" as "did not": which of the two is printed is a matter
// of house style. A quote is taken apart with its contractions written out, and
// those of a document are where the quote has their words.

// contraction is what a contracted word stands for.
type contraction struct {
	first, second string
	other         string // what the second may be as well: "he'd" is "he would" or "he had"
	letters       int    // of the contracted word that are of the first: "wo" of "won't"
}

type wordPair struct{ first, second string }

var (
	contractions = everyContraction()
	// contracted gives the contractions of two words.
	contracted = byWords(contractions)
)

// everyContraction lists what English contracts in print. The "'s" of a noun is
// not among it, since it mostly tells whose something is.
func everyContraction() map[string]contraction {
	all := map[string]contraction{
		"won't":  {"will", "not", "", 2},
		"can't":  {"can", "not", "", 2},
		"cannot": {"can", "not", "", 3},
		"shan't": {"shall", "not", "", 3},
		"let's":  {"let", "us", "", 3},
		"i'm":    {"i", "am", "", 1},
	}
	for w := range set(`do does did is are was were have has had would could should might must need`) {
		all[w+"n't"] = contraction{w, "not", "", len(w)}
	}
	for _, c := range []struct{ ending, second, other, after string }{
		{"'re", "are", "", `we you they these those there who what where how`},
		{"'ve", "have", "", `i we you they these those there who would could should might must`},
		{"'ll", "will", "", `i we you he she it they this that these those there who what`},
		{"'d", "would", "had", `i we you he she it they that there who`},
		{"'s", "is", "has", `he she it that there here who what where when how`},
	} {
		for w := range set(c.after) {
			all[w+c.ending] = contraction{w, c.second, c.other, len(w)}
		}
	}
	return all
}

func byWords(all map[string]contraction) map[wordPair][]string {
	out := map[wordPair][]string{}
	for key, c := range all {
		for _, second := range []string{c.second, c.other} {
			if p := (wordPair{c.first, second}); second != "" {
				out[p] = append(out[p], key)
				slices.Sort(out[p])
			}
		}
	}
	return out
}

// mayContract tells by its last letters what is worth looking up.
func mayContract(key string) bool {
	n := len(key)
	return n > 2 && (key[n-2] == '\'' || n > 3 && key[n-3] == '\'') || key == "cannot"
}

// parted gives the two halves of a contracted word of s, each where it stands.
func (c contraction) parted(w word, s string) (first, second word) {
	at, letters := w.start, c.letters
	for at < w.end && letters > 0 {
		r, size := utf8.DecodeRuneInString(s[at:])
		if unicode.IsLetter(r) {
			letters--
		}
		at += size
	}
	first = word{key: c.first, start: w.start, end: at, tied: true}
	return first, word{key: c.second, start: at, end: w.end, hyphen: w.hyphen, broken: w.broken}
}

// writeOut writes the contractions of a quote out. Other gives, by the two words
// of a pair, what is read as its second, where that was a guess.
func writeOut(words []word, s string) (out []word, other map[wordPair]string) {
	if !slices.ContainsFunc(words, func(w word) bool { return mayContract(w.key) }) {
		return words, nil
	}
	out = make([]word, 0, len(words)+4)
	for _, w := range words {
		c, known := contractions[w.key]
		if !known {
			out = append(out, w)
			continue
		}
		first, second := c.parted(w, s)
		out = append(out, first, second)
		if c.other != "" {
			if other == nil {
				other = map[wordPair]string{}
			}
			other[wordPair{c.first, c.other}] = c.second
		}
	}
	return out, other
}

// learn adds to the vocabulary what contractions may stand in a document for two
// words in a row of the quote. A number below 0 is the place in contracts.
func (q *Quote) learn() {
	for i := 1; i < len(q.words); i++ {
		if q.gap[i] != noGap {
			continue
		}
		first, second := q.words[i-1].key, q.words[i].key
		for _, key := range contracted[wordPair{first, second}] {
			if _, known := q.vocab[key]; known {
				continue
			}
			c := contractions[key]
			c.second, c.other = second, ""
			q.contracts = append(q.contracts, c)
			q.vocab[key] = int32(-len(q.contracts))
		}
	}
}

// appendParted appends the halves of a contraction with their numbers.
func (m *matcher) appendParted(w word, contract int32) {
	c := m.q.contracts[-contract-1]
	first, second := c.parted(w, m.doc.Text)
	m.words = append(m.words, first, second)
	m.id = append(m.id, m.q.vocab[c.first], m.q.vocab[c.second])
}

// guess makes the second word of a pair what the quote has in its place, where
// the quote's contraction may stand for either.
func (m *matcher) guess() {
	for i := 1; i < len(m.words) && len(m.q.other) > 0; i++ {
		if m.id[i-1] <= 0 || m.id[i] < 0 {
			continue
		}
		if second := m.q.other[wordPair{m.words[i-1].key, m.words[i].key}]; second != "" {
			m.id[i] = m.q.vocab[second]
		}
	}
}
