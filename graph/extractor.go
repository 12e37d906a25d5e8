package graph

import "context"

// Extractor reads a document and makes a draft of what it says. Package
// extract is one; the graph does not know which.
type Extractor interface {
	// Extract reads doc.Text, which must be canonical, and proposes the
	// document with everything found in it. known tells which actors there are
	// already; it may be nil.
	Extract(ctx context.Context, doc DocumentDraft, known ActorIndex) (*Draft, error)
}

// ActorIndex finds who and what is known already: people, states,
// organisations, groups, forces, places and events. A View is one.
type ActorIndex interface {
	// Named answers for each name those that bear it, as a name or an alias,
	// in any case and script (text.NameKey), ordered by id; at most
	// MostBearers each.
	Named(ctx context.Context, names []string) ([][]KnownActor, error)
	// Holding answers for each office who held it, ordered by id; at most
	// MostBearers each.
	Holding(ctx context.Context, offices []Office) ([][]KnownActor, error)
}

// MostBearers is how many of one name an ActorIndex tells.
const MostBearers = 10

// KnownActor is a node that an ActorIndex found.
type KnownActor struct {
	ID      string
	Kind    NodeKind
	Name    string
	Aliases []string
}

// Office is a position that somebody holds, as news words it: the "president"
// of state:france on a day.
type Office struct {
	Title string // lower case, without the state: "president", "foreign minister"
	Of    string // id of the state or organisation
	On    string // EDTF; empty is today
}
