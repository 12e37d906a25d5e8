package graph

import (
	"context"

	"onrecord/graph/text"
)

// The writes of this file are what GraphQL mutations do: small drafts by hand.
// What a person enters is CURATED and ACCEPTED; review can change that.

// PutNodeInput records a node, or adds to one. Statement and Commitment carry
// what those kinds need.
type PutNodeInput struct {
	ID         string
	Kind       NodeKind
	Name       string
	Aliases    []string
	Facts      []FactDraft
	Statement  *StatementDraft
	Commitment *CommitmentDraft
}

// PutNode records a node with its evidence.
func (g *Graph) PutNode(ctx context.Context, in PutNodeInput, r Request) (Receipt, error) {
	var err error
	if r.digest, err = requestDigest("putNode", in); err != nil {
		return Receipt{}, err
	}
	if out, done, err := g.seen(ctx, r); done || err != nil {
		return out, err
	}
	d, rename, e := in.draft()
	if e != nil {
		return Receipt{}, e
	}
	if in.ID == "" && len(d.Nodes) > 0 {
		if taken := g.free(ctx, d.Nodes[0].ID); taken != nil {
			// Perhaps by this very request, made twice at a time.
			if out, done, err := g.seen(ctx, r); done || err != nil {
				return out, err
			}
			return Receipt{}, taken
		}
	}
	v, err := g.Verify(ctx, d)
	if err != nil {
		return Receipt{}, err
	}
	if rename {
		for _, c := range v.changes {
			if c.Node != nil {
				c.Node.Rename = true
			}
		}
	}
	return g.Apply(ctx, v, r)
}

