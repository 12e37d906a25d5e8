package speech

import (
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
)

// kind of a cue: what part of speech it is.
type kind int

const (
	verbCue kind = iota
	nounCue
	adjectiveCue
	accordingCue
)

// A cue is a word that may attribute, with the verb group around it.
type cue struct {
	grammar.Group
	kind  kind
	lemma string
	verb  *cues.Verb
	class cues.Class // of nouns and adjectives
	form  cues.Form
	done  bool
}

// findCues finds the words outside quotations that may attribute.
func (c *clause) findCues() {
	for i := range c.Items {
		it := &c.Items[i]
		if it.Quote >= 0 {
			continue
		}
		if it.Is("according") && c.At(i+1).Is("to") {
			c.cues = append(c.cues, cue{kind: accordingCue, Group: grammar.Group{First: i, End: i + 2, Head: i}, lemma: "according to"})
			continue
		}
		if q, ok := c.verbAt(i); ok {
			c.cues = append(c.cues, q)
			continue
		}
		if class, ok := c.lexicon.Noun(it.Lower); ok && strings.HasPrefix(it.Tag, "N") && c.At(i+1).Is("that", "to") {
			if n := c.At(i + 2); c.At(i+1).Is("that") && !n.Finite() || n.Tag == "VB" {
				c.cues = append(c.cues, cue{kind: nounCue, Group: grammar.Group{First: i, End: i + 1, Head: i}, lemma: it.Lower, class: class})
			}
			continue
		}
		if class, ok := c.lexicon.Adjective(it.Lower); ok && (it.Tag == "JJ" || it.Tag == "VBN" || it.Tag == "VBD") && c.At(i+1).Is("that", "to", "of", "about") {
			c.cues = append(c.cues, c.adjective(i, it.Lower, class))
		}
	}
}

// subject finds who does what the cue says.
func (c *clause) subject(q *cue) grammar.Mention {
	if q.kind == nounCue {
		return c.Possessor(q.Head)
	}
	return c.Subject(&q.Group)
}

// adjective makes a cue of "confident" with the verb group before it.
func (c *clause) adjective(i int, lemma string, class cues.Class) cue {
	g := c.Group(grammar.Group{Head: i, End: i + 1})
	g.Passive = false
	return cue{kind: adjectiveCue, Group: g, lemma: lemma, class: class}
}

// verbAt says whether the item is a verb of the lexicon, used as one.
func (c *clause) verbAt(i int) (cue, bool) {
	it := &c.Items[i]
	use, ok := c.lexicon.Verb(it.Lower)
	if !ok {
		return cue{}, false
	}
	prev := c.At(i - 1)
	if !strings.HasPrefix(it.Tag, "V") {
		// The tagger takes "claims" for a noun more often than not.
		n := c.At(i + 1)
		subject := prev.Tag == "PRP" || prev.Tag == "NNP" || strings.HasPrefix(prev.Tag, "NN") && use.Form != cues.Base
		named := (prev.Tag == "NNP" || prev.Tag == "NNPS" || prev.Tag == "PRP") && !prev.Time && (use.Form == cues.Third || use.Form == cues.Past) && it.Text == it.Lower && !strings.HasPrefix(n.Tag, "NN") && !n.Is("of") && c.lexicon.Reports(it.Lower)
		if !named && !(n.Is("that") && subject && strings.HasPrefix(it.Tag, "N")) && !(n.Quote >= 0 && subject) {
			return cue{}, false
		}
	}
	asked := use.Verb.Lemma == "ask" && (it.Tag == "VBN" || it.Tag == "VBD" || it.Tag == "NNP") && (i == 0 || prev.Is("when")) && c.At(c.Adverbials(c.agentEnd(i+1))).Is("whether", "if", "how", "why", "what", "who", "where", "which")
	if asked {
		g := c.Group(grammar.Group{Head: i, End: i + 1})
		g.Passive = true
		return cue{kind: verbCue, Group: g, lemma: use.Verb.Lemma, verb: use.Verb, form: use.Form}, true
	}
	if prev.Is("when", "if", "as", "once", "though", "until") && (it.Tag == "VBN" || it.Tag == "VBD") && use.Form != cues.Base {
		return cue{}, false
	}
	if n := c.At(i + 1); n.Is("that") && use.Form == cues.Third && c.At(i+2).Finite() && (prev.Tag == "NN" || strings.HasPrefix(prev.Tag, "JJ")) {
		return cue{}, false // strong guarantees that last
	}
	if prev.Tag == "CD" && !prev.Time && (it.Tag == "NNS" || c.At(i-2).Tag == "DT") {
		return cue{}, false // the 35 states
	}
	if prev.Tag == "DT" || prev.Tag == "PRP$" || prev.Tag == "POS" {
		if it.Tag != "VBD" && it.Tag != "VBZ" || prev.Tag != "DT" || prev.Is("the", "a", "an") {
			return cue{}, false
		}
	}
	q := cue{kind: verbCue, Group: grammar.Group{Head: i, End: i + 1}, lemma: use.Verb.Lemma, verb: use.Verb, form: use.Form}
	if it.Tag == "VBG" || use.Form == cues.Ing {
		q.Ing = true
	}
	q.Group = c.Group(q.Group)
	if q.First == q.Head && it.Tag == "VBN" && use.Form != cues.Base && !c.pastByContext(i) {
		return cue{}, false
	}
	return q, true
}

// agentEnd goes over "by the Gazette" at k.
func (c *clause) agentEnd(k int) int {
	if c.At(k).Is("by") {
		return c.NounPhraseRight(k + 1)
	}
	return k
}

// pastByContext: a bare participle that is really a past: it has a subject
// before it and content after it.
func (c *clause) pastByContext(i int) bool {
	n, p := c.At(i+1), c.At(i-1)
	if n.Is("out") {
		return true
	}
	if p.Tag == "NNP" && !p.Time && n.Tag != "IN" && n.Tag != "TO" && c.lexicon.Reports(c.Items[i].Lower) {
		return true
	}
	if a, ok := c.NounPhraseLeft(i - 1); ok && a == 0 && n.Tag == "TO" {
		return true
	}
	return n.Is("that") || n.Quote >= 0 || c.At(i-1).Tag == "PRP" || c.At(i-1).Is("who") || n.Comma() && c.At(i+2).Quote >= 0 || n.Is(":")
}
