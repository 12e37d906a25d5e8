package names

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// collective are plurals that act together: a group when the words say which.
// Officials, sources and experts are not among them: nobody can tell whether
// two mentions of them are the same people.
var collective = set(`allies leaders nations countries states governments lawmakers legislators senators congressmen representatives deputies ministers members mps meps parliamentarians democrats republicans
conservatives liberals socialists communists greens nationalists separatists rebels insurgents militants jihadists protesters demonstrators activists campaigners delegates delegations negotiators mediators envoys
ambassadors prosecutors voters residents citizens parties partners powers capitals companies firms banks manufacturers unions farmers workers miners students teachers doctors nurses scientists families victims relatives
supporters opponents authorities regulators judges generals commanders chiefs donors creditors lenders participants signatories bishops clerics governors mayors premiers presidents chancellors islamists guarantors
neighbors neighbours institutions agencies factions groups organizations organisations coalitions states-parties refugees migrants settlers veterans soldiers guerrillas fighters hardliners moderates loyalists
tribes clans villagers herders fishermen smallholders landowners tenants pensioners drivers pilots sailors shareholders investors`)

// peopleNamed: a name that is a plural of people: Democrats, the Russians.
func plurals(name string) bool {
	lower := strings.ToLower(name)
	if collective[lower] {
		return true
	}
	if s, ok := strings.CutSuffix(name, "s"); ok {
		for _, e := range known.entries[s] {
			if e.sort == isDemonym && len(e.words) == 1 {
				return true
			}
		}
	}
	return peoples[lower]
}

var peoples = set("europeans kurds tories labourites zionists muslims christians jews catholics sunnis shiites hutus tutsis tatars uyghurs rohingya arabs africans asians britons danes swedes finns poles turks spaniards")

// plural gives the group that a plural names: "Norway’s northern allies",
// "opposition lawmakers". "the allies" takes up the last that was called so.
func (b *Book) plural(lo, hi int) *Entity {
	start := lo
	switch b.at(lo).Lower {
	case "the", "these", "those":
		start++
	}
	k := start
	for k < hi && k-start < 9 && !collective[b.at(k).Lower] {
		w := b.at(k)
		if w.Tag == "IN" || w.Tag == "TO" || strings.HasPrefix(w.Tag, "VB") && w.Tag != "VBN" && w.Tag != "VBG" || w.Tag == "PRP" || w.Tag == "PRP$" || w.Tag == "CC" && k == start {
			return nil
		}
		k++
	}
	if k >= hi || !collective[b.at(k).Lower] || capital(b.at(k).Text) && k > start {
		return nil
	}
	noun, end := b.at(k).Lower, k+1
	if end < hi {
		switch b.at(end).Lower {
		case "from", "of", "in":
			end = min(hi, end+5)
			for end > k+1 && !strings.HasPrefix(b.at(end-1).Tag, "NN") {
				end--
			}
		default:
			return nil
		}
	}
	if k == start && end == k+1 {
		if start == lo {
			return nil // "allies", anybody's
		}
		return b.earlier(noun, lo)
	}
	if end == k+1 && vague(b, start, k) {
		return nil
	}
	return b.group(start, end)
}

// vague: what stands before the noun does not tell which: "other leaders".
func vague(b *Book, start, k int) bool {
	for j := start; j < k; j++ {
		switch w := b.at(j); {
		case w.Tag == "CD", w.Tag == "DT", w.Tag == "PDT", w.Tag == "RB":
		case w.Lower == "other" || w.Lower == "several" || w.Lower == "many" || w.Lower == "few" || w.Lower == "various" || w.Lower == "some" || w.Lower == "most" || w.Lower == "such" || w.Lower == "more":
		default:
			return false
		}
	}
	return true
}

