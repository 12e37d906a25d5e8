package commitments

import (
	"slices"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// Whose voice promises: the document itself, somebody it reports freely, a deal.

// inverted: the subject stands behind the modal: "Only after a truce will
// Israel open", "Under no circumstances would we sell". It gives where the
// subject ends, and what negates the clause.
func (r *reader) inverted(i int) (int, text.Span, bool) {
	var none text.Span
	if c := r.leadingTo(i); c != nil && c.b == i && c.a < i && r.At(c.a).Is("only") {
		return r.behindModal(i, none)
	}
	for k := i - 1; k >= 0 && k >= i-6 && !r.At(k).Comma(); k-- {
		if it := r.At(k); it.Is("never", "nor") && k == i-1 || it.Is("no") && k > 0 && r.At(k-1).Is("under", "in", "at", "on") {
			return r.behindModal(i, r.span(k))
		}
	}
	return 0, none, false
}

func (r *reader) behindModal(i int, none text.Span) (int, text.Span, bool) {
	p := phrases.Right(r.Clause, i+1)
	if !p.OK() {
		return 0, none, false
	}
	end := p.B
	for r.At(end).Is("and") {
		n := phrases.Right(r.Clause, end+1)
		if !n.OK() {
			break
		}
		end = n.B
	}
	return end, none, true
}

// subjectAt is the subject of items [a, b).
func (r *reader) subjectAt(a, b int) subject {
	s := subject{mention: r.MentionOf(a, b), members: phrases.Members(r.Clause, a, b)}
	if len(s.members) == 0 {
		return subject{mention: grammar.Mention{A: -1}}
	}
	s.mention.A, s.mention.B = a, b
	s.phrase = s.members[0]
	r.describe(&s)
	return s
}

// ownVoice: the document says it itself, and it still promises: "shall", a
// deed under a condition, or the free report of what was said just before
// ("Portugal would contribute 180 soldiers").
func (r *reader) ownVoice(i int, name string, s subject, g verbGroup) bool {
	lemma := r.lemma(g)
	if name == "shall" {
		return s.agent() || len(r.byAgent(g, g.form == phrases.Participle)) > 0
	}
	if !s.agent() || !given[lemma] && acts.Lemma(lemma) == "" {
		return false
	}
	if s.self {
		// A quotation of nobody known. Outside of one "we" is the page itself:
		// "We will never share your data".
		if r.At(s.phrase.H).Is("we", "i") {
			return (name == "will" || name == "shall") && g.form == phrases.Base && r.quoted(i)
		}
		return name == "would" && given[lemma] && (r.framed(i) || r.freelyReported())
	}
	if r.framed(i) && (!offering[name] || given[lemma]) {
		return true
	}
	if offering[name] {
		return false
	}
	if c := r.leadingTo(s.mention.A); c != nil && c.kind == graph.Precedent && (name == "will" || name == "would") && g.form != phrases.Participle {
		return true
	}
	if (name == "would" || name == "will") && g.form != phrases.Participle && r.boundTo(g.verb) {
		return true
	}
	return name == "would" && given[lemma] && r.freelyReported()
}

// pledging are the cues that make what was said a promise.
var pledging = grammar.Set("promise vow pledge guarantee swear assure")

// boundTo: behind the verb stands a condition that only an undertaking has:
// "for as long as the duty stays", "provided that", "unless".
func (r *reader) boundTo(v int) bool {
	for k := range r.conditions {
		if c := &r.conditions[k]; c.a > v && undertaken[c.word] {
			for i := v + 1; i < c.a; i++ {
				if r.At(i).Finite() || r.At(i).Stop() {
					return false
				}
			}
			return true
		}
	}
	return false
}

var undertaken = map[string]bool{
	"as long as": true, "so long as": true, "for as long as": true, "provided": true, "provided that": true, "providing that": true,
	"on condition that": true, "on the condition that": true, "in return for": true, "in exchange for": true, "subject to": true,
}

// framed: the sentence says that somebody said it, though nobody who could be
// named: "X would do it, people close to the talks said".
func (r *reader) framed(i int) bool {
	for k := 0; k < len(r.Items); k++ {
		it := r.At(k)
		switch {
		case it.Is("said", "says", "announced", "announces", "confirmed", "confirms", "told", "disclosed", "added"):
			// At the end, or between commas: what stands before is what was said.
			if n := r.At(k + 1); k > i && (k+1 >= len(r.Items) || n.Stop() || n.Time || n.Is("on", "in", "of") || it.Is("told") && grammar.Nominal(n)) || k < i && n.Comma() {
				return r.commaBetween(min(i, k), max(i, k))
			}
		case it.Is("according") && r.At(k+1).Is("to"):
			return k > i || k == 0
		}
	}
	return false
}

func (r *reader) commaBetween(a, b int) bool {
	for k := a; k < b+2; k++ {
		if r.At(k).Comma() {
			return true
		}
	}
	return false
}

// freelyReported: the sentence before reports what somebody said; news has a
// paragraph for each sentence.
func (r *reader) freelyReported() bool {
	if r.Index == 0 || len(r.said) == 0 {
		return false
	}
	if r.freely.sentence != r.Index {
		r.freely = freely{r.Index, r.reports(r.text.Sentences[r.Index-1])}
	}
	return r.freely.yes
}

// freely is what freelyReported last found: a sentence is asked once.
type freely struct {
	sentence int
	yes      bool
}

// reports: the sentence holds what somebody said.
func (f *finder) reports(s words.Sentence) bool {
	from, to := f.text.Words[s.First].Start, f.text.Words[s.End-1].End
	k, _ := slices.BinarySearchFunc(f.said, from, func(c content, at int) int { return c.span.Start - at })
	for ; k < len(f.said) && f.said[k].span.Start < to; k++ {
		if c := &f.said[k]; c.span.End <= to && !foreseeing[c.said.Lemma] {
			return true
		}
	}
	return false
}

// expected: the clause hangs on a noun for what somebody only thinks of: "the
// hope that others will join".
func (r *reader) expected(s subject) bool {
	return r.At(s.mention.A-1).Is("that") && r.At(s.mention.A-2).Is("hope", "hopes", "fear", "fears", "expectation", "expectations", "belief", "risk", "chance", "possibility", "prospect", "warning", "likelihood", "danger", "prediction", "idea", "suggestion", "sign", "signs", "doubt", "doubts", "concern", "concerns", "demand", "demands")
}

// underDeal: "Under the agreement, Norway will send": what a deal says its
// parties promise.
func (r *reader) underDeal(i int) *grant {
	for k := i - 1; k >= 0; k-- {
		it := r.At(k)
		if !it.Is("under") {
			continue
		}
		end := phrases.Full(r.Clause, k+1, i, nil)
		for n := k + 1; n < end; n++ {
			if w := r.At(n).Lower; deals[w] || w == "plan" || w == "terms" || binding[w] {
				p := pledged(firmness([]string{w}, graph.DeclaredIntent), 0.6)
				return &grant{a: i, b: len(r.Items), start: k, pledge: p}
			}
		}
		return nil
	}
	return nil
}

// firmness of what a document with these words for a name says.
func firmness(words []string, otherwise graph.Strength) graph.Strength {
	out := otherwise
	for _, w := range words {
		switch {
		case binding[w]:
			return graph.LegallyBinding
		case w == "declaration" || w == "communique" || w == "communiqué" || w == "memorandum" || w == "accord" || w == "compact" || w == "pact":
			out = graph.SignedPolitical
		}
	}
	return out
}
