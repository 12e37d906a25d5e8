package names

import (
	"slices"
	"strings"

	"onrecord/extract/words"
)

// sort says what a known name is of.
type sort uint8

const (
	isState sort = iota + 1
	isDemonym
	isCapital
	isSeat
	isPlace
	isBody
)

// An entry is a name that is known beforehand. name is what it stands for: the
// name of the state, or the first name of the organisation or place.
type entry struct {
	sort  sort
	name  string
	words []string
}

// state is what is known of a state.
type state struct {
	iso, name string
	names     []string // all of them, name first
}

// gazetteer holds the tables, by the first word of each name, longest first.
type gazetteer struct {
	entries    map[string][]entry
	states     map[string]*state
	bodies     map[string][]string // organisation to all its names
	adjectives map[string]string   // state to its usual adjective
}

var known = readTables()

func readTables() *gazetteer {
	g := &gazetteer{map[string][]entry{}, map[string]*state{}, map[string][]string{}, map[string]string{}}
	for line := range strings.Lines(stateTable) {
		f := strings.Split(strings.TrimSpace(line), "|")
		s := &state{iso: f[0], name: f[1], names: append([]string{f[1]}, list(f[4])...)}
		g.states[s.name] = s
		g.add(isState, s.name, s.names)
		g.add(isDemonym, s.name, list(f[2]))
		g.adjectives[s.name], _, _ = strings.Cut(f[2], ",")
		g.add(isCapital, s.name, list(f[3]))
	}
	for line := range strings.Lines(seatTable) {
		seats, name, _ := strings.Cut(strings.TrimSpace(line), "|")
		g.add(isSeat, name, list(seats))
	}
	for line := range strings.Lines(bodyTable) {
		names := list(strings.TrimSpace(line))
		g.bodies[names[0]] = names
		g.add(isBody, names[0], names)
	}
	for _, p := range list(strings.ReplaceAll(placeTable, "\n", "")) {
		g.add(isPlace, p, []string{p})
	}
	for _, l := range g.entries {
		slices.SortStableFunc(l, func(a, b entry) int { return len(b.words) - len(a.words) })
	}
	return g
}

func list(s string) []string {
	return slices.DeleteFunc(strings.Split(s, ","), func(s string) bool { return s == "" })
}

// add keeps the first meaning of a name: Singapore is the state.
func (g *gazetteer) add(s sort, name string, spellings []string) {
	for _, spelling := range spellings {
		w := strings.Fields(strings.ReplaceAll(spelling, "’", "'"))
		if !slices.ContainsFunc(g.entries[w[0]], func(e entry) bool { return slices.Equal(e.words, w) }) {
			g.entries[w[0]] = append(g.entries[w[0]], entry{s, name, w})
		}
	}
}

// at finds the longest known name that begins at word i and ends by end.
func (g *gazetteer) at(t *words.Text, i, end int) (entry, int) {
	if i >= end {
		return entry{}, 0
	}
	for _, e := range g.entries[straight(t.Words[i].Text)] {
		if len(e.words) <= end-i && e.matches(t.Words[i:]) {
			return e, len(e.words)
		}
	}
	return entry{}, 0
}

func (e entry) matches(w []words.Word) bool {
	for k := range e.words {
		if straight(w[k].Text) != e.words[k] {
			return false
		}
	}
	return true
}

func straight(s string) string {
	if strings.Contains(s, "’") {
		return strings.ReplaceAll(s, "’", "'")
	}
	return s
}
