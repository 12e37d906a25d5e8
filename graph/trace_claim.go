package graph

import (
	"slices"
	"strings"

	"onrecord/graph/text"
)

// ClaimOutcome says what became of the name a quote was given to.
type ClaimOutcome string

// The outcomes. Of an office who held it follows from the day of each document.
const (
	ClaimNone      ClaimOutcome = "NONE"      // nobody was named
	ClaimKnown     ClaimOutcome = "KNOWN"     // one actor bears the name
	ClaimAmbiguous ClaimOutcome = "AMBIGUOUS" // several do; any of them confirms
	ClaimOffice    ClaimOutcome = "OFFICE"    // an office: "the French president"
	ClaimUnknown   ClaimOutcome = "UNKNOWN"   // nobody does; the words of the name are compared
)

// Claim is whom a quote was given to.
type Claim struct {
	Given   string
	Outcome ClaimOutcome
	Actors  []*Node  // who bears the name
	Offices []Office // what the words may mean, without a day; "the president" is of any state
}

// speakers are the kinds that speak.
var speakers = []NodeKind{Person, State, Organization, Group}

// claim finds who is meant by a name. A title before it ("Chancellor Merz")
// does not belong to it, unless somebody bears the whole.
func (v *View) claim(given string) (Claim, error) {
	c := Claim{Given: given}
	words := claimWords(given)
	if len(words) == 0 {
		if c.Outcome = ClaimNone; strings.TrimSpace(given) != "" {
			return c, errorf(CodeBadInput, "the speaker %s has no word; leave it out or name somebody", quoted(given))
		}
		return c, nil
	}
	names := []string{given}
	for at := 1; at < len(words); at++ {
		if titled(words[:at]) {
			names = append(names, strings.Join(words[at:], " "))
		}
	}
	known, err := v.Named(v.session.ctx, names)
	if err != nil {
		return c, err
	}
	var ids []string
	for _, list := range known {
		for _, k := range list {
			if slices.Contains(speakers, k.Kind) && !slices.Contains(ids, k.ID) {
				ids = append(ids, k.ID)
			}
		}
		if len(ids) > 0 {
			break // the longest name
		}
	}
	if c.Actors, err = v.NodesByID(ids); err != nil {
		return c, err
	}
	switch len(c.Actors) {
	case 0:
		return v.claimedOffice(c, words)
	case 1:
		c.Outcome = ClaimKnown
	default:
		c.Outcome = ClaimAmbiguous
	}
	return c, nil
}

// claimedOffice reads the words as an office: "the French president",
// "Ukraine's leader", "president of France".
func (v *View) claimedOffice(c Claim, words []string) (Claim, error) {
	c.Outcome = ClaimUnknown
	title, of := officeIn(words)
	if len(title) == 0 {
		return c, nil
	}
	titles := []string{strings.Join(title, " ")}
	if slices.Contains(chiefs, titles[0]) {
		titles = chiefTitles
	}
	if len(of) == 0 { // of any state; or the words are just how a source is called
		for _, t := range titles {
			c.Offices = append(c.Offices, Office{Title: t})
		}
		return c, nil
	}
	names := landsOf(strings.Join(of, " "))
	known, err := v.Named(v.session.ctx, names)
	if err != nil {
		return c, err
	}
	for _, list := range known {
		for _, k := range list {
			if k.Kind != State && k.Kind != Organization {
				continue
			}
			for _, t := range titles {
				if o := (Office{Title: t, Of: k.ID}); !slices.Contains(c.Offices, o) {
					c.Offices = append(c.Offices, o)
				}
			}
		}
	}
	if len(c.Offices) > 0 {
		c.Outcome = ClaimOffice
	}
	return c, nil
}

// claimWords are the words of a name, without an article before it. Possessives
// stay: they part a state from its office.
func claimWords(s string) []string {
	var out []string
	for t := range text.Tokens(s) {
		if len(out) == 0 && (t.Text == "the" || t.Text == "a" || t.Text == "an") {
			continue
		}
		out = append(out, t.Text)
	}
	return out
}

