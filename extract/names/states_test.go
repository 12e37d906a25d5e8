package names

import (
	"slices"
	"strings"
	"testing"

	"github.com/biter777/countries"

	"onrecord/graph/text"
)

// territories have a code of their own and are no states.
var territories = set(`AS AI AQ AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT`)

// TestTheStatesAreThoseOfTheStandard holds the table against the list of a
// library: every state is there with its capital.
func TestTheStatesAreThoseOfTheStandard(t *testing.T) {
	have := map[string]*state{}
	for _, s := range known.states {
		have[s.iso] = s
	}
	if len(have) != 197 {
		t.Errorf("%d states, want 193 members of the United Nations and four more", len(have))
	}
	for _, c := range countries.All() {
		code := c.Alpha2()
		if len(code) != 2 || territories[code] || c == countries.Kosovo {
			continue
		}
		s := have[code]
		if s == nil {
			// Parts of states that the library lists beside them.
			if !slices.Contains([]string{"XX", "XN", "XE", "XS", "XW", "YU", "AN"}, code) {
				t.Errorf("%s (%s) is missing", c, code)
			}
			continue
		}
		if capital := c.Capital().String(); !hasCapital(s.name, capital) && !otherwise[code] {
			t.Errorf("%s: the library gives the capital %s", s.name, capital)
		}
	}
}

// otherwise are states whose capital the library words or sees otherwise:
// renamed (Kazakhstan), moved (Palau), spelled in three words (Myanmar), with
// the country's name behind it (Guyana), claimed (Palestine).
var otherwise = set("KZ PW MM GY PS")

func hasCapital(state, capital string) bool {
	for _, l := range known.entries {
		for _, e := range l {
			if e.name == state && (e.sort == isCapital || e.sort == isState) && text.Slug(strings.Join(e.words, " ")) == text.Slug(capital) {
				return true
			}
		}
	}
	return false
}

func TestEveryStateHasAnAdjectiveAndACapital(t *testing.T) {
	plain := map[string]bool{"CG": true, "DM": true} // share theirs with a neighbour
	for _, s := range known.states {
		adjective := known.adjectives[s.name]
		if adjective == "" != plain[s.iso] {
			t.Errorf("%s: the adjective is %q", s.name, adjective)
		}
		if len(s.iso) != 2 {
			t.Errorf("%s: the code is %q", s.name, s.iso)
		}
		if !slices.ContainsFunc(strings.Split(stateTable, "\n"), func(l string) bool {
			f := strings.Split(l, "|")
			return len(f) == 5 && f[1] == s.name && f[3] != ""
		}) {
			t.Errorf("%s has no capital, or its line not five parts", s.name)
		}
	}
}

func TestNoListIsEmptyAndNoNameTwice(t *testing.T) {
	for first, l := range known.entries {
		for i, e := range l {
			if strings.TrimSpace(strings.Join(e.words, "")) == "" || e.words[0] != first || e.name == "" {
				t.Errorf("%q: %+v", first, e)
			}
			for _, o := range l[i+1:] {
				if slices.Equal(o.words, e.words) {
					t.Errorf("%q twice", strings.Join(e.words, " "))
				}
			}
		}
	}
	for _, seat := range strings.Split(seatTable, "\n") {
		if _, name, _ := strings.Cut(seat, "|"); known.states[name] == nil {
			t.Errorf("%s is the seat of no state", seat)
		}
	}
}

func TestOfficeTitle(t *testing.T) {
	for _, c := range []struct{ role, want string }{
		{"President of France", "president"},
		{"French president", "president"},
		{"Prime Minister of the French Republic", "prime minister"},
		{"Foreign Minister", "foreign minister"},
		{"Defence Minister", "defense minister"},
		{"Secretary of State", "secretary of state"},
		{"France’s minister of health", "minister of health"},
		{"South Korean president", "president"},
		{"PM", "prime minister"},
		{"", ""},
	} {
		if got := OfficeTitle(c.role, "France"); got != c.want {
			t.Errorf("%s: %q, want %q", c.role, got, c.want)
		}
	}
}