// free says whether an id that was made from a name is still to be had: two
// people of one name are not one because somebody typed it twice.
func (g *Graph) free(ctx context.Context, id string) error {
	s, err := g.Session(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := s.Present().NodeByID(id)
	if err != nil || n == nil {
		return err
	}
	return errorf(CodeExists, "%s is there already: give that id to add to it, or another id for somebody else of that name", quoted(id))
}

// seen answers a request that was made before without verifying it again.
func (g *Graph) seen(ctx context.Context, r Request) (Receipt, bool, error) {
	if e := r.check(); e != nil {
		return Receipt{}, false, e
	}
	if r.IdempotencyKey == "" {
		return Receipt{}, false, nil
	}
	s, err := g.Session(ctx)
	if err != nil {
		return Receipt{}, false, err
	}
	defer s.Close()
	var out Receipt
	done, err := repeated(s.snap, r, &out)
	return out, done, err
}

// draft makes a draft of one node; rename says that the name corrects what is
// there.
func (in *PutNodeInput) draft() (*Draft, bool, *Error) {
	d := &Draft{Origin: Curated}
	switch in.Kind {
	case Statement, Commitment:
		if (in.Kind == Statement) != (in.Statement != nil) || (in.Kind == Commitment) != (in.Commitment != nil) {
			return nil, false, errorf(CodeBadInput, "a %s needs its own part of the input, and no other", in.Kind)
		}
		if in.Name != "" || len(in.Aliases) > 0 {
			return nil, false, errorf(CodeBadInput, "a %s has no name or aliases of its own", in.Kind)
		}
		if in.Statement != nil {
			s := *in.Statement
			s.ID, s.Facts = in.ID, append(s.Facts, in.Facts...)
			d.Statements = []StatementDraft{s}
		} else {
			c := *in.Commitment
			c.ID, c.Facts = in.ID, append(c.Facts, in.Facts...)
			d.Commitments = []CommitmentDraft{c}
		}
		return d, false, nil
	case Document:
		if in.Statement != nil || in.Commitment != nil {
			return nil, false, errorf(CodeBadInput, "a DOCUMENT has no statement or commitment part")
		}
		d.Documents = []DocumentDraft{{ID: in.ID, Title: in.Name, Facts: in.Facts}}
		return d, false, nil
	case RelationNode:
		return nil, false, errorf(CodeBadInput, "relations are made with relate")
	}
	if in.Statement != nil || in.Commitment != nil {
		return nil, false, errorf(CodeBadInput, "a %s has no statement or commitment part", in.Kind)
	}
	n := NodeDraft{ID: in.ID, Kind: in.Kind, Name: in.Name, Facts: in.Facts}
	if n.ID == "" {
		slug := text.Slug(in.Name)
		if slug == "" {
			slug = identity(string(in.Kind), in.Name)
		}
		n.ID = IDPrefix(in.Kind) + slug
	}
	for _, a := range in.Aliases {
		n.Aliases = append(n.Aliases, Alias{Text: a})
	}
	d.Nodes = []NodeDraft{n}
	return d, in.ID != "" && in.Name != "", nil
}

// Relate asserts a relation. It is refused unless its evidence is verbatim in
// the document.
func (g *Graph) Relate(ctx context.Context, in RelationDraft, r Request) (Receipt, error) {
	var err error
	if r.digest, err = requestDigest("relate", in); err != nil {
		return Receipt{}, err
	}
	if out, done, err := g.seen(ctx, r); done || err != nil {
		return out, err
	}
	v, err := g.Verify(ctx, &Draft{Origin: Curated, Relations: []RelationDraft{in}})
	if err != nil {
		return Receipt{}, err
	}
	a := v.changes[0].Assert
	return g.commit(ctx, r, v.changes, nil, Receipt{ID: a.Relation, Assertion: a.Assertion})
}

// Review sets the review of a statement, commitment or other node, a relation
// (all its assertions), an assertion or a fact. A statement or commitment takes
// along what came with it.
func (g *Graph) Review(ctx context.Context, c ReviewChange, r Request) (Receipt, error) {
	if e := checkWords("the reason", c.Reason, 4000, false); e != nil {
		return Receipt{}, e
	}
	return g.change(ctx, "review", c.ID, Change{Review: &c}, r)
}

// Retract takes something back. Nothing is deleted: asOf still sees it.
func (g *Graph) Retract(ctx context.Context, c RetractChange, r Request) (Receipt, error) {
	if e := checkWords("the reason", c.Reason, 4000, true); e != nil {
		return Receipt{}, e
	}
	return g.change(ctx, "retract", c.ID, Change{Retract: &c}, r)
}

// Merge says that two nodes are one.
func (g *Graph) Merge(ctx context.Context, c MergeChange, r Request) (Receipt, error) {
	if e := checkWords("the reason", c.Reason, 4000, true); e != nil {
		return Receipt{}, e
	}
	return g.change(ctx, "merge", c.Into, Change{Merge: &c}, r)
}

// Unmerge takes a merge back.
func (g *Graph) Unmerge(ctx context.Context, c UnmergeChange, r Request) (Receipt, error) {
	if e := checkWords("the reason", c.Reason, 4000, true); e != nil {
		return Receipt{}, e
	}
	return g.change(ctx, "unmerge", c.ID, Change{Unmerge: &c}, r)
}

// Redact removes a document's stored words, from history too.
func (g *Graph) Redact(ctx context.Context, c RedactChange, r Request) (Receipt, error) {
	if e := checkWords("the reason", c.Reason, 4000, true); e != nil {
		return Receipt{}, e
	}
	defer g.texts.clear()
	defer g.words.Clear()
	defer g.kept.Clear()
	return g.change(ctx, "redact", c.Document, Change{Redact: &c}, r)
}

func (g *Graph) change(ctx context.Context, kind, id string, c Change, r Request) (Receipt, error) {
	var err error
	if r.digest, err = requestDigest(kind, c); err != nil {
		return Receipt{}, err
	}
	if !idLike(id) {
		return Receipt{}, errorf(CodeNotFound, "there is no %s", quoted(id))
	}
	out, err := g.commit(ctx, r, []Change{c}, nil, Receipt{ID: id})
	if err != nil {
		return out, err
	}
	return out, nil
}