// officeIn parts the words of an office into its title and whose it is.
func officeIn(words []string) (title, of []string) {
	if i := slices.Index(words, "of"); i > 0 && i+1 < len(words) {
		of = words[i+1:]
		if len(of) > 1 && of[0] == "the" {
			of = of[1:]
		}
		return words[:i], of
	}
	for i, w := range words[:len(words)-1] {
		if land, owns := strings.CutSuffix(w, "'s"); owns {
			return words[i+1:], append(slices.Clone(words[:i]), land)
		}
		if land, owns := strings.CutSuffix(w, "s'"); owns {
			return words[i+1:], append(slices.Clone(words[:i]), land+"s")
		}
	}
	// "French foreign minister", "New Zealand prime minister": the title is the
	// longest run of words of office at the end.
	at := len(words)
	for at > 0 && officeWord[words[at-1]] {
		at--
	}
	return words[at:], words[:at]
}

// titled says whether words are what stands before a name: they end in a title
// or address, perhaps with whose it is before it.
func titled(words []string) bool {
	last := words[len(words)-1]
	return len(words) <= longestTitle && (officeWord[last] || address[last])
}

const longestTitle = 5 // words: "New Zealand deputy prime minister"

var (
	officeWord = set("president", "chancellor", "prime", "minister", "premier", "leader", "king", "queen", "prince", "emperor", "pope",
		"secretary", "general", "foreign", "defence", "defense", "finance", "interior", "envoy", "ambassador", "chief", "head", "chairman",
		"chairwoman", "chair", "commissioner", "governor", "mayor", "senator", "spokesman", "spokeswoman", "spokesperson", "vice", "deputy",
		"acting", "speaker", "taoiseach", "state")
	address = set("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "professor", "herr", "frau", "monsieur", "madame", "president-elect")
	// chiefs is how the one who leads is called whatever the office.
	chiefs      = []string{"leader", "chief", "head", "head state", "head of state", "head government", "head of government"}
	chiefTitles = []string{"leader", "president", "prime minister", "chancellor", "premier", "secretary general", "chair"}
)

func set(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// landsOf gives the names that a state may have whose people, or which itself,
// is called so: "french" is of France, "ukrainian" of Ukraine.
func landsOf(of string) []string {
	out := []string{of}
	if land, irregular := peoples[of]; irregular {
		return append(out, land...)
	}
	for _, ending := range []string{"ian", "ean", "an", "n", "ese", "ish", "i"} {
		stem, ok := strings.CutSuffix(of, ending)
		if !ok || len(stem) < 3 {
			continue
		}
		for _, end := range []string{"", "a", "ia", "e", "y", "o", "n"} {
			out = append(out, stem+end)
		}
	}
	return out
}

// peoples are adjectives that do not follow from the state's name by an ending.
var peoples = map[string][]string{
	"french": {"france"}, "german": {"germany"}, "british": {"united kingdom", "great britain", "britain"}, "uk": {"united kingdom"}, "us": {"united states"},
	"american": {"united states", "united states of america", "usa"}, "dutch": {"netherlands", "the netherlands"}, "greek": {"greece"},
	"danish": {"denmark"}, "swedish": {"sweden"}, "finnish": {"finland"}, "polish": {"poland"}, "spanish": {"spain"}, "turkish": {"turkey", "turkiye"},
	"irish": {"ireland"}, "icelandic": {"iceland"}, "swiss": {"switzerland"}, "belgian": {"belgium"}, "norwegian": {"norway"},
	"canadian": {"canada"}, "brazilian": {"brazil"}, "argentine": {"argentina"}, "czech": {"czech republic", "czechia"}, "slovak": {"slovakia"},
	"slovene": {"slovenia"}, "serb": {"serbia"}, "croat": {"croatia"}, "bulgarian": {"bulgaria"}, "portuguese": {"portugal"}, "welsh": {"wales"},
	"scottish": {"scotland"}, "english": {"england"}, "filipino": {"philippines"}, "thai": {"thailand"}, "afghan": {"afghanistan"},
	"kazakh": {"kazakhstan"}, "uzbek": {"uzbekistan"}, "emirati": {"united arab emirates"}, "saudi": {"saudi arabia"},
	"cypriot": {"cyprus"}, "lebanese": {"lebanon"}, "vietnamese": {"vietnam", "viet nam"}, "european": {"european union"}, "eu": {"european union"},
	"un": {"united nations"}, "peruvian": {"peru"}, "chilean": {"chile"}, "moldovan": {"moldova"}, "belarusian": {"belarus"},
}
