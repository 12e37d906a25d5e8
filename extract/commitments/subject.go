package commitments

import (
	"strings"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph/text"
)

// A subject is who or what a clause is about.
type subject struct {
	mention  grammar.Mention
	phrase   phrases.Phrase // its first member, or its antecedent
	members  []phrases.Phrase
	owners   []text.Span // whose forces: "German" of "German troops"
	self     bool        // whoever speaks
	theirs   bool        // forces of somebody
	named    bool        // a name
	actor    bool        // somebody who can decide
	relative bool        // "that", "which": the phrase is the antecedent
}

func (s *subject) agent() bool { return s.self || s.theirs || s.named || s.actor }

// subject finds the subject of the verb group that begins at item v.
func (r *reader) subject(v int) subject {
	m := r.SubjectAt(v, 0)
	if !m.OK() || m.B > len(r.Items) {
		return subject{mention: grammar.Mention{A: -1}}
	}
	m.A = r.clipped(m)
	if k := m.B - 1; k > m.A && r.At(k).Is("we", "i", "he", "she", "they") && r.At(k-1).Is("and", "but", "or") {
		m = r.MentionOf(k, k+1) // "Define it and we will sign it"
	}
	s := subject{mention: m}
	if r.At(m.A).Is("that", "which", "who") && m.B == m.A+1 {
		k := m.A - 1
		if r.At(k).Comma() {
			k--
		}
		p := phrases.Left(r.Clause, k)
		if !p.OK() {
			return subject{mention: grammar.Mention{A: -1}}
		}
		s.relative, s.phrase, s.members = true, p, []phrases.Phrase{p}
		s.mention.A = p.A
		r.describe(&s)
		return s
	}
	s.members = phrases.Members(r.Clause, m.A, m.B)
	if len(s.members) == 0 {
		return subject{mention: grammar.Mention{A: -1}}
	}
	s.phrase = s.members[0]
	r.describe(&s)
	if before := r.At(m.A - 1); len(s.members) > 1 && r.At(s.phrase.B).Comma() && (before.Tag == "VBG" || before.Tag == "IN") {
		// "By signing the declaration, Brazil and Peru": the first is no member.
		s.members = s.members[1:]
		s.phrase = s.members[0]
		s.mention.A = s.phrase.A
		r.describe(&s)
	}
	if !s.agent() && len(s.members) == 1 {
		r.describeApposition(&s, m)
	}
	return s
}

// describeApposition takes who somebody is from the name behind: "his
// colleague in Paris, Sylvie Laurent".
func (r *reader) describeApposition(s *subject, m grammar.Mention) {
	for k := s.phrase.B; k < m.B; k++ {
		if !r.At(k).Comma() {
			continue
		}
		if p := phrases.Right(r.Clause, k+1); p.OK() && r.named(p) {
			s.named = true
		}
		return
	}
}

// clipped gives where the mention begins, without a condition before it:
// "after a ceasefire, the U.K. and France".
func (r *reader) clipped(m grammar.Mention) int {
	for k := range r.conditions {
		if c := &r.conditions[k]; c.b > m.A && r.at(c.b) < m.B && c.a <= m.A {
			return r.at(c.b)
		}
	}
	return m.A
}

func (r *reader) describe(s *subject) {
	head := r.At(s.phrase.H)
	switch {
	case head.Tag == "PRP" || head.Is("i", "we"):
		s.self = head.Is("i", "we") || head.Is("he", "she", "they", "it") && r.speaks(s.phrase.A)
		s.actor = !s.self && head.Is("he", "she", "they")
	case r.forces(s.phrase):
		if s.owners = r.owners(s.phrase); len(s.owners) > 0 {
			s.theirs = true
		}
	case r.named(s.phrase):
		s.named = true
	case agents[head.Lower]:
		s.actor = true
	}
}

// speaks: the pronoun at item a can stand for who speaks: nobody else is named
// in what is said before it.
func (r *reader) speaks(a int) bool {
	lo, _, said := r.bounds(a)
	if said == nil {
		return true
	}
	for k := lo; k < a; k++ {
		if it := r.At(k); strings.HasPrefix(it.Tag, "NNP") && !it.Time && !r.conditional(k) {
			return false
		}
	}
	return true
}

