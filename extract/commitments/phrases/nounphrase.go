package phrases

import (
	"strings"

	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// A Phrase is a noun phrase: items [A, B), whose head is at H.
type Phrase struct{ A, B, H int }

// OK: there is a phrase.
func (p Phrase) OK() bool { return p.B > p.A }

// Right gives the plain noun phrase that begins at a: determiner, numbers,
// adjectives, nouns, nothing behind the head. Adjectives and nouns joined by
// "and" or commas before the head belong to it: "British, French and other
// European forces".
func Right(c *grammar.Clause, a int) Phrase {
	i, head := a, -1
	for i < len(c.Items) {
		it := &c.Items[i]
		switch {
		case it.Tag == "PRP" && i == a:
			return Phrase{a, a + 1, a}
		case it.Tag == "PRP" || strings.HasPrefix(it.Lower, "post-") && head >= 0:
			return done(c, a, i, head)
		case head >= 0 && (it.Tag == "DT" || it.Tag == "PRP$" || it.Tag == "PDT"):
			return done(c, a, i, head)
		case head >= 0 && it.Time && !after(c, i).noun() && it.Tag != "NNS":
			return done(c, a, i, head)
		case it.Tag == "POS" || it.Is("'s") && head >= 0:
			head = -1
		case strings.HasPrefix(it.Tag, "NN") || it.Tag == "FW" || it.Tag == "$":
			head = i
		case it.Tag == "CD":
			head = i
		case (it.Tag == "VBG" || it.Tag == "VBN" || it.Tag == "VBD" && hyphened(it)) && modifies(c, i, head >= 0):
		case strings.HasPrefix(it.Tag, "JJ") && (head < 0 || after(c, i).noun()):
			if head < 0 && (it.Is("several", "many", "few", "more", "enough", "other") || it.Tag == "JJS") {
				head = i // "several" alone can be an object
			}
		case it.Is("of") && i > a && c.Items[i-1].Is("thousands", "hundreds", "dozens", "billions", "millions", "tens", "scores", "number", "couple", "lot", "all", "some", "package", "range", "series", "variety", "kind", "type"):
			head = -1
		case (it.Tag == "DT" || it.Tag == "PDT" || it.Tag == "PRP$" || it.Is("no", "such", "up", "least", "around", "about", "roughly", "nearly", "approximately", "some", "over", "almost", "than")) && head < 0:
			if it.Is("about", "around", "over", "up", "than") && !number(c, i+1) {
				return done(c, a, i, head)
			}
		case (it.Is("to", "at") && (c.At(i-1).Is("up") || c.At(i+1).Is("least"))) && head < 0:
		case it.Adverb() && head < 0 && i > a && !it.Time:
		case (it.Is("and", "or", "&") || it.Comma()) && i > a && joined(c, i):
			head = -1
		default:
			return done(c, a, i, head)
		}
		i++
	}
	return done(c, a, i, head)
}

func done(c *grammar.Clause, a, b, head int) Phrase {
	if head < 0 || b <= a {
		if b == a+1 && c.At(a).Is("this", "that", "these", "those", "some", "all", "both") {
			return Phrase{a, b, a}
		}
		return Phrase{a, a, a}
	}
	return Phrase{a, head + 1, head}
}

type next struct{ it *grammar.Item }

func after(c *grammar.Clause, i int) next { return next{c.At(i + 1)} }

func (n next) noun() bool {
	return strings.HasPrefix(n.it.Tag, "NN") || strings.HasPrefix(n.it.Tag, "JJ")
}

func hyphened(it *grammar.Item) bool { return strings.Contains(it.Lower, "-") }

// modifies: the participle at i stands before a noun it describes: "monitoring
// system", "long-promised aid".
func modifies(c *grammar.Clause, i int, headed bool) bool {
	n := c.At(i + 1)
	if !strings.HasPrefix(n.Tag, "NN") && !strings.HasPrefix(n.Tag, "JJ") {
		return false
	}
	if hyphened(c.At(i)) {
		return true
	}
	return headed && c.At(i).Tag == "VBG" && strings.HasPrefix(n.Tag, "NN") && n.Tag != "NNP" || !headed
}

func number(c *grammar.Clause, i int) bool {
	it := c.At(i)
	return it.Tag == "CD" || it.Tag == "$" || it.Is("a", "half", "two-thirds") || it.Lower != "" && strings.ContainsAny(it.Lower[:1], "0123456789€£$")
}

// joined: the "and" or comma at i stands between adjectives before one noun:
// "British, French and other European forces".
func joined(c *grammar.Clause, i int) bool {
	before := c.At(i - 1)
	if before.Comma() {
		before = c.At(i - 2)
	}
	if !adjectival(before) {
		return false
	}
	k := i + 1
	for n := 0; n < 12; n++ {
		switch it := c.At(k); {
		case it.Comma() || it.Is("and", "or"):
			k++
		case adjectival(it) || it.Is("other"):
			k++
		case strings.HasPrefix(it.Tag, "NN"):
			return k > i+1 && adjectival(c.At(k-1))
		default:
			return false
		}
	}
	return false
}

func adjectival(it *grammar.Item) bool {
	return strings.HasPrefix(it.Tag, "JJ") || it.Tag == "NNP" && Demonymic(it.Text)
}

// Demonymic: a capitalised word has the ending of an adjective made from the
// name of a country or people; taggers call it a name.
func Demonymic(w string) bool {
	for _, end := range [...]string{"ian", "ean", "ish", "ese", "French", "Dutch", "Czech", "German", "ican", "Greek", "Swiss", "Thai", "aqi", "aeli", "stani", "Saudi", "Afghan"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// Left gives the plain noun phrase whose last word is at item b.
func Left(c *grammar.Clause, b int) Phrase {
	if b < 0 || !c.At(b).Noun() {
		return Phrase{}
	}
	a := b
	for a > 0 {
		p := c.At(a - 1)
		if c.At(a).Tag == "DT" || c.At(a).Tag == "PRP$" || c.At(a).Tag == "PRP" {
			break
		}
		if p.Comma() || p.Is("and", "or") {
			if !joined(c, a-1) {
				break
			}
		} else if !(grammar.Nominal(p) || p.Tag == "CD") || p.Tag == "VBN" && !hyphened(p) && !c.At(a-2).Is("the", "a", "an") {
			break
		}
		a--
	}
	return Phrase{a, b + 1, b}
}

// Full is the phrase that begins at a with all that hangs on it: prepositional
// phrases, further members, a participle ("led by the U.S."). It ends before
// limit. stop says where a prepositional phrase is no part of it.
func Full(c *grammar.Clause, a, limit int, stop func(i int) bool) int {
	p := Right(c, a)
	if !p.OK() {
		return a
	}
	b := p.B
	for b < limit {
		it := c.At(b)
		k := b
		switch {
		case stop != nil && stop(b):
			return b
		case it.Tag == "VBN" && c.At(b+1).Is("by", "in", "on", "at", "from", "with", "for", "to"):
			k = b + 2
		case it.Is("of", "for", "from", "in", "on", "at", "with", "by", "against", "between", "across", "over", "near", "along", "inside", "within", "about", "into", "among", "around", "toward", "towards", "under", "through") || it.Tag == "TO" && c.At(b+1).Tag != "VB":
			k = b + 1
			if c.At(k).Tag == "VBG" && !Right(c, k).OK() {
				k++
			}
		case it.Is("and", "or", "as"), it.Comma():
			k = b + 1
			if it.Comma() && c.At(k).Is("and", "or") {
				k++
			}
			if it.Is("as") {
				if !c.At(k).Is("well") || !c.At(k+1).Is("as") {
					return b
				}
				k += 2
			}
			if n := Right(c, k); !n.OK() || n.B > limit || finiteAfter(c, n.B, limit) || it.Comma() && !listed(c, n.B, limit) && !c.At(b+1).Is("and", "or") {
				return b
			}
		default:
			return b
		}
		n := Right(c, k)
		if !n.OK() || n.B > limit {
			return b
		}
		b = n.B
	}
	return b
}

// finiteAfter: the noun phrase that ends at b is the subject of what follows.
func finiteAfter(c *grammar.Clause, b, limit int) bool {
	for i := b; i < limit && i < b+8; i++ {
		it := c.At(i)
		switch {
		case it.Finite():
			return true
		case it.Adverb() || it.Tag == "IN" || grammar.Nominal(it):
		default:
			return false
		}
	}
	return false
}

// listed: after the member of a list that ends at b comes "and" or a comma.
func listed(c *grammar.Clause, b, limit int) bool {
	for i := b; i < limit && i < b+10; i++ {
		it := c.At(i)
		switch {
		case it.Is("and", "or") || it.Comma() && c.At(i+1).Is("and", "or"):
			return true
		case it.Comma() || it.Verb() && it.Tag != "VBN" && it.Tag != "VBG":
			return false
		}
	}
	return false
}

// Members takes the noun phrase of items [a, b) apart: "the U.K. and France"
// are two, "Macron, the French president" is one, without its apposition.
func Members(c *grammar.Clause, a, b int) []Phrase {
	var out []Phrase
	list := false
	for i := a; i < b; i++ {
		if it := c.At(i); it.Is("and", "&") || it.Is("as") && c.At(i+1).Is("well") {
			list = true
		}
	}
	for i := a; i < b; {
		p := Right(c, i)
		if !p.OK() || p.B > b {
			i++
			continue
		}
		out = append(out, p)
		i = p.B
		// What hangs on the member: to the next "and" or comma.
		for i < b && !c.At(i).Comma() && !c.At(i).Is("and", "&", "or") && !(c.At(i).Is("as") && c.At(i+1).Is("well")) {
			i++
		}
		if i < b && c.At(i).Comma() && !list {
			return out
		}
		for i < b && (c.At(i).Comma() || c.At(i).Is("and", "&", "or", "as", "well", "both", "also")) {
			i++
		}
		if w := c.At(i); w.Is("who", "which", "whose", "where") || w.Tag == "VBG" || w.Tag == "VBN" {
			break
		}
	}
	return out
}

// Bare is the phrase without the determiner and numbers before what it names:
// "French troops" of "several thousand French troops".
func Bare(c *grammar.Clause, p Phrase) text.Span {
	a := p.A
	for a < p.H {
		it := c.At(a)
		if it.Tag == "DT" || it.Tag == "PRP$" || it.Tag == "CD" || it.Tag == "PDT" || it.Tag == "$" || it.Tag == "IN" || it.Tag == "TO" || it.Adverb() || it.Tag == "JJR" || it.Tag == "JJS" || Numbers[it.Lower] || it.Is("several", "many", "few", "more", "other", "additional", "further", "no", "such", "thousand", "thousands", "hundred", "hundreds", "dozen", "dozens", "tens", "million", "billion", "some", "'s") || it.Tag == "POS" {
			a++
			continue
		}
		break
	}
	return c.Span(a, p.B)
}
