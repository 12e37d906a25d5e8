package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"onrecord/graph"
)

const (
	// States is how many states make promises.
	States = 40
	// Papers is how many drafts and agreements promises stand in, or are
	// missing from. Nothing but their titles is known.
	Papers = 240

	kept = 5 // one promise in so many was not dropped
)

// Final are the kinds of documents that promises are missing from, the most
// frequent first.
var Final = []graph.DocumentKind{graph.JointDeclaration, graph.Declaration, graph.Treaty, graph.StatementText, graph.Dataset}

// Strengths are how firm promises are, the most frequent first.
var Strengths = []graph.Strength{graph.DeclaredIntent, graph.SignedPolitical, graph.Offered, graph.LegallyBinding}

// pledges is what all promises of a corpus share.
type pledges struct {
	states []string
	papers []Paper
}

// Paper is a document that is cited and not held.
type Paper struct {
	ID, Title string
	Kind      graph.DocumentKind
}

// Pledge is the promise that a document reports.
type Pledge struct {
	ID        string
	State     string // id
	StateName string
	Strength  graph.Strength
	Deadline  string
	Draft     *Paper // where it stood
	Final     *Paper // what it is missing from; nil when it was kept
}

func (c *Corpus) planPledges() *pledges {
	rng := rand.New(rand.NewPCG(c.seed, 0x706c6564676573))
	p := &pledges{}
	for _, name := range c.names(rng, States+Places, 1) {
		if len(p.states) < States && !slices.Contains(c.places, name) {
			p.states = append(p.states, name)
		}
	}
	for k := range Papers {
		paper := Paper{ID: fmt.Sprintf("document:paper-%d", k), Kind: graph.DraftText}
		what := "Draft of the agreement of "
		if k%2 == 1 {
			paper.Kind = Final[(k/2)%len(Final)]
			what = fmt.Sprintf("Agreement %d of ", k)
		}
		paper.Title = what + c.places[rng.IntN(Places)] + " on the " + word(rng, nouns)
		p.papers = append(p.papers, paper)
	}
	return p
}

// nodes adds the states and the papers.
func (p *pledges) nodes(d *graph.Draft) {
	for i, name := range p.states {
		d.Nodes = append(d.Nodes, graph.NodeDraft{ID: stateID(i), Kind: graph.State, Name: name})
	}
	for _, paper := range p.papers {
		d.Documents = append(d.Documents, graph.DocumentDraft{ID: paper.ID, Title: paper.Title, DocumentKind: paper.Kind})
	}
}

func stateID(n int) string { return fmt.Sprintf("state:state-%d", n) }

// Pledge gives the promise that document n reports, without its words.
func (c *Corpus) Pledge(n int) Pledge { return c.pledge(n, c.pledgeLot(n)) }

// pledgeLot is where the promise of document n is drawn from: first what it is,
// then its words.
func (c *Corpus) pledgeLot(n int) *rand.Rand {
	return rand.New(rand.NewPCG(c.seed, 3<<40|uint64(n)))
}

func (c *Corpus) pledge(n int, rng *rand.Rand) Pledge {
	state := rank(rng, States)
	p := Pledge{
		ID: fmt.Sprintf("commitment:c-%d", n), State: stateID(state), StateName: c.pledges.states[state],
		Strength: Strengths[rank(rng, len(Strengths))], Deadline: date(rng, 24, 12),
		Draft: &c.pledges.papers[2*rng.IntN(Papers/2)],
	}
	kind, series := rank(rng, len(Final)), rng.IntN(Papers/2/len(Final))
	if rng.IntN(kept) > 0 {
		p.Final = &c.pledges.papers[2*(series*len(Final)+kind)+1]
	}
	return p
}

// promise writes the promise of document n after its statements.
func (c *Corpus) promise(d *Document, page *page, n int) {
	rng := c.pledgeLot(n)
	p := c.pledge(n, rng)
	a := &author{c: c, rng: rng, voice: -1}
	words := "The government of " + p.StateName + " undertook that " + a.sentence()
	stood := "The undertaking stood in “" + p.Draft.Title + "”"
	page.line(words + ".")
	page.line(stood + ".")
	evidence := func(exact string) []graph.EvidenceDraft {
		return []graph.EvidenceDraft{{Document: d.ID, Exact: exact}}
	}
	d.promised = append(d.promised, graph.CommitmentDraft{
		ID: p.ID, Summary: words, PledgedBy: []string{p.State}, Strength: p.Strength, Deadline: p.Deadline,
		Evidence: evidence(words),
	})
	d.became = append(d.became, graph.RelationDraft{
		Type: graph.IncludedIn, From: p.ID, To: p.Draft.ID, Strength: p.Strength, Evidence: evidence(stood),
	})
	if p.Final != nil {
		dropped := "It was left out of “" + p.Final.Title + "”"
		page.line(dropped + ".")
		d.became = append(d.became, graph.RelationDraft{Type: graph.OmittedFrom, From: p.ID, To: p.Final.ID, Evidence: evidence(dropped)})
	}
}
