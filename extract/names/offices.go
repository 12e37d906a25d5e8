package names

import (
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// officeKey finds who holds an office: its last word before any "of", and of
// what, "" for all.
type officeKey struct{ head, of string }

// A holding is an office and who has it.
type holding struct {
	entity *Entity
	office Office
}

// settleOffices gives the roles beside the names to their bearers, now that it
// is known who these are.
func (b *Book) settleOffices(roles []roleOf) {
	for _, r := range roles {
		m := &b.mentions[r.mention]
		e := m.entity
		if e == nil || e.Kind != graph.Person {
			continue
		}
		if !slices.Contains(e.Roles, r.role.text) {
			e.Roles = append(e.Roles, r.role.text)
		}
		if g := officeGender[head(r.role.title)]; g != Unknown && e.Gender == Unknown {
			e.Gender = g
		}
		o := Office{Title: r.role.title, Of: b.holding(r.role.of), Former: r.role.former, Span: r.span}
		if !slices.ContainsFunc(e.Offices, o.same) {
			e.Offices = append(e.Offices, o)
			b.hold(e, o)
		}
	}
}

// same: the two are one office, wherever the text says so.
func (o Office) same(p Office) bool {
	o.Span, p.Span = text.Span{}, text.Span{}
	return o == p
}

func (b *Book) hold(e *Entity, o Office) {
	k := officeKey{head(o.Title), ""}
	b.offices[k] = append(b.offices[k], holding{e, o})
	if o.Of != nil {
		k.of = o.Of.Name
		b.offices[k] = append(b.offices[k], holding{e, o})
		if headTitles[o.Title] || o.Title == "prime minister" {
			k.head = leads
			b.offices[k] = append(b.offices[k], holding{e, o})
		}
	}
}

const leads = "*leads"

// holding gives the entity that the key of an office's state or organisation
// names.
func (b *Book) holding(of string) *Entity {
	switch {
	case of == "":
		return nil
	case strings.HasPrefix(of, stateKey):
		return b.list(b.stateNamed(of[len(stateKey):]))
	case strings.HasPrefix(of, bodyKey):
		return b.list(b.table(graph.Organization, of[len(bodyKey):]))
	}
	return b.bodies[bodyKey+of]
}

// head is the last word of a title before any "of".
func head(title string) string {
	title, _, _ = strings.Cut(title, " of ")
	return title[strings.LastIndexByte(title, ' ')+1:]
}

// titleFits: who is held to be this is meant by that: "the secretary" is the
// press secretary, "the president" is not the vice president.
func titleFits(held, asked string) bool {
	if same(held) == same(asked) {
		return true
	}
	if rest, ok := strings.CutPrefix(held, asked+" of "); ok && rest != "" {
		return true
	}
	before, ok := strings.CutSuffix(strings.SplitN(held, " of ", 2)[0], " "+asked)
	if !ok {
		return false
	}
	for w := range strings.FieldsSeq(before) {
		if below[w] {
			return false
		}
	}
	return true
}

// below are words that make an office another one.
var below = set("vice prime deputy assistant under associate attorney secretary")

func same(title string) string {
	switch title {
	case "premier", "pm":
		return "prime minister"
	case "defence minister":
		return "defense minister"
	case "defence secretary":
		return "defense secretary"
	}
	return title
}

// officeHolder gives the only person who holds the office that the words
// [lo, hi) are.
func (b *Book) officeHolder(lo, hi int) *Entity {
	if hi-lo > 12 {
		return nil
	}
	r, k := b.roleAt(lo, hi)
	if k != hi || r.an || r.his {
		return nil
	}
	if b.at(lo).Lower != "the" && r.of == "" {
		return nil
	}
	key := officeKey{head: head(same(r.title))}
	if r.of != "" {
		key.of = b.nameOfKey(r.of)
		if r.title == "leader" {
			key.head = leads
		}
	}
	holders := b.offices[key]
	if key.head == "minister" && r.title != "minister" && r.of != "" {
		// Premiers are prime ministers.
		holders = slices.Concat(holders, b.offices[officeKey{"premier", key.of}])
	}
	var found *Entity
	for _, h := range holders {
		if h.office.Former != r.former || key.head != leads && !titleFits(h.office.Title, r.title) {
			continue
		}
		if found != nil && found != h.entity {
			return nil
		}
		found = h.entity
	}
	if found == nil && !r.former {
		found = b.list(b.holders[officeKey{same(r.title), r.of}])
	}
	return found
}

func (b *Book) nameOfKey(of string) string {
	switch {
	case strings.HasPrefix(of, stateKey), strings.HasPrefix(of, bodyKey):
		return of[1:]
	case b.bodies[bodyKey+of] != nil:
		return b.bodies[bodyKey+of].Name
	}
	return of
}

// OfficeTitle gives the title of an office that is worded as a role, without
// what it is of: "president" for "President of France" and "French president"
// where of has the names of France. Adjectives of states go in any case.
func OfficeTitle(role string, of ...string) string {
	title := strings.ToLower(strings.TrimSpace(straight(role)))
	for _, n := range of {
		n = strings.ToLower(straight(n))
		for _, p := range [...]string{" of the " + n, " of " + n, " for " + n, " at " + n} {
			title = strings.TrimSuffix(title, p)
		}
		for _, p := range [...]string{n + "'s ", n + " "} {
			title = strings.TrimPrefix(title, p)
		}
		if s := known.states[stateSpelled(n)]; s != nil {
			for _, other := range s.names {
				title = strings.TrimSuffix(strings.TrimSuffix(title, " of the "+strings.ToLower(other)), " of "+strings.ToLower(other))
				title = strings.TrimPrefix(title, strings.ToLower(other)+" ")
			}
		}
	}
	w := strings.Fields(title)
	if len(w) > 0 && !offices[w[0]] && !roleModifiers[w[0]] {
		w = strings.Fields(withoutAdjective(title))
	}
	for i := range w {
		w[i] = longer(w[i])
	}
	return same(strings.Join(w, " "))
}

func stateSpelled(lower string) string {
	for name := range known.states {
		if strings.ToLower(name) == lower {
			return name
		}
	}
	return ""
}

// withoutAdjective takes "south korean" from "south korean president".
func withoutAdjective(title string) string {
	for _, l := range known.entries {
		for _, e := range l {
			if e.sort != isDemonym && e.sort != isState {
				continue
			}
			if rest, ok := strings.CutPrefix(title, strings.ToLower(strings.Join(e.words, " "))+" "); ok {
				return rest
			}
		}
	}
	return title
}