// group gives the group that the words [start, end) name.
func (b *Book) group(start, end int) *Entity {
	span := text.Span{Start: b.at(start).Start, End: b.at(end - 1).End}
	said := strings.Join(strings.Fields(span.In(b.source)), " ")
	key := fold(straight(said))
	if b.groups[key] == nil {
		b.groups[key] = b.list(&Entity{Name: said, Kind: graph.Group})
	}
	g := b.groups[key]
	if !slices.Contains(g.Mentions, span) {
		g.Mentions = append(g.Mentions, span)
	}
	return g
}

// nearby is how many words back "the allies" can take up whose allies.
const nearby = 1500

// earlier looks back for the phrase that said which "the allies" are. Two
// different ones in reach are nobody.
func (b *Book) earlier(noun string, before int) *Entity {
	found, name := [2]int{}, ""
	for k := before - 1; k > 0 && before-k < nearby; k-- {
		if b.at(k).Lower != noun || capital(b.at(k).Text) {
			continue
		}
		start := k
		for start > 0 && k-start < 5 && b.at(start-1).Sentence == b.at(k).Sentence && b.specifies(start-1) {
			start--
		}
		if start == k || vague(b, start, k) {
			continue
		}
		key := fold(straight(b.source[b.at(start).Start:b.at(k).End]))
		if name != "" && key != name {
			return nil
		}
		found, name = [2]int{start, k + 1}, key
	}
	if name == "" {
		return b.group(before+1, before+2) // whoever these are, the text calls them no other
	}
	return b.group(found[0], found[1])
}

func (b *Book) specifies(k int) bool {
	w := b.at(k)
	return strings.HasPrefix(w.Tag, "J") || strings.HasPrefix(w.Tag, "NN") || w.Tag == "POS" || w.Lower == "'s" || w.Lower == "'"
}

// institutions are bodies that every state has one of.
var institutions = map[string]string{
	"foreign ministry": "Foreign Ministry", "defense ministry": "Defense Ministry", "defence ministry": "Defense Ministry", "ministry of defense": "Defense Ministry", "ministry of defence": "Defense Ministry",
	"interior ministry": "Interior Ministry", "finance ministry": "Finance Ministry", "justice ministry": "Justice Ministry", "health ministry": "Health Ministry", "energy ministry": "Energy Ministry", "trade ministry": "Trade Ministry",
	"ministry of foreign affairs": "Foreign Ministry", "parliament": "parliament", "central bank": "central bank", "army": "army", "military": "military", "navy": "navy", "air force": "air force", "general staff": "General Staff",
	"armed forces": "armed forces", "supreme court": "Supreme Court", "constitutional court": "Constitutional Court",
}

// institution gives the body of a state: "the Danish foreign ministry",
// "Denmark's parliament".
func (b *Book) institution(lo, hi int) *Entity {
	k := lo
	if b.at(k).Lower == "the" {
		k++
	}
	e, n := known.at(b.t, k, hi)
	if n == 0 || e.sort != isDemonym && e.sort != isState {
		return nil
	}
	start := k
	adjective := b.source[b.at(k).Start:b.at(k+n-1).End]
	if e.sort == isState {
		adjective = adjectiveOf(e.name)
	}
	k += n
	owned := b.at(k).Tag == "POS" || b.at(k).Lower == "'s"
	if owned {
		k++
	}
	if k >= hi || hi-k > 4 {
		return nil
	}
	name := institutions[strings.ToLower(strings.Join(strings.Fields(b.source[b.at(k).Start:b.at(hi-1).End]), " "))]
	if name == "" {
		return nil
	}
	name = adjective + " " + name
	key := bodyKey + fold(name)
	if b.bodies[key] == nil {
		if owned {
			name = straight(strings.Join(strings.Fields(b.source[b.at(start).Start:b.at(hi-1).End]), " "))
		}
		b.bodies[key] = &Entity{Name: name, Kind: graph.Organization}
	}
	return b.list(b.bodies[key])
}

func adjectiveOf(name string) string {
	if a := known.adjectives[name]; a != "" {
		return a
	}
	return name
}
