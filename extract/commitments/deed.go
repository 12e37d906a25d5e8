package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// A deed is what would be done: a verb with what follows it, or a noun phrase
// that names it.
type deed struct {
	verb   int    // item; the head noun of a deed that is only named
	lemma  string // of the verb
	end    int    // item after the last that belongs to it
	object phrases.Phrase
	from   int // where what follows the verb begins
	// passive: the object is the subject of the clause.
	passive bool
	apart   bool // the verb stands in the clause before
	modal   int  // item of a modal of its own ("and will build"), or -1
	negated int  // item of a negation of its own, or -1
}

// undertaking is what the deeds of one clause share.
type undertaking struct {
	pledge   pledge
	pledgors []text.Span
	theirs   bool
	owed     []text.Span
	forces   []text.Span
	modal    text.Span
	negation text.Span
	start    int // item where the evidence begins
	subject  int // item where the subject of the deed begins, or where leading conditions end
	said     *content
	sure     float64
	family   string
	noun     bool // a noun of promise says it
	gap      bool // the verb stands in the clause before
	leading  bool // conditions before the subject belong to it whatever opens them
}

// deeds reads the verb at v and those coordinated with it, up to item hi. The
// form is that of v: Base, Ing or, of a passive, Participle.
func (r *reader) deeds(v, hi int, form phrases.Form) []deed {
	out := []deed{r.newDeed(v, form)}
	depth := 0 // relative clauses that still wait for their verb
	for i := out[0].from; i < hi; {
		if c := r.conditionFrom(i); c != nil {
			i = max(c.b, i+1)
			continue
		}
		it := r.At(i)
		switch {
		case it.Stop() || it.Is(":") || it.Dash():
			return r.endAt(out, i)
		case it.Is("("):
			i = r.closing(i, hi)
			continue
		case it.Comma():
			if v, ok := r.coordinate(i+1, hi, form); ok {
				out = append(r.endAt(out, i), v)
				i = v.from
				continue
			}
			if !r.staysAfterComma(i, hi) {
				return r.endAt(out, i)
			}
		case it.Is("and", "or", "but", "then"):
			if v, ok := r.coordinate(i+1, hi, form); ok {
				out = append(r.endAt(out, i), v)
				i, depth = v.from, 0
				continue
			}
			if r.newSubject(i+1, hi) && depth == 0 {
				return r.endAt(out, i)
			}
		case it.Is("that", "which", "who", "whose", "where", "what", "how", "whether"):
			depth++
		case it.Tag == "VBP" && r.At(v).Is("let", "help", "make", "have"):
		case it.Is("even") && r.At(i+1).Is("if", "though"):
			return r.endAt(out, i)
		case it.Finite():
			if depth == 0 {
				return r.endAt(out, r.subjectBefore(i, out[len(out)-1].from))
			}
			depth--
			if i+1 < hi && r.At(i+1).Finite() {
				i++
			}
		case it.Is("because", "although", "though", "whereas", "since", "so", "as", "while", "when", "if", "amid", "despite"):
			if !r.staysAfter(i) {
				return r.endAt(out, i)
			}
		}
		i++
	}
	return r.endAt(out, hi)
}

func (r *reader) newDeed(v int, form phrases.Form) deed {
	it := r.At(v)
	d := deed{verb: v, lemma: it.Lower, from: v + 1, modal: -1, negated: -1, passive: form == phrases.Participle}
	if form != phrases.Base {
		if d.lemma = acts.Lemma(it.Lower); d.lemma == "" {
			d.lemma = phrases.Stem(it.Lower)
		}
	}
	for r.At(d.from).Tag == "RP" || r.At(d.from).Adverb() && !r.At(d.from).Time && r.conditionFrom(d.from) == nil {
		d.from++
	}
	if !d.passive {
		d.object = phrases.Right(r.Clause, d.from)
	}
	return d
}

func (r *reader) endAt(out []deed, end int) []deed {
	d := &out[len(out)-1]
	d.end = max(end, d.verb+1)
	for d.end > d.verb+1 && (r.At(d.end-1).Comma() || r.At(d.end-1).Is("and", "or", "but")) {
		d.end--
	}
	return out
}