// named: the phrase ends in a name.
func (r *reader) named(p phrases.Phrase) bool {
	it := r.At(p.H)
	return strings.HasPrefix(it.Tag, "NNP") && !it.Time && !units[it.Lower]
}

// forces: the phrase names units.
func (r *reader) forces(p phrases.Phrase) bool { return units[r.At(p.H).Lower] }

// owners are whose the phrase says the forces are: "British, French and other
// European forces", "Germany's army", "troops from Norway".
func (r *reader) owners(p phrases.Phrase) []text.Span {
	var out []text.Span
	for i := p.A; i < p.H; i++ {
		it := r.At(i)
		if it.Is("its", "our", "their", "his", "her") && i == p.A {
			if c := r.around(r.span(i)); c != nil && c.said.Source.Len() > 0 {
				return []text.Span{c.said.Source}
			}
		}
		if it.Is("other") {
			break
		}
		if !capitalised(it) || it.Time || it.Tag == "DT" || r.sentenceOpens(i) && !strings.HasPrefix(it.Tag, "NNP") && !strings.HasPrefix(it.Tag, "JJ") {
			continue
		}
		k := i + 1
		for k < p.H && capitalised(r.At(k)) && strings.HasPrefix(r.At(k).Tag, "NNP") && strings.HasPrefix(it.Tag, "NNP") {
			k++
		}
		if led := strings.Index(it.Lower, "-"); led < 0 || !strings.HasSuffix(it.Lower, "led") {
			out = append(out, r.Span(i, k))
		}
		i = k - 1
	}
	if len(out) == 0 && r.At(p.B).Is("from", "of") {
		return r.agentsIn(p.B + 1)
	}
	return out
}

func capitalised(it *grammar.Item) bool {
	return it.Text != "" && it.Text[0] >= 'A' && it.Text[0] <= 'Z'
}

func (r *reader) sentenceOpens(i int) bool { return i == 0 }

// pledgors are the mentions of those who undertake it.
func (r *reader) pledgors(s subject, said *content) []text.Span {
	switch {
	case s.theirs:
		return s.owners
	case s.self:
		if said != nil && said.said.Source.Len() > 0 && (r.At(s.phrase.H).Is("i", "we") || !r.pronoun(said.said.Source)) {
			return []text.Span{said.said.Source}
		}
		return []text.Span{r.Span(s.phrase.A, s.phrase.B)}
	}
	if len(s.members) == 1 && !s.relative {
		return []text.Span{r.whole(s)}
	}
	var out []text.Span
	for _, p := range s.members {
		if r.named(p) || agents[r.At(p.H).Lower] || s.actor || s.named {
			out = append(out, r.Span(p.A, p.B))
		}
	}
	return out
}

// whole is the mention with its apposition, up to a clause about it.
func (r *reader) whole(s subject) text.Span {
	b := max(s.mention.B, s.phrase.B)
	for k := s.phrase.B; k < b; k++ {
		if it := r.At(k); it.Is("who", "which", "whose", "that", "where", "alongside", "together", "speaking") || r.conditionFrom(k) != nil || it.Comma() && !r.appositive(k+1) {
			b = k
		}
	}
	return r.Span(s.phrase.A, b)
}

// appositive: at k, after a comma, can stand who somebody is.
func (r *reader) appositive(k int) bool {
	it := r.At(k)
	return it.Tag == "DT" || it.Tag == "PRP$" || it.Tag != "PRP" && (strings.HasPrefix(it.Tag, "N") || strings.HasPrefix(it.Tag, "J"))
}

var pronouns = grammar.Set("i we he she they it")

// pronoun: the mention is one.
func (r *reader) pronoun(s text.Span) bool {
	return s.Len() <= len("they") && pronouns[lowerOf(s.In(r.text.Source))]
}

func lowerOf(s string) string { return strings.ToLower(s) }
