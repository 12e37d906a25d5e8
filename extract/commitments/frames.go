package commitments

import (
	"strings"

	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph"
)

// Frames in which a modal promises nothing: questions that are reported, and
// what is only supposed.

// asking are cues of reported questions.
var asking = grammar.Set("ask wonder query inquire enquire question")

// wondered: the clause is a question that somebody asked: "asked if he would
// resign", "wondered whether France would send troops".
func (r *reader) wondered(s subject, said *content) bool {
	if said != nil && asking[said.said.Lemma] {
		return true
	}
	return r.At(s.mention.A-1).Is("whether", "if")
}

// supposed: the clause hangs on what cannot be: "If I were you, I would pay".
func (r *reader) supposed(s subject) bool {
	c := r.leadingTo(s.mention.A)
	if c == nil || c.word != "if" {
		return false
	}
	for k := c.a; k < c.b; k++ {
		if r.At(k).Is("were", "was") && (r.At(k-1).Is("i") || r.At(k-1).Is("it") && r.At(k+1).Is("up")) {
			return true
		}
	}
	return false
}

// quoted: the word at item i stands between quotation marks.
func (r *reader) quoted(i int) bool { return r.text.Words[r.At(i).First].Quote >= 0 }

// bullet: the word opens a point of a list.
func bullet(w string) bool {
	switch w {
	case "-", "–", "—", "•", "*", "·", "▪", "◦", "●":
		return true
	}
	return false
}

// heading takes note of what the sentence says of a list: "The plan:" opens
// one, and a sentence that is no point of it ends it.
func (f *finder) heading(s words.Sentence) {
	if bullet(f.text.Words[s.First].Text) {
		return
	}
	f.list = ""
	noun := ""
	for i := s.First; i < s.End; i++ {
		switch w := f.text.Words[i].Lower; {
		case listing(w):
			noun = strings.TrimSuffix(w, "s")
		case w == ":" && (i+1 == s.End || bullet(f.text.Words[i+1].Text) || f.text.Sentences[f.text.Words[i].Sentence].End == i+1):
			f.list = noun
			return
		}
	}
}

func listing(w string) bool {
	w = strings.TrimSuffix(w, "s")
	return deals[w] || binding[w] || w == "plan" || w == "term" || w == "roadmap" || w == "package" || w == "proposal"
}

// point: the modal at i stands in a point of a list of what a deal or a plan
// holds. It gives what lets it promise something.
func (r *reader) point(i int, s subject) *grant {
	a := s.mention.A
	if r.list == "" || a < 1 || !bullet(r.At(a-1).Text) || !s.agent() {
		return nil
	}
	p := pledged(firmness([]string{r.list}, graph.DeclaredIntent), 0.5)
	return &grant{a: i, b: len(r.Items), start: a, pledge: p}
}
