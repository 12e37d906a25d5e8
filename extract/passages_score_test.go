package extract_test

import (
	"fmt"
	"slices"
	"strings"
)

// What is scored, in the order of the table.
var passageRows = []string{
	"statement", "speaker", "type", "act", "hedge", "via",
	"commitment", "pledgor", "outcome", "strength", "action", "quantity", "condition", "beneficiary", "deadline",
	"change",
}

// sameWords is how much two sets of words must share (F1) to be one thing.
const sameWords = 0.6

// A passageTally counts the things wanted, had, and had rightly. Everything
// is counted from end to end: the speaker of a statement that was not found
// is a speaker not found.
type passageTally struct{ want, have, right int }

func (c passageTally) precision() float64 { return share(c.right, c.have) }
func (c passageTally) recall() float64    { return share(c.right, c.want) }
func (c passageTally) f1() float64        { return share(2*c.right, c.want+c.have) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// A passageScore tallies each row and notes every difference.
type passageScore struct {
	rows        map[string]passageTally
	differences []string
}

func newPassageScore() *passageScore { return &passageScore{rows: map[string]passageTally{}} }

func (s *passageScore) note(format string, args ...any) {
	s.differences = append(s.differences, fmt.Sprintf(format, args...))
}

// add compares what was found in one passage with what is in it.
func (s *passageScore) add(want, have passageReading) {
	s.statements(want, have)
	s.commitments(want, have)
	s.changes(want, have)
}

func (s *passageScore) statements(want, have passageReading) {
	// The article's own voice is scored only where a passage asks for it.
	said := slices.DeleteFunc(slices.Clone(have.said), func(h saidLine) bool {
		return h.speaker == "narrator" && !slices.ContainsFunc(want.said, func(w saidLine) bool { return w.speaker == "narrator" })
	})
	pairs, missed, extra := match(want.said, said, func(w, h saidLine) (float64, bool) {
		return overlap(w.words, h.words), either(w.speaker, h.speaker)
	})
	s.count("statement", len(want.said), len(said), len(pairs))
	for _, p := range pairs {
		w, h := want.said[p[0]], said[p[1]]
		s.one("speaker", w.words, w.speaker, h.speaker)
		s.one("type", w.words, w.quoteType, h.quoteType)
		s.one("act", w.words, w.act, h.act)
		s.set("hedge", w.words, w.hedges, h.hedges)
		s.set("via", w.words, w.via, h.via)
	}
	for _, i := range missed {
		w := want.said[i]
		s.note("missed statement by %s: %s", w.speaker, w.words)
		s.unmatched(1, 0, map[string]int{"speaker": 1, "type": 1, "act": 1, "hedge": len(w.hedges), "via": len(w.via)})
	}
	for _, i := range extra {
		h := said[i]
		s.note("spurious statement by %s: %s", h.speaker, h.words)
		s.unmatched(0, 1, map[string]int{"speaker": 1, "type": 1, "act": 1, "hedge": len(h.hedges), "via": len(h.via)})
	}
}

func (s *passageScore) commitments(want, have passageReading) {
	pairs, missed, extra := match(want.pledged, have.pledged, func(w, h pledgedLine) (float64, bool) {
		return overlap(w.words, h.words), w.outcome == h.outcome && either(w.pledgors[0], h.pledgors[0])
	})
	s.count("commitment", len(want.pledged), len(have.pledged), len(pairs))
	for _, p := range pairs {
		w, h := want.pledged[p[0]], have.pledged[p[1]]
		s.set("pledgor", w.words, w.pledgors, h.pledgors)
		s.one("outcome", w.words, w.outcome, h.outcome)
		s.one("strength", w.words, w.strength, h.strength)
		s.one("action", w.words, w.action, h.action)
		s.set("quantity", w.words, optional(w.quantity), optional(h.quantity))
		s.set("condition", w.words, conditionsOf(w), conditionsOf(h))
		s.set("beneficiary", w.words, w.to, h.to)
		s.set("deadline", w.words, optional(w.deadline), optional(h.deadline))
	}
	for _, i := range missed {
		w := want.pledged[i]
		s.note("missed commitment of %s: %s", strings.Join(w.pledgors, ", "), w.words)
		s.unmatched(1, 0, commitmentParts(w))
	}
	for _, i := range extra {
		h := have.pledged[i]
		s.note("spurious commitment of %s: %s", strings.Join(h.pledgors, ", "), h.words)
		s.unmatched(0, 1, commitmentParts(h))
	}
}

// commitmentParts counts what there is to get right about a commitment.
func commitmentParts(c pledgedLine) map[string]int {
	return map[string]int{
		"pledgor": len(c.pledgors), "outcome": 1, "strength": len(asked(c.strength)), "action": len(asked(c.action)),
		"quantity": len(optional(c.quantity)), "condition": len(c.conditions), "beneficiary": len(c.to), "deadline": len(optional(c.deadline)),
	}
}

func (s *passageScore) changes(want, have passageReading) {
	pairs, missed, extra := match(want.changed, have.changed, func(w, h changedLine) (float64, bool) {
		if w.status != h.status || !alike(w.document, h.document) {
			return 0, false
		}
		return overlap(w.what, h.what), true
	})
	s.count("change", len(want.changed), len(have.changed), len(pairs))
	for _, i := range missed {
		s.note("missed change, %s in %q: %s", want.changed[i].status, want.changed[i].document, want.changed[i].what)
	}
	for _, i := range extra {
		s.note("spurious change, %s in %q: %s", have.changed[i].status, have.changed[i].document, have.changed[i].what)
	}
}

func (s *passageScore) count(row string, want, have, right int) {
	c := s.rows[row]
	s.rows[row] = passageTally{c.want + want, c.have + have, c.right + right}
}

// unmatched counts the parts of something that has no counterpart.
func (s *passageScore) unmatched(want, have int, parts map[string]int) {
	for row, n := range parts {
		s.count(row, want*n, have*n, 0)
	}
}

// one scores a single value; where "-" is a reading, there need be none.
func (s *passageScore) one(row string, at passageWords, want, have string) {
	if h := asked(have); len(h) > 0 || !either(want, "-") {
		s.set(row, at, asked(want), h)
	}
}

func asked(value string) []string {
	if value == "-" || value == "" {
		return nil
	}
	return []string{value}
}

func optional(value string) []string { return asked(value) }

// set scores values of which there may be several.
func (s *passageScore) set(row string, at passageWords, want, have []string) {
	left := slices.Clone(have)
	right := 0
	for _, w := range want {
		i := slices.IndexFunc(left, func(h string) bool { return fits(row, w, h) })
		if i < 0 {
			s.note("%s: want %q, have %q: %s", row, w, have, at)
			continue
		}
		right++
		left = slices.Delete(left, i, i+1)
	}
	for _, h := range left {
		if right == len(want) {
			s.note("%s: have %q, which is not wanted: %s", row, h, at)
		}
	}
	s.count(row, len(want), len(have), right)
}

// fits compares a wanted value with one that was found: wordings by their
// words, names of things by the letter.
func fits(row, want, have string) bool {
	switch row {
	case "quantity":
		return alike(want, have)
	case "condition":
		wantKind, wantWords, _ := strings.Cut(want, " ")
		haveKind, haveWords, _ := strings.Cut(have, " ")
		return either(wantKind, haveKind) && alike(wantWords, haveWords)
	case "hedge":
		return strings.EqualFold(want, have)
	}
	return either(want, have)
}

func conditionsOf(c pledgedLine) []string {
	var out []string
	for _, x := range c.conditions {
		out = append(out, x.kind+" "+x.words)
	}
	return out
}

// either reports whether have is one of the readings of want.
func either(want, have string) bool { return slices.Contains(strings.Split(want, "/"), have) }

// match pairs what was wanted with what was found, the best overlap first; of
// equal ones, those that agree in more than words. The rest was missed, or is
// spurious.
func match[T any](want, have []T, compare func(w, h T) (float64, bool)) (pairs [][2]int, missed, extra []int) {
	type candidate struct {
		want, have int
		weight     float64
	}
	var all []candidate
	for i := range want {
		for j := range have {
			f, agrees := compare(want[i], have[j])
			if f < sameWords {
				continue
			}
			if agrees {
				f += 0.3 // two statements may share their words: who said what was said
			}
			all = append(all, candidate{i, j, f})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
	usedWant, usedHave := map[int]bool{}, map[int]bool{}
	for _, c := range all {
		if !usedWant[c.want] && !usedHave[c.have] {
			usedWant[c.want], usedHave[c.have] = true, true
			pairs = append(pairs, [2]int{c.want, c.have})
		}
	}
	return pairs, others(len(want), usedWant), others(len(have), usedHave)
}

func others(n int, used map[int]bool) []int {
	var out []int
	for i := range n {
		if !used[i] {
			out = append(out, i)
		}
	}
	return out
}

// overlap is how well two sets of a text's words agree, as F1.
func overlap(a, b passageWords) float64 {
	both := 0
	for i := range a.tokens {
		if b.tokens[i] {
			both++
		}
	}
	return share(2*both, len(a.tokens)+len(b.tokens))
}

// alike reports whether two short wordings are mostly the same words.
func alike(a, b string) bool {
	x := passageToken.FindAllString(strings.ToLower(a), -1)
	y := passageToken.FindAllString(strings.ToLower(b), -1)
	both := 0
	left := slices.Clone(y)
	for _, w := range x {
		if i := slices.Index(left, w); i >= 0 {
			both++
			left = slices.Delete(left, i, i+1)
		}
	}
	return share(2*both, len(x)+len(y)) >= sameWords
}

// table shows the tallies, a line each.
func (s *passageScore) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-12s %5s %5s %5s %6s %6s %6s\n", "", "want", "have", "right", "prec", "rec", "F1")
	for _, row := range passageRows {
		c := s.rows[row]
		fmt.Fprintf(&b, "%-12s %5d %5d %5d %6.3f %6.3f %6.3f\n", row, c.want, c.have, c.right, c.precision(), c.recall(), c.f1())
	}
	return b.String()
}
