package extract

import (
	"strings"

	"onrecord/extract/cues"
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
	kind       kind
	first, end int // items of the group, half open; end is after particles
	head       int
	lemma      string
	verb       *cues.Verb
	class      cues.Class // of nouns and adjectives
	form       cues.Form
	ing        bool // a participle with a subject elsewhere
	infinitive bool
	passive    bool
	negated    bool
	done       bool
}

// findCues finds the words outside quotations that may attribute.
func (c *clause) findCues() {
	for i := range c.items {
		it := &c.items[i]
		if it.quote >= 0 {
			continue
		}
		if it.is("according") && c.at(i+1).is("to") {
			c.cues = append(c.cues, cue{kind: accordingCue, first: i, end: i + 2, head: i, lemma: "according to"})
			continue
		}
		if q, ok := c.verbAt(i); ok {
			c.cues = append(c.cues, q)
			continue
		}
		if class, ok := c.lexicon.Noun(it.lower); ok && strings.HasPrefix(it.tag, "N") && c.at(i+1).is("that", "to") {
			if n := c.at(i + 2); c.at(i+1).is("that") && !n.finite() || n.tag == "VB" {
				c.cues = append(c.cues, cue{kind: nounCue, first: i, end: i + 1, head: i, lemma: it.lower, class: class})
			}
			continue
		}
		if class, ok := c.lexicon.Adjective(it.lower); ok && (it.tag == "JJ" || it.tag == "VBN" || it.tag == "VBD") && c.at(i+1).is("that", "to", "of", "about") {
			c.cues = append(c.cues, c.group(cue{kind: adjectiveCue, head: i, end: i + 1, lemma: it.lower, class: class}))
		}
	}
}

// at is the item at i; outside the sentence it is one that is nothing.
func (c *clause) at(i int) *item {
	if i < 0 || i >= len(c.items) {
		return &c.none
	}
	return &c.items[i]
}

// verbAt says whether the item is a verb of the lexicon, used as one.
func (c *clause) verbAt(i int) (cue, bool) {
	it := &c.items[i]
	use, ok := c.lexicon.Verb(it.lower)
	if !ok {
		return cue{}, false
	}
	prev := c.at(i - 1)
	if !strings.HasPrefix(it.tag, "V") {
		// The tagger takes "claims" for a noun more often than not.
		n := c.at(i + 1)
		subject := prev.tag == "PRP" || prev.tag == "NNP" || strings.HasPrefix(prev.tag, "NN") && use.Form != cues.Base
		named := (prev.tag == "NNP" || prev.tag == "NNPS" || prev.tag == "PRP") && !prev.time && (use.Form == cues.Third || use.Form == cues.Past) && it.text == it.lower && !strings.HasPrefix(n.tag, "NN") && !n.is("of") && c.lexicon.Reports(it.lower)
		if !named && !(n.is("that") && subject && strings.HasPrefix(it.tag, "N")) && !(n.quote >= 0 && subject) {
			return cue{}, false
		}
	}
	if prev.is("when", "if", "as", "once", "though", "until") && (it.tag == "VBN" || it.tag == "VBD") && use.Form != cues.Base {
		return cue{}, false
	}
	if prev.tag == "DT" || prev.tag == "PRP$" || prev.tag == "POS" {
		if it.tag != "VBD" && it.tag != "VBZ" || prev.tag != "DT" || prev.is("the", "a", "an") {
			return cue{}, false
		}
	}
	q := cue{kind: verbCue, head: i, end: i + 1, lemma: use.Verb.Lemma, verb: use.Verb, form: use.Form}
	if it.tag == "VBG" || use.Form == cues.Ing {
		q.ing = true
	}
	q = c.group(q)
	if q.first == q.head && it.tag == "VBN" && use.Form != cues.Base && !c.pastByContext(i) {
		return cue{}, false
	}
	return q, true
}

// pastByContext: a bare participle that is really a past: it has a subject
// before it and content after it.
func (c *clause) pastByContext(i int) bool {
	n, p := c.at(i+1), c.at(i-1)
	if n.is("out") {
		return true
	}
	if p.tag == "NNP" && !p.time && n.tag != "IN" && n.tag != "TO" && c.lexicon.Reports(c.items[i].lower) {
		return true
	}
	if a, ok := c.nounPhraseLeft(i - 1); ok && a == 0 && n.tag == "TO" {
		return true
	}
	return n.is("that") || n.quote >= 0 || c.at(i-1).tag == "PRP" || c.at(i-1).is("who") || n.comma() && c.at(i+2).quote >= 0 || n.is(":")
}

var (
	be          = set("be is are was were been being am 's 're 'm isn't get gets got")
	auxiliaries = set("be is are was were been being am 's 're 'm 've 'd 'll has have had having do does did will would can could may might must shall should to n't not ought need ca wo")
)

// raising verbs and adjectives stand between a subject and an infinitive or
// -ing form whose subject is the same.
var raising = set("went go goes gone going on continued continue continues began begin begins begun started start seemed seems appeared appears expected declined declines refused refuses sought seeks wanted wants tried tries used able quick careful happy likely came come close took takes pains let helped forced willing proceeded wasted failed fails managed forward kept keeps stopped repeatedly paused time moved")

// group extends a cue to the left over auxiliaries, adverbs and raising verbs.
func (c *clause) group(q cue) cue {
	q.first = q.head
	aux := false
	last := q.head
	for i := q.head - 1; i >= 0; i-- {
		it := &c.items[i]
		switch {
		case it.quote >= 0:
			return q
		case it.comma() && i > 2 && c.items[i-1].adverb() && c.items[i-2].comma() && auxiliaries[c.items[i-3].lower]:
			i -= 2
			q.first, last, aux = i, i, true
		case auxiliaries[it.lower] && it.tag != "POS":
			if it.is("not", "n't") {
				q.negated = true
				continue
			}
			if it.is("to") {
				q.infinitive = !aux
				if p := c.at(i - 1); !raising[p.lower] && !p.is("have", "has", "had", "was", "is", "were", "are") {
					q.first = i
					return q
				}
			}
			if be[it.lower] && last == q.head {
				q.passive = !q.ing && q.kind == verbCue
			}
			q.ing = q.ing && it.is("to")
			aux = true
			q.first, last = i, i
		case it.adverb() && !it.is("so") || it.is("never"):
			if it.is("never") {
				q.negated = true
			}
			if aux || i > 0 && (c.items[i-1].noun() || auxiliaries[c.items[i-1].lower] || c.items[i-1].is("and", "but", "who", "which", "that")) {
				q.first = i
			} else if i == q.head-1 {
				q.first = i
			}
		case raising[it.lower] && (last < q.head && c.items[last].is("to") || it.is("on") || it.is("went", "kept", "keeps", "started", "began", "stopped")):
			if it.tag == "IN" && !raising[c.at(i-1).lower] {
				return q
			}
			q.ing, q.infinitive = false, false
			q.first, last, aux = i, i, true
		default:
			return q
		}
	}
	return q
}
