package extract_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract"
	"onrecord/graph/text"
)

// showDifferences lists, passage by passage, what is missed and what is wrong.
var showDifferences = flag.Bool("passages.show", false, "show every difference between the passages' annotation and their drafts")

// passageFloors are what F1 must not fall below, for the passages that may be
// looked at while working and for those held out. Raise them as reading gets
// better.
var passageFloors = map[string]map[string]float64{
	shownPassages: {
		"statement": 0.84, "speaker": 0.82, "type": 0.82, "act": 0.79, "hedge": 0.70,
		"commitment": 0.88, "pledgor": 0.82, "outcome": 0.87, "strength": 0.87, "action": 0.88, "condition": 0.83, "change": 0.95,
	},
	heldOut: {
		"statement": 0.63, "speaker": 0.33, "type": 0.58, "act": 0.53, "hedge": 0.60,
		"commitment": 0.60, "pledgor": 0.28, "outcome": 0.55, "strength": 0.53, "action": 0.57,
	},
}

// TestPassagesAreRead scores drafts of the passages against their annotation.
func TestPassagesAreRead(t *testing.T) {
	x := newExtractor(t)
	for _, folder := range []string{shownPassages, heldOut} {
		t.Run(folder, func(t *testing.T) {
			total := scorePassages(t, x, passagesIn(t, folder), *showDifferences && folder != heldOut)
			t.Logf("\n%s", total.table())
			for row, floor := range passageFloors[folder] {
				if got := total.rows[row].f1(); got < floor {
					t.Errorf("%s: F1 is %.3f, under its floor of %.3f", row, got, floor)
				}
			}
		})
	}
}

func scorePassages(t *testing.T, x *extract.Extractor, passages []passage, show bool) *passageScore {
	t.Helper()
	total := newPassageScore()
	for i := range passages {
		p := &passages[i]
		before := len(total.differences)
		total.add(p.want, readDraft(t, p.text, draftPassage(t, x, p.text)))
		if more := total.differences[before:]; show && len(more) > 0 {
			t.Logf("%s: %s\n\t%s", p.name, p.about, strings.Join(more, "\n\t"))
		}
	}
	return total
}

// TestPassagesAreSound holds the passages themselves to what their format
// says, and to covering what they are for.
func TestPassagesAreSound(t *testing.T) {
	shown, held := passagesIn(t, shownPassages), passagesIn(t, heldOut)
	if len(shown) < 60 || len(held) < 20 {
		t.Errorf("%d passages and %d held out are too few", len(shown), len(held))
	}
	texts := map[string]string{}
	seen := map[string]int{}
	for _, p := range slices.Concat(shown, held) {
		for _, m := range p.mistakes() {
			t.Errorf("%s: %s", p.name, m)
		}
		if canonical, err := text.Canonicalize([]byte(p.text)); err != nil || canonical != p.text {
			t.Errorf("%s: the text is not canonical: %v", p.name, err)
		}
		if other, ok := texts[p.text]; ok {
			t.Errorf("%s has the text of %s", p.name, other)
		}
		texts[p.text] = p.name
		for _, what := range p.shows() {
			seen[what]++
		}
	}
	for _, what := range passageCoverage() {
		if seen[what] < 2 {
			t.Errorf("%s is shown %d times only", what, seen[what])
		}
	}
}

// shows lists the values a passage has an instance of.
func (p *passage) shows() []string {
	var out []string
	for i := range p.want.said {
		out = append(out, p.want.said[i].act, p.want.said[i].quoteType)
		if len(p.want.said[i].via) > 0 {
			out = append(out, "via")
		}
	}
	for i := range p.want.pledged {
		c := &p.want.pledged[i]
		out = append(out, c.outcome, c.strength+" strength")
		for _, x := range c.conditions {
			out = append(out, x.kind)
		}
		for name, there := range map[string]bool{"quantity": c.quantity != "", "deadline": c.deadline != "", "beneficiary": len(c.to) > 0, "joint": len(c.pledgors) > 1} {
			if there {
				out = append(out, name)
			}
		}
	}
	for i := range p.want.changed {
		out = append(out, p.want.changed[i].status)
	}
	if len(p.want.pledged) == 0 {
		out = append(out, "no commitment")
	}
	return out
}

func passageCoverage() []string {
	out := slices.Concat(passageTypes, passageOutcomes, passageStatuses, []string{"via", "quantity", "deadline", "beneficiary", "joint", "no commitment"})
	for _, a := range passageActs {
		out = append(out, string(a))
	}
	for _, k := range passageKinds {
		out = append(out, string(k))
	}
	for _, s := range passageStrength {
		out = append(out, string(s)+" strength")
	}
	return out
}

// scoringSample has one of everything that is scored.
const scoringSample = `Norway would send 40 tents to Malta if asked, Ann Reed may have told Bo Lund. A promise of boats was cut from the pact.`

