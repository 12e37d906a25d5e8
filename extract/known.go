package extract

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"onrecord/extract/names"
	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/graph/text"
)

// Known is an index of the actors of a draft, such as an import file: what
// `onrecord extract --known` links to. It is safe for concurrent use.
type Known struct {
	actors map[string]graph.KnownActor
	byName map[string][]string // folded name to ids, ordered
	tenure map[string][]tenure // id of a state or organisation to who held offices there
	into   map[string]string   // merged id to the one that survives
	now    func() time.Time
}

// tenure is an office that somebody holds for a time.
type tenure struct {
	holder, title string
	from, to      edtf.Date
}

var _ graph.ActorIndex = (*Known)(nil)

// NewKnown indexes the people, states, organisations, groups, forces, places
// and events of a draft by name and alias, and people by the offices its
// HOLDS_OFFICE relations give them. What the draft says was rejected is left
// out.
func NewKnown(d *graph.Draft) *Known {
	k := &Known{actors: map[string]graph.KnownActor{}, byName: map[string][]string{}, tenure: map[string][]tenure{}, into: map[string]string{}, now: time.Now}
	if d == nil {
		return k
	}
	for i := range d.Merges {
		k.into[d.Merges[i].From] = d.Merges[i].Into
	}
	for i := range d.Nodes {
		if n := &d.Nodes[i]; n.Review != graph.Rejected {
			k.add(n)
		}
	}
	for _, ids := range k.byName {
		slices.Sort(ids)
	}
	for i := range d.Relations {
		r := &d.Relations[i]
		if r.Review == graph.Rejected {
			continue
		}
		if r.Type == graph.HoldsOffice {
			k.hold(r)
		}
		if r.Type == graph.HoldsOffice || r.Type == graph.Leads || r.Type == graph.MemberOf {
			k.role(r)
		}
	}
	return k
}

// add indexes a node under the id that survives.
func (k *Known) add(n *graph.NodeDraft) {
	id := k.surviving(n.ID)
	a, ok := k.actors[id]
	if !ok || n.ID == id {
		a.ID, a.Kind = id, n.Kind
		if a.Name != "" {
			a.Aliases = append(a.Aliases, a.Name)
		}
		a.Name = n.Name
	} else {
		a.Aliases = append(a.Aliases, n.Name)
	}
	for _, alias := range n.Aliases {
		a.Aliases = append(a.Aliases, alias.Text)
	}
	k.actors[id] = a
	for _, name := range append([]string{n.Name}, a.Aliases...) {
		if key := text.NameKey(name); key != "" && !slices.Contains(k.byName[key], id) {
			k.byName[key] = append(k.byName[key], id)
		}
	}
}

// surviving follows merges to their end.
func (k *Known) surviving(id string) string {
	for range len(k.into) {
		next, ok := k.into[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}

// hold notes who held an office. A date that cannot be read sets no bound: the
// gate, not this index, refuses it.
func (k *Known) hold(r *graph.RelationDraft) {
	of := k.surviving(r.To)
	a := k.actors[of]
	t := tenure{holder: k.surviving(r.From), title: names.OfficeTitle(r.Role, append([]string{a.Name}, a.Aliases...)...)}
	if d, err := edtf.Parse(r.ValidFrom); err == nil {
		t.from = d
	}
	if d, err := edtf.Parse(r.ValidTo); err == nil {
		t.to = d
	}
	k.tenure[of] = append(k.tenure[of], t)
}

// role notes what a person holds, leads or is a member of, in words. What
// somebody only claims is not noted.
func (k *Known) role(r *graph.RelationDraft) {
	id := k.surviving(r.From)
	a, ok := k.actors[id]
	if !ok || a.Kind != graph.Person || r.AccordingTo != "" || len(a.Roles) >= graph.MostRoles {
		return
	}
	if words := graph.RoleWords(r.Type, r.Role, k.actors[k.surviving(r.To)].Name); !slices.Contains(a.Roles, words) {
		a.Roles = append(a.Roles, words)
		k.actors[id] = a
	}
}

// Named answers for each name those that bear it.
func (k *Known) Named(ctx context.Context, names []string) ([][]graph.KnownActor, error) {
	out := make([][]graph.KnownActor, len(names))
	for i, n := range names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ids := k.byName[text.NameKey(n)]
		for _, id := range ids[:min(len(ids), graph.MostBearers)] {
			out[i] = append(out[i], k.actors[id])
		}
	}
	return out, nil
}

// Holding answers for each office who held it on its day.
func (k *Known) Holding(ctx context.Context, offices []graph.Office) ([][]graph.KnownActor, error) {
	out := make([][]graph.KnownActor, len(offices))
	for i, o := range offices {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		on := strings.TrimSpace(o.On)
		if on == "" {
			on = k.now().UTC().Format(time.DateOnly)
		}
		day, err := edtf.Parse(on)
		if err != nil {
			return nil, &graph.Error{Code: graph.CodeBadDate, Message: "the day of an office: " + err.Error(), Cause: err}
		}
		title := names.OfficeTitle(o.Title)
		for _, t := range k.tenure[k.surviving(o.Of)] {
			if t.title == title && t.during(day) {
				if a, ok := k.actors[t.holder]; ok && !slices.ContainsFunc(out[i], func(b graph.KnownActor) bool { return b.ID == a.ID }) {
					out[i] = append(out[i], a)
				}
			}
		}
		slices.SortFunc(out[i], func(a, b graph.KnownActor) int { return cmp.Compare(a.ID, b.ID) })
		out[i] = out[i][:min(len(out[i]), graph.MostBearers)]
	}
	return out, nil
}

// during: the office may have been held on the day. Both bounds are part of it;
// where one is not known, there is none.
func (t tenure) during(day edtf.Date) bool {
	return (t.from.IsZero() || t.from.Earliest() <= day.Latest()) && (t.to.IsZero() || day.Earliest() <= t.to.Latest())
}
