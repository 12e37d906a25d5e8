package ingest

import (
	"slices"

	"onrecord/graph"
)

// orphans marks what refers to something that is gone. What would say something
// else without it goes too: a statement without its speaker, a promise without
// its condition. What would only say less, loses the reference: what a
// statement is about, whom a promise benefits.
func (p *proposal) orphans(gone map[string]bool, drop dropped) {
	o := &orphanage{p, gone, drop}
	d := p.draft
	for i := range d.Documents {
		o.facts("documents", i, d.Documents[i].Facts)
	}
	for i := range d.Nodes {
		o.facts("nodes", i, d.Nodes[i].Facts)
	}
	for i := range d.Statements {
		o.statement(i, &d.Statements[i])
	}
	for i := range d.Commitments {
		o.commitment(i, &d.Commitments[i])
	}
	for i := range d.Relations {
		r := &d.Relations[i]
		o.needs("relations", i, append([]string{r.From, r.To, r.AccordingTo, r.Via}, documents(r.Evidence)...)...)
	}
	for i := range d.Facts {
		f := &d.Facts[i]
		o.needs("facts", i, append([]string{f.Node, f.AccordingTo, f.Via}, documents(f.Evidence)...)...)
	}
}

type orphanage struct {
	p    *proposal
	gone map[string]bool
	drop dropped
}

func (o *orphanage) statement(i int, s *graph.StatementDraft) {
	o.needs("statements", i, slices.Concat([]string{s.Speaker, s.SourceDocument}, s.Chain, documents(s.Evidence))...)
	o.facts("statements", i, s.Facts)
	o.sheds(&s.About, &s.AddressedTo, &s.Expresses)
}

func (o *orphanage) commitment(i int, c *graph.CommitmentDraft) {
	needed := slices.Concat([]string{c.AccordingTo}, c.PledgedBy, documents(c.Evidence))
	for _, k := range c.Conditions {
		needed = append(append(needed, k.Event), documents(k.Evidence)...)
	}
	o.needs("commitments", i, needed...)
	o.facts("commitments", i, c.Facts)
	o.sheds(&c.OwedTo, &c.Beneficiaries, &c.Forces, &c.Places)
}

// needs drops a part one of whose references is gone.
func (o *orphanage) needs(list string, i int, ids ...string) {
	for _, id := range ids {
		if o.gone[id] && o.drop.part(list, i) {
			o.p.reject(CodeDependent, o.p.path(list, i, ""), "it refers to "+id+", which was dropped")
			return
		}
	}
}

func (o *orphanage) facts(list string, i int, facts []graph.FactDraft) {
	for j := range facts {
		for _, id := range append([]string{facts[j].AccordingTo}, documents(facts[j].Evidence)...) {
			if o.gone[id] && o.drop.fact(list, i, j) {
				o.p.reject(CodeDependent, o.p.path(list, i, at(".facts", j)), "it refers to "+id+", which was dropped")
			}
		}
	}
}

func (o *orphanage) sheds(refs ...*[]string) {
	for _, list := range refs {
		*list = slices.DeleteFunc(*list, func(id string) bool { return o.gone[id] })
	}
}

// documents are those that evidence lies in.
func documents(list []graph.EvidenceDraft) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].Document
	}
	return out
}