// coordinate: at k, after "and" or a comma, stands another verb with the same
// subject.
func (r *reader) coordinate(k, hi int, form phrases.Form) (deed, bool) {
	modal, negated := -1, -1
	for ; k < hi; k++ {
		it := r.At(k)
		switch {
		case it.Is("and", "or") || it.Adverb() && !it.Is("not", "n't", "never") || it.Tag == "TO" && form == phrases.Base && r.At(k+1).Tag == "VB":
			continue
		case it.Is("not", "n't", "never"):
			negated = k
			continue
		case it.Tag == "MD" && (modals[it.Lower] != "" || it.Is("must")):
			modal = k
			continue
		}
		break
	}
	if k >= hi {
		return deed{}, false
	}
	it := r.At(k)
	use, known := acts[it.Lower]
	fits := false
	switch form {
	case phrases.Base:
		fits = it.Tag == "VB" || known && use.Form == phrases.Base && (it.Tag == "VBP" || strings.HasPrefix(it.Tag, "N") && opensObject(r.At(k+1)))
	case phrases.Ing:
		fits = it.Tag == "VBG" && (known || opensObject(r.At(k+1)))
	default:
		fits = known && (it.Tag == "VBN" || it.Tag == "VBD")
	}
	if !fits || modal >= 0 && it.Is("be", "have") || it.Is("be", "have") {
		return deed{}, false
	}
	d := r.newDeed(k, form)
	d.modal, d.negated = modal, negated
	r.done[k] = true
	if modal >= 0 {
		r.done[modal] = true
	}
	return d, true
}

func opensObject(it *grammar.Item) bool {
	return it.Tag == "DT" || it.Tag == "PRP$" || it.Tag == "CD" || strings.HasPrefix(it.Tag, "J") || it.Tag == "NNS" || it.Tag == "NNP" || it.Tag == "$"
}

// newSubject: at k begins a clause with a subject of its own.
func (r *reader) newSubject(k, hi int) bool {
	p := phrases.Right(r.Clause, k)
	if !p.OK() || p.B >= hi {
		return false
	}
	if it := r.At(k); it.Tag == "PRP" && !it.Is("it", "them", "us", "him", "me", "her") {
		return true
	}
	for i := p.B; i < hi && i < p.B+6; i++ {
		switch it := r.At(i); {
		case it.Finite():
			return true
		case it.Adverb() || it.Tag == "IN" || grammar.Nominal(it):
		default:
			return false
		}
	}
	return false
}

// staysAfterComma: the comma at i does not end the deed.
func (r *reader) staysAfterComma(i, hi int) bool {
	n := r.At(i + 1)
	if r.conditionFrom(i+1) != nil || n.Is("including", "either", "by", "within", "no", "but", "albeit", "only") && (!n.Is("but") || r.conditionFrom(i+2) != nil) {
		return true
	}
	if n.Is("effective", "valid", "conditional") && r.conditionFrom(i+2) != nil {
		return true
	}
	if n.Is("though", "although") {
		return r.staysAfter(i + 1)
	}
	if n.Is("and", "or") {
		return !r.newSubject(i+2, hi)
	}
	p := phrases.Right(r.Clause, i+1)
	if !p.OK() || p.B > hi || r.newSubject(i+1, hi) {
		return false
	}
	for k := p.B; k < hi && k < p.B+8; k++ {
		it := r.At(k)
		if it.Is("and", "or") {
			return true
		}
		if it.Verb() || it.Stop() {
			return false
		}
	}
	return false
}

// staysAfter: the word at i does not open a clause of its own: "though
// stationed in a neighboring nation", "as part of the deal".
func (r *reader) staysAfter(i int) bool {
	it, n := r.At(i), r.At(i+1)
	switch {
	case it.Is("though", "although"):
		return n.Tag == "VBN" || n.Tag == "IN" || n.Tag == "RB" || n.Tag == "VBG" || n.Is("not", "only")
	case it.Is("as"):
		return n.Is("part", "well", "many", "much", "a", "an", "soon", "long", "far", "early")
	case it.Is("since"):
		return year(n.Lower)
	case it.Is("so"):
		return n.Is("long", "far", "as")
	case it.Is("amid", "despite"):
		return false
	}
	return false
}

func (r *reader) closing(i, hi int) int {
	for k := i; k < hi && k < i+20; k++ {
		if r.At(k).Is(")") {
			return k + 1
		}
	}
	return i + 1
}

// conditionFrom gives the condition that begins at item i, or just after.
func (r *reader) conditionFrom(i int) *condition {
	if i < 0 || i >= len(r.inside) || r.inside[i] == 0 {
		return nil
	}
	if c := &r.conditions[r.inside[i]-1]; c.a == i {
		return c
	}
	return nil
}

// conditional: item i stands inside a condition.
func (r *reader) conditional(i int) bool {
	return i >= 0 && i < len(r.inside) && r.inside[i] > 0
}
