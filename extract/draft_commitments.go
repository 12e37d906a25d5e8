package extract

import (
	"context"
	"slices"
	"strings"

	"onrecord/extract/commitments"
	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// commitments proposes what somebody undertook, refused, denied or withdrew.
func (d *drafter) commitments(context.Context) error {
	d.promised = make([]string, len(d.reading.Commitments))
	for i := range d.reading.Commitments {
		if err := d.commitment(i); err != nil {
			return err
		}
	}
	return nil
}

func (d *drafter) commitment(i int) error {
	c := &d.reading.Commitments[i]
	words, err := d.evidence(c.Evidence...)
	if err != nil {
		return err
	}
	out := graph.CommitmentDraft{
		ID: d.own(graph.Commitment, place(c.Evidence...), place(c.Verb), string(c.Outcome)), Summary: summary(c), Action: c.Action,
		Modal: d.within(c, c.Modal), Quantity: d.within(c, c.Quantity), Deadline: c.DeadlineEDTF, Strength: c.Strength,
		Evidence: words, Standing: graph.Standing{Confidence: c.Confidence},
	}
	if out.Strength == "" {
		out.Strength = graph.DeclaredIntent
	}
	by, err := d.pledgors(c)
	if err != nil {
		return err
	}
	if err := d.terms(c, &out); err != nil {
		return err
	}
	if err := d.mentioned(c, &out); err != nil {
		return err
	}
	speaker, err := d.expressed(c, &out)
	if err != nil {
		return err
	}
	d.promised[i] = out.ID
	switch c.Outcome {
	case commitments.Refused:
		d.act(graph.Declined, by, &out)
	case commitments.Denied:
		if speaker != "" {
			by = []string{speaker}
		}
		d.act(graph.Denies, by, &out)
	case commitments.Withdrawn:
		out.PledgedBy = by
		d.act(graph.Withdrew, by, &out)
	case commitments.Negated:
		out.PledgedBy = by
		if not := d.within(c, c.Negation); not != "" {
			negation, err := d.evidence(c.Negation)
			if err != nil {
				return err
			}
			out.Facts = append(out.Facts, graph.FactDraft{Property: "polarity", Value: "NEGATIVE", Evidence: negation, AccordingTo: out.AccordingTo})
		}
	default:
		out.PledgedBy = by
	}
	d.draft.Commitments = append(d.draft.Commitments, out)
	return nil
}

// summary says in a line what the commitment is. A reader of a list must not
// take what was refused for what was promised.
func summary(c *commitments.Commitment) string {
	switch c.Outcome {
	case commitments.Negated:
		return "not to " + c.Summary
	case commitments.Refused:
		return "refusal to " + c.Summary
	case commitments.Denied:
		return "denied promise to " + c.Summary
	case commitments.Withdrawn:
		return "withdrawn promise to " + c.Summary
	}
	return c.Summary
}

// act says what somebody did about a commitment, instead of making it.
func (d *drafter) act(t graph.RelationType, by []string, c *graph.CommitmentDraft) {
	for _, who := range by {
		d.draft.Relations = append(d.draft.Relations, graph.RelationDraft{
			Type: t, From: who, To: c.ID, Evidence: c.Evidence, AccordingTo: c.AccordingTo, Standing: c.Standing,
		})
	}
}

// within gives words as written, if the evidence of the commitment holds them.
func (d *drafter) within(c *commitments.Commitment, s text.Span) string {
	if s.Len() == 0 || !slices.ContainsFunc(c.Evidence, func(e text.Span) bool { return e.Contains(s) }) {
		return ""
	}
	return s.In(d.source)
}

// firstPerson are the words with which a speaker pledges.
var firstPerson = grammar.Set("i we us our my")

// pledgors gives the ids of whoever undertook it: of "we" who says it, of
// "German troops" the state whose they are.
func (d *drafter) pledgors(c *commitments.Commitment) ([]string, error) {
	var out []string
	add := func(ids ...string) {
		for _, id := range ids {
			if id != "" && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	for _, m := range c.Pledgors {
		if firstPerson[strings.ToLower(m.In(d.source))] {
			if s := d.draftOf(c.Said); s != nil {
				add(s.Speaker)
			}
			continue
		}
		if c.Theirs {
			for _, e := range d.reading.Names.Demonyms(m) {
				id, err := d.actor(e)
				if err != nil {
					return nil, err
				}
				add(id)
			}
			if len(out) > 0 {
				continue
			}
		}
		ids, err := d.whoIs(m)
		if err != nil {
			return nil, err
		}
		add(ids...)
	}
	return out, nil
}

// terms adds to whom it is owed, with which forces, where, and on what
// conditions.
func (d *drafter) terms(c *commitments.Commitment, out *graph.CommitmentDraft) error {
	for _, list := range []struct {
		spans []text.Span
		to    *[]string
	}{{c.Owed, &out.OwedTo}, {c.Beneficiaries, &out.Beneficiaries}} {
		for _, s := range list.spans {
			ids, err := d.whoIs(s)
			if err != nil {
				return err
			}
			*list.to = union(*list.to, ids)
		}
	}
	for _, s := range c.Forces {
		if id := d.thing(graph.Force, s.In(d.source), s); id != "" {
			out.Forces = union(out.Forces, []string{id})
		}
	}
	for _, s := range c.Places {
		e := d.reading.Names.At(s)
		if e == nil || e.Kind != graph.Place && e.Kind != graph.State {
			continue
		}
		id, err := d.actor(e)
		if err != nil {
			return err
		}
		out.Places = union(out.Places, []string{id})
	}
	for _, k := range c.Conditions {
		id := d.thing(graph.Event, k.Event.In(d.source), k.Event)
		if id == "" {
			continue
		}
		words, err := d.evidence(k.Span)
		if err != nil {
			return err
		}
		out.Conditions = append(out.Conditions, graph.ConditionDraft{Event: id, Kind: k.Kind, Alternative: k.Alternative, Evidence: words})
	}
	return nil
}

func union(list, more []string) []string {
	for _, id := range more {
		if id != "" && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}

// mentioned keeps how the pledgor is worded: a capital stands for a state, and
// readers shall see which word did.
func (d *drafter) mentioned(c *commitments.Commitment, out *graph.CommitmentDraft) error {
	for _, m := range c.Pledgors {
		said := m.In(d.source)
		if firstPerson[strings.ToLower(said)] || strings.TrimSpace(said) == "" || len(said) > 200 {
			continue
		}
		words, err := d.evidence(m)
		if err != nil {
			return err
		}
		out.Facts = append(out.Facts, graph.FactDraft{Property: "pledgorMention", Value: said, Evidence: words})
	}
	return nil
}

// expressed ties the commitment to the statement it stands in: somebody's
// words, whose claim it then is, or the document's own. It gives the speaker.
func (d *drafter) expressed(c *commitments.Commitment, out *graph.CommitmentDraft) (string, error) {
	if s := d.draftOf(c.Said); s != nil {
		s.Expresses = append(s.Expresses, out.ID)
		out.AccordingTo = s.ID
		for i := range out.Facts {
			out.Facts[i].AccordingTo = s.ID
		}
		return s.Speaker, nil
	}
	i, err := d.narrator(c.Evidence[0])
	if err != nil {
		return "", err
	}
	s := &d.draft.Statements[i]
	s.Expresses = append(s.Expresses, out.ID)
	return "", nil
}
