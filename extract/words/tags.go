package words

import (
	"strings"

	"github.com/jdkato/prose/v3/tokenize"
)

// properNames are the words that the document writes with a capital where no
// sentence begins, and never without: a surname that is a common word keeps
// being a name at the beginning of a sentence.
func (t *Text) properNames(bounds []int) map[string]bool {
	lowered, large := map[string]bool{}, map[string]bool{}
	for i := 0; i+1 < len(bounds); i++ {
		s := t.Words[bounds[i]:bounds[i+1]]
		title := headline(s)
		for k := range s {
			w := &s[k]
			switch {
			case w.Text[0] >= 'a' && w.Text[0] <= 'z':
				lowered[w.Lower] = true
			case k > 0 && !title && capital(w.Text) && !s[k-1].Mark && s[k-1].Text != ":" && s[k-1].Text != ".":
				large[w.Lower] = true
			}
		}
	}
	for w := range large {
		if lowered[w] {
			delete(large, w)
		}
	}
	return large
}

// headline: the words of the sentence begin with a capital, but for small
// ones.
func headline(s []Word) bool {
	caps, all := 0, 0
	for i := range s {
		w := s[i].Text
		if w[0] >= 'a' && w[0] <= 'z' && !small[w] {
			return false
		}
		if len(w) > 3 && isLetter(w[0]) {
			all++
			if capital(w) {
				caps++
			}
		}
	}
	return all > 3 && caps*10 >= all*8
}

// small are the words that headlines write without a capital.
var small = wordSet("a an the and or of in on at to for from with by as but vs is not nor into over off up out its his her their n't after amid under about than")

// openers are adverbs that begin sentences.
var openers = wordSet("now then here there also still yet again instead meanwhile however thus so too never often sometimes perhaps maybe soon later once even only just indeed nevertheless nonetheless moreover rather almost already always not far well back today tomorrow yesterday ago more most less much enough either neither quite very")

func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

func capital(s string) bool { return s[0] >= 'A' && s[0] <= 'Z' || strings.HasPrefix(s, "É") }
func isLetter(c byte) bool  { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0xc3 }

// tag gives the words of one sentence their parts of speech.
func (r *Reader) tag(s []Word, names map[string]bool) {
	if len(s) == 0 {
		return
	}
	title := headline(s)
	toks := make([]tokenize.Token, len(s))
	for i := range s {
		w := s[i].Text
		if strings.Contains(w, "’") {
			w = strings.ReplaceAll(w, "’", "'")
		}
		if title && i > 0 && !names[s[i].Lower] {
			w = s[i].Lower
		}
		toks[i].Text = w
	}
	r.tagger.TagTokens(toks)
	for i := range s {
		s[i].Tag = correct(s, i, toks[i].Tag, title, names)
	}
}

// correct mends what the tagger is known to get wrong whatever the context.
func correct(s []Word, i int, tag string, title bool, names map[string]bool) string {
	w := &s[i]
	switch w.Lower {
	case "said", "told", "wrote", "spoke":
		if tag[0] == 'N' || tag[0] == 'J' {
			return "VBD"
		}
		return tag
	case "says", "tells", "writes":
		return "VBZ"
	case "—", "–", "--", "-", "―":
		return ":"
	case "''", "“", "”", "\"", "``", "«", "»", "„", "‟", "‹", "›":
		return "''"
	case "i":
		return "PRP"
	}
	if !capital(w.Text) || strings.HasPrefix(tag, "N") && tag != "NN" {
		return tag
	}
	if names[w.Lower] && tag[0] != 'P' && tag[0] != 'D' && tag != "CD" {
		return "NNP"
	}
	if i == 0 && (tag == "RB" || tag == "UH" || tag == "FW" || tag == "RBR") && !openers[w.Lower] && !strings.HasSuffix(w.Lower, "ly") {
		return "NNP"
	}
	if i > 0 && !title && !s[i-1].Mark && s[i-1].Text != ":" && s[i-1].Text != "." {
		switch tag {
		case "VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "RB", "RBR", "RP", "NN", "MD", "FW", "UH":
			return "NNP"
		}
	}
	return tag
}
