package names

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// The kinds that evidence votes for.
const (
	person = iota
	body
	place
	votable
)

var kindOf = [votable]graph.NodeKind{person: graph.Person, body: graph.Organization, place: graph.Place}

// A form is one spelling of a name, with all that was seen of it.
type form struct {
	words    []string     // as written
	folded   []string     // the same, folded; initials are one word
	entry    entry        // what the tables know
	votes    [votable]int // what the name and its title say
	shown    [votable]int // what the text says of its bearer
	spoke    int          // how often it is the subject of a verb of speech, as a single word
	nouns    []string     // that call it a body: "company"
	callings []string     // that call it a person: "fisherman"
	gender   Gender
	mentions []int
	group    *group // that it belongs to
	human    bool   // it does what only people do
	organ    bool   // a word of it is an organisation's or a place's
}

// form finds or makes the form of the words [first, end).
func (f *finder) form(first, end int) *form {
	bare := f.footnote(first, end)
	name := f.source[f.t.Words[first].Start:bare]
	if o := f.forms[name]; o != nil {
		return o
	}
	o := &form{organ: f.organized(first, end)}
	o.words = f.unshouted(first, end)
	if last := &o.words[len(o.words)-1]; bare < f.t.Words[end-1].End {
		*last = (*last)[:bare-f.t.Words[end-1].Start]
	}
	o.folded = foldWords(o.words)
	f.forms[name] = o
	f.order = append(f.order, o)
	return o
}

func fold(s string) string { return strings.Join(foldWords(strings.Fields(s)), " ") }

// foldWords makes spellings of one name meet: with and without accents, J. D.
// and JD, Zelensky and Zelenskyy. Short words keep their letters, so that Mary
// and Mari stay apart.
func foldWords(w []string) []string {
	out := make([]string, 0, len(w))
	initials := false
	for i, s := range w {
		f := text.Fold(strings.ReplaceAll(s, ".", ""))
		if len(f) > 5 {
			f = text.NameKey(f)
		}
		initial := len(f) == 1 && i < len(w)-1
		if initial && initials {
			out[len(out)-1] += f
		} else {
			out = append(out, f)
		}
		initials = initial
	}
	return out
}

// apposition: an age stands after the name.
func (f *finder) aged(end int) bool {
	return f.at(end).Lower == "," && len(f.at(end+1).Text) == 2 && f.at(end+1).Tag == "CD" && (f.at(end+2).Lower == "," || f.at(end+2).Text == ".")
}

// evidence notes what the words around a mention say about its kind.
func (f *finder) evidence(o *form, first, end int, titled bool) {
	if o.entry.sort != 0 {
		return
	}
	n := end - first
	last := f.t.Words[end-1]
	label := f.label(first, end)
	if label && n > 1 && !o.organ && (f.firstPerson(end) || f.interview()) {
		o.votes[person] += 3
	}
	loud := f.capitals(first, end) && o.words[0] == f.at(first).Text
	if things[last.Lower] || n > 1 && (loud || polities[strings.ToLower(o.words[0])] && o.words[1] == "of") {
		return
	}
	if n == 1 && (orgWords[last.Lower] || placeWords[last.Lower]) && !titled {
		// "the Committee": which one is for a longer name to say.
		if standing[last.Lower] {
			o.votes[body] += 4
		}
		return
	}
	for k := first; k < end; k++ {
		if orgWords[f.t.Words[k].Lower] {
			o.votes[body] += 3
		}
	}
	switch {
	case orgWords[last.Lower]:
		o.votes[body] += 4
	case placeWords[last.Lower]:
		o.votes[place] += 5
	case o.organ && ofHeads[strings.ToLower(o.words[0])]:
		o.votes[body] += 2
	}
	if titled {
		o.votes[person] += 4
	}
	if n > 1 && !o.organ && (last.Lower == "jr." || last.Lower == "sr." || last.Lower == "jr" || initialed(o.words)) {
		o.votes[person] += 3
	}
	if g, ok := firstNames[o.words[0]]; ok && n > 1 {
		o.votes[person] += 4
		if o.gender == Unknown {
			o.gender = g
		}
	}
	if f.aged(end) {
		o.votes[person] += 3
	}
	f.around(o, first, end)
	f.introduced(o, first, end)
	f.behaves(o, first, end)
}

// things end names of what is neither body, place nor person.
var things = set("act amendment treaty agreement accord pact convention award prize trophy day night week show bowl cup olympics war revolution constitution doctrine plan initiative bill dream age era conference summit poll primary caucuses")

// standing are bodies there is usually one of.
var standing = set("parliament senate congress treasury")

