package graph

import (
	"context"
	"strings"
)

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

	// Roles are a person's offices, and what he or she leads or is a member of,
	// in words: "president of France", "member of NATO". They tell namesakes
	// apart; at most MostRoles. Named fills them, Holding need not.
	Roles []string
}

// MostRoles is how many roles an ActorIndex tells of one person.
const MostRoles = 10

// RoleWords words a role as a KnownActor has it: "president of France" for the
// office "President" in France, "leader of" and "member of" for the relations
// that need no role.
func RoleWords(t RelationType, role, of string) string {
	switch {
	case role != "" && (of == "" || strings.Contains(strings.ToLower(role), strings.ToLower(of))):
		return role
	case role != "":
		return role + " of " + of
	case t == Leads:
		return "leader of " + of
	case t == MemberOf:
		return "member of " + of
	}
	return "office holder of " + of
}

// Office is a position that somebody holds, as news words it: the "president"
// of state:france on a day.
type Office struct {
	Title string // lower case, without the state: "president", "foreign minister"
	Of    string // id of the state or organisation
	On    string // EDTF; empty is today
}
