package commitments

import (
	"strings"
	"testing"

	"onrecord/extract/cues"
	"onrecord/extract/words"
	"onrecord/graph/text"
)

// attacks are texts without a full stop that open something with each word.
var attacks = []struct{ name, unit string }{
	{"conditions", "We will pay if "},
	{"reports", "He said that "},
	{"modals", "we would "},
	{"promises", "Norway pledged to send "},
	{"nouns", "a pledge from Norway to "},
	{"plans", "its plan to build ships and "},
	{"commas", "We will pay, "},
	{"only commas", ", "},
	{"quotations", "“We will pay” "},
	{"open quotations", "“We will "},
	{"relatives", "which would "},
	{"coordinated", "build ships and will "},
	{"alternatives", "after a truce or "},
	{"shares", "send 20 ships and Norway 30, "},
	{"denials", "was ready to "},
	{"assurances", "The guarantees will take effect only after a truce. "},
	{"assurances that consist", "The guarantees include monitoring. "},
	{"free reports", "She said so. Norway would send ships. "},
}

// TestTheWorkIsLinear: twice the text takes about twice the steps, whatever is
// in it, and a megabyte is read. Who goes through a whole sentence for each of
// its verbs takes four times as many.
func TestTheWorkIsLinear(t *testing.T) {
	x, err := words.NewReader(cues.New().Reports)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			read := func(size int) (steps, found int) {
				f := finderOf(x, strings.Repeat(a.unit, size/len(a.unit)), len(a.unit))
				f.find()
				return f.steps, len(f.out)
			}
			size := 60_000
			if a.name == "conditions" && !testing.Short() {
				size = 500_000
			}
			once, _ := read(size)
			twice, found := read(2 * size)
			if twice > 2*once+once/4+1000 {
				t.Errorf("%d bytes take %d steps, %d take %d", size, once, 2*size, twice)
			}
			if perByte := twice / (2 * size); perByte > 600 {
				t.Errorf("%d steps a byte", perByte)
			}
			if found > most {
				t.Errorf("%d commitments", found)
			}
		})
	}
}

// finderOf reads a text in which each unit, and the whole of it, is what
// somebody said.
func finderOf(x *words.Reader, source string, unit int) *finder {
	said := []Said{{Content: []text.Span{{Start: 0, End: len(source)}}, Lemma: "say"}}
	for i := 0; i+unit <= len(source); i += unit {
		said = append(said, Said{Content: []text.Span{{Start: i, End: i + unit}}, Source: text.Span{Start: i, End: i + 1}, Lemma: "say"})
	}
	return newFinder(x.Read(source), said)
}