// capitals: all of the words are in capitals, as in headlines.
func (f *finder) capitals(first, end int) bool {
	for k := first; k < end; k++ {
		if s := f.at(k).Text; len(s) < 3 || strings.ToUpper(s) != s {
			return false
		}
	}
	return true
}

// initialism: the word is an acronym and not just loud.
func (f *finder) initialism(first, end int) bool {
	s := f.at(first).Text
	if end-first != 1 || len(s) < 2 || len(s) > 6 || !acronym(s) || strings.ToUpper(s) != s || generic[f.at(first).Lower] || f.shouted(first, end) {
		return false
	}
	return len(known.entries[s[:1]+strings.ToLower(s[1:])]) == 0
}

// generic are acronyms that are nobody's name.
var generic = set("ok tv pac pacs lgbt lgbtq est edt gmt utc id dc cd dvd pdf rv gdp gnp vat ceo cfo coo ngo ngos covid aids hiv dna am pm ad bc dm usd eur faq diy suv atm it ai pr hr qa vip")

// initialed: one of the words before the last is an initial.
func initialed(w []string) bool {
	for _, s := range w[:len(w)-1] {
		if len(s) == 2 && s[1] == '.' || len(s) == 4 && s[1] == '.' && s[3] == '.' && len(w) == 2 {
			return true
		}
	}
	return false
}

// around: verbs, prepositions and nouns beside the name.
func (f *finder) around(o *form, first, end int) {
	before, next := f.at(first-1), f.at(end)
	subject := person
	if f.initialism(first, end) {
		subject = body
		o.votes[body]++
	}
	if strings.HasPrefix(next.Tag, "VB") && reporting[next.Lower] || reporting[before.Lower] && (next.Text == "." || next.Lower == ",") && before.Quote < 0 && strings.HasPrefix(before.Tag, "VB") {
		if end-first == 1 && subject == person {
			o.spoke++ // a surname, or a company
		} else {
			o.votes[subject]++
		}
	}
	if next.Lower == "," && f.at(end+1).Lower == "who" || next.Lower == "himself" || next.Lower == "herself" {
		o.votes[person] += 2
	}
	switch {
	case before.Lower == "in" || before.Lower == "near" || before.Lower == "across" || before.Lower == "throughout" || before.Lower == "outside":
		o.votes[place]++
	case before.Lower == "the" && (o.organ || subject == body):
		o.votes[body]++
	case compass[before.Lower]:
		o.votes[place] += 2
	case before.Lower == "of" && placeWords[f.at(first-2).Lower], before.Lower == "of" && (f.at(first-2).Lower == "territory" || f.at(first-2).Lower == "town"):
		o.votes[place] += 4
	}
	if placeWords[next.Lower] && next.Lower != "park" && next.Lower != "county" || next.Lower == "town" || next.Lower == "territory" {
		o.votes[place] += 2
	}
	if e, n := known.at(f.t, end+1, f.sentenceEnd(end-1)); next.Lower == "," && n > 0 && (e.sort == isState || e.sort == isPlace) && f.at(end+1+n).Lower == "," {
		o.votes[place] += 3
	}
}

var compass = set("eastern western northern southern central northeastern northwestern southeastern southwestern downtown occupied")

// shouted: the words beside it are in capitals too.
func (f *finder) shouted(first, end int) bool {
	for _, k := range [...]int{first - 1, end} {
		if s := f.at(k).Text; len(s) > 2 && strings.ToUpper(s) == s && strings.ToLower(s) != s {
			return true
		}
	}
	return f.at(end).Text == ":"
}

// decide settles a kind. What shows too little evidence stays without one, and
// so does what shows as much of another.
func decide(votes [votable]int) graph.NodeKind {
	best, second, kind := 0, 0, graph.NodeKind("")
	for k, n := range votes {
		switch {
		case n > best:
			best, second, kind = n, best, kindOf[k]
		case n > second:
			second = n
		}
	}
	if best < 2 || best == second {
		return ""
	}
	return kind
}

// acronym: capitals, as they stand for a longer name in parentheses.
func acronym(s string) bool {
	upper := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z', c == '.':
		default:
			return false
		}
	}
	return upper >= 2 && len(s) <= 8 && s[0] >= 'A' && s[0] <= 'Z'
}

// abbreviates: the acronym is the initials of the words, with or without the
// small ones.
func abbreviates(short string, long []string) bool {
	all, large := "", ""
	for _, w := range long {
		for part := range strings.SplitSeq(w, "-") {
			if part == "" {
				continue
			}
			all += part[:1]
			if capital(part) {
				large += part[:1]
			}
		}
	}
	short = strings.ReplaceAll(short, ".", "")
	return strings.EqualFold(short, all) || strings.EqualFold(short, large) || slices.Equal(long, []string{short})
}