func scoringReading(t *testing.T) passageReading {
	t.Helper()
	words := func(s string) passageWords {
		w, err := wordsOf(scoringSample, s)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	return passageReading{
		said: []saidLine{{speaker: "person:ann-reed", quoteType: "INDIRECT", act: "PLEDGE", hedges: []string{"may"}, via: []string{"person:bo-lund"}, words: words("Norway would send 40 tents to Malta if asked")}},
		pledged: []pledgedLine{{
			pledgors: []string{"state:norway"}, outcome: "PLEDGED", strength: "DECLARED_INTENT", action: "send", quantity: "40", deadline: "2031",
			conditions: []conditionLine{{"PRECEDENT", "if asked"}}, to: []string{"state:malta"}, words: words("Norway would send 40 tents to Malta"),
		}},
		changed: []changedLine{{status: "OMITTED", document: "the pact", what: words("A promise of boats")}},
	}
}

// TestPassageScoringSeesEveryDifference: what agrees scores 1 in every row,
// and any one difference costs its own row.
func TestPassageScoringSeesEveryDifference(t *testing.T) {
	other, err := wordsOf(scoringSample, "was cut from")
	if err != nil {
		t.Fatal(err)
	}
	spoil := map[string]func(*passageReading){
		"":            func(*passageReading) {},
		"statement":   func(r *passageReading) { r.said[0].words = other },
		"speaker":     func(r *passageReading) { r.said[0].speaker = "?" },
		"type":        func(r *passageReading) { r.said[0].quoteType = "DIRECT" },
		"act":         func(r *passageReading) { r.said[0].act = "ASSERT" },
		"hedge":       func(r *passageReading) { r.said[0].hedges = []string{"might"} },
		"via":         func(r *passageReading) { r.said[0].via = []string{"person:ann-reed"} },
		"commitment":  func(r *passageReading) { r.pledged[0].words = other },
		"pledgor":     func(r *passageReading) { r.pledged[0].pledgors = []string{"state:norway", "state:malta"} },
		"outcome":     func(r *passageReading) { r.pledged[0].outcome = "NEGATED" },
		"strength":    func(r *passageReading) { r.pledged[0].strength = "OFFER" },
		"action":      func(r *passageReading) { r.pledged[0].action = "sell" },
		"quantity":    func(r *passageReading) { r.pledged[0].quantity = "50" },
		"condition":   func(r *passageReading) { r.pledged[0].conditions[0].kind = "CONCURRENT" },
		"beneficiary": func(r *passageReading) { r.pledged[0].to = nil },
		"deadline":    func(r *passageReading) { r.pledged[0].deadline = "2032" },
		"change":      func(r *passageReading) { r.changed[0].status = "ADDED" },
	}
	for row, change := range spoil {
		have := scoringReading(t)
		change(&have)
		s := newPassageScore()
		s.add(scoringReading(t), have)
		var fell []string
		for _, r := range passageRows {
			if s.rows[r].f1() < 1 {
				fell = append(fell, r)
			}
		}
		var want []string
		switch row {
		case "":
		case "statement":
			want = passageRows[:6]
		case "commitment":
			want = passageRows[6:15]
		default:
			want = []string{row}
		}
		if diff := cmp.Diff(want, fell); diff != "" {
			t.Errorf("a spoiled %q: rows that fell (-want +got):\n%s", row, diff)
		}
		if (len(s.differences) == 0) != (row == "") {
			t.Errorf("a spoiled %q is told as %q", row, s.differences)
		}
	}
}

// TestEqualWordsGoToWhoSaidThem: where what one said and what another relays
// are the same words, each statement is compared with its own.
func TestEqualWordsGoToWhoSaidThem(t *testing.T) {
	words, err := wordsOf(scoringSample, "Norway would send 40 tents")
	if err != nil {
		t.Fatal(err)
	}
	by := func(who string) saidLine {
		return saidLine{speaker: who, quoteType: "INDIRECT", act: "ASSERT", words: words}
	}
	s := newPassageScore()
	s.statements(passageReading{said: []saidLine{by("person:a"), by("person:b")}}, passageReading{said: []saidLine{by("person:b"), by("person:a")}})
	if got := s.rows["speaker"]; got.right != 2 {
		t.Errorf("%d of 2 speakers are right: %q", got.right, s.differences)
	}
}

// TestPassageFormatRefusesWhatIsNotInTheText: a fixture cannot claim words its
// text does not have.
func TestPassageFormatRefusesWhatIsNotInTheText(t *testing.T) {
	for _, line := range []string{
		"statement ? DIRECT ASSERT | words that are nowhere",
		"statement ? DIRECT ASSERT",
		"statement ? DIRECT | Norway",
		"statement ? DIRECT ASSERT | to", // more than once
		"  via person:ann-reed",
		"  colour red",
	} {
		p := passage{text: scoringSample}
		if err := p.line(line); err == nil {
			t.Errorf("%q was taken", line)
		}
	}
	p := passage{text: scoringSample, last: "statement"}
	if err := p.line("  quantity 40"); err == nil {
		t.Error("a quantity was taken for a statement")
	}
	p = passage{text: scoringSample}
	for _, line := range []string{
		"statement nobody LOUD SING | Norway", "  hedge perhaps", "  via ann",
		"commitment sea:x GIVEN HUGE send | Norway", "  quantity 77", "  if WHEN never said", "  to us", "  by soon",
		"change CUT the treaty | boats",
	} {
		if err := p.line(line); err != nil {
			t.Error(err)
		}
	}
	if got := len(p.mistakes()); got != 15 {
		t.Errorf("%d mistakes were seen:\n%s", got, fmt.Sprint(p.mistakes()))
	}
}
