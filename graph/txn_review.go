package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// target is what a review or retraction acts on.
type target struct {
	node       *nodeState
	assertions []*assertionState
	facts      []*factState
}

// targetOf finds what an id means for review and retraction: a relation means
// all its assertions; a statement or commitment takes along what came with it.
// A merged node is not acted on, since what would change is not what is shown.
func (t *txn) targetOf(id string) (target, error) {
	var out target
	c, err := t.find(id)
	if err != nil {
		return out, err
	}
	switch c.class {
	case keys.ClassAssertion:
		a, err := t.assertion(c.owner, c.ref)
		out.assertions = []*assertionState{a}
		return out, err
	case keys.ClassFact:
		f, err := t.fact(c.owner, c.ref)
		out.facts = []*factState{f}
		return out, err
	case keys.ClassRelation:
		out.assertions, err = t.assertionsOf(c.ref)
		return out, err
	case keys.ClassNode:
		if out.node, err = t.node(c.ref); err != nil {
			return out, err
		}
		if up := out.node.now.MergedInto; up != 0 {
			survivor, err := t.node(up)
			if err != nil {
				return out, err
			}
			return out, errorf(CodeMerge, "%s is merged into %s: unmerge it first, or act on that one", quoted(id), quoted(survivor.now.ID))
		}
		return out, t.derivedFrom(c.ref, &out)
	}
	return out, errorf(CodeNotFound, "there is no %s", quoted(id))
}

func (t *txn) assertionsOf(rel Ref) ([]*assertionState, error) {
	refs := map[Ref]bool{}
	for ref, s := range t.assertions {
		if s.now.Relation == rel {
			refs[ref] = true
		}
	}
	err := t.w.Scan(prefixRange(keys.Assertions(uint64(rel))), func(c cells.Cell) bool {
		refs[Ref(keys.Last(c.Key))] = true
		return true
	})
	if err != nil {
		return nil, err
	}
	var out []*assertionState
	for _, ref := range sortedRefs(refs) {
		s, err := t.assertion(rel, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (t *txn) derivedFrom(node Ref, out *target) error {
	parts := map[Ref]idCell{}
	for ref, s := range t.assertions {
		if s.now.Via == node {
			parts[ref] = idCell{keys.ClassAssertion, ref, s.now.Relation}
		}
	}
	for ref, s := range t.facts {
		if s.now.Via == node {
			parts[ref] = idCell{keys.ClassFact, ref, s.now.Node}
		}
	}
	came, err := derivedFrom(t.w.Reader, node)
	if err != nil {
		return err
	}
	for _, c := range came {
		parts[c.ref] = c
	}
	refs := map[Ref]bool{}
	for ref := range parts {
		refs[ref] = true
	}
	for _, ref := range sortedRefs(refs) {
		p := parts[ref]
		if p.class == keys.ClassFact {
			f, err := t.fact(p.owner, ref)
			if err != nil {
				return err
			}
			out.facts = append(out.facts, f)
			continue
		}
		a, err := t.assertion(p.owner, ref)
		if err != nil {
			return err
		}
		out.assertions = append(out.assertions, a)
	}
	return nil
}

func sortedRefs(set map[Ref]bool) []Ref {
	out := make([]Ref, 0, len(set))
	for r := range set {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

func (t *txn) review(c *ReviewChange) (bool, error) {
	if e := enumOf("the review", reviews, c.Status); e != nil || c.Status == "" {
		return false, errorf(CodeBadInput, "the status %s is not one of %v", quoted(string(c.Status)), reviews)
	}
	to, err := t.targetOf(c.ID)
	if err != nil {
		return false, err
	}
	changed := false
	// What came with a node follows it as long as nobody decided otherwise.
	before := ReviewStatus("")
	if to.node != nil {
		before = to.node.now.Review
	}
	set := func(s *Standing, retracted Micros, reason *string) {
		if retracted != 0 || s.Review == c.Status || before != "" && s.Review != before {
			return
		}
		s.Review, changed = c.Status, true
		if c.Reason != "" {
			*reason = c.Reason
		}
	}
	if to.node != nil {
		set(&to.node.now.Standing, to.node.now.RetractedAt, &to.node.now.Reason)
	}
	for _, a := range to.assertions {
		set(&a.now.Standing, a.now.RetractedAt, &a.now.Reason)
	}
	for _, f := range to.facts {
		set(&f.now.Standing, f.now.RetractedAt, &f.now.Reason)
	}
	return changed, nil
}

func (t *txn) retract(c *RetractChange) (bool, error) {
	if c.Reason == "" {
		return false, errorf(CodeBadInput, "a retraction needs a reason")
	}
	to, err := t.targetOf(c.ID)
	if err != nil {
		return false, err
	}
	if to.node != nil && to.node.now.Kind == Document && to.node.now.Document.Holding == Held {
		return false, errorf(CodeUnsupported, "%s is a held document: its text is evidence. Retract what was taken from it, or redact it", quoted(c.ID))
	}
	changed := false
	set := func(at *Micros, reason *string) {
		if *at == 0 {
			*at, *reason, changed = t.now, c.Reason, true
		}
	}
	if to.node != nil {
		set(&to.node.now.RetractedAt, &to.node.now.Reason)
	}
	for _, a := range to.assertions {
		set(&a.now.RetractedAt, &a.now.Reason)
	}
	for _, f := range to.facts {
		set(&f.now.RetractedAt, &f.now.Reason)
	}
	return changed, nil
}

// merge makes From resolve to Into. No relation is rewritten: readers join the
// members' relations.
func (t *txn) merge(c *MergeChange) (bool, error) {
	into, err := t.needNode(c.Into)
	if err != nil {
		return false, err
	}
	from, err := t.needNode(c.From)
	if err != nil {
		return false, err
	}
	depth, err := t.depth(from)
	if err != nil {
		return false, err
	}
	switch {
	case c.Reason == "":
		return false, errorf(CodeBadInput, "a merge needs a reason")
	case into.now.Ref == from.now.Ref:
		return false, errorf(CodeMerge, "%s cannot be merged into itself", quoted(c.From))
	case from.now.MergedInto == into.now.Ref:
		return false, nil
	case from.now.MergedInto != 0:
		return false, errorf(CodeMerge, "%s is merged already; unmerge it first", quoted(c.From))
	case into.now.MergedInto != 0:
		return false, errorf(CodeMerge, "%s is itself merged into another node; merge into that one", quoted(c.Into))
	case into.now.Kind != from.now.Kind:
		return false, errorf(CodeMerge, "%s is a %s and %s a %s", quoted(c.Into), into.now.Kind, quoted(c.From), from.now.Kind)
	case into.now.Kind == Group:
		return false, errorf(CodeMerge, "groups are kept as each source words them; relate them by POSSIBLY_SAME_AS")
	case into.now.Kind == Statement:
		return false, errorf(CodeMerge, "a statement is one occurrence in one document; relate them by VARIANT_OF")
	case into.now.Kind == Document && into.now.Document.Holding == Held && from.now.Document.Holding == Held:
		return false, errorf(CodeMerge, "both documents are held; relate them by REVISION_OF or POSSIBLY_SAME_AS")
	case into.now.Kind == Document && from.now.Document.Holding == Held:
		return false, errorf(CodeMerge, "the text of %s is held; merge the cited document into it, not the other way round", quoted(c.From))
	case depth >= maxDepth:
		return false, errorf(CodeMerge, "%s was merged into %d times in a row; merge its members directly", quoted(c.From), maxDepth)
	case len(into.now.Members)+len(from.now.Members)+1 > maxMembers:
		return false, errorf(CodeMerge, "more than %d nodes would be one", maxMembers)
	}
	from.now.MergedInto, from.now.Reason = into.now.Ref, c.Reason
	// What was merged into From before follows it.
	into.now.Members = append(append(into.now.Members, from.now.Ref), from.now.Members...)
	return true, nil
}

// maxMembers bounds how many nodes can be one, maxDepth how long a chain of
// merges can be: readers follow it a step at a time.
const (
	maxMembers = 1000
	maxDepth   = 16
)

// depth is how many merges lie below a node, one under the other.
func (t *txn) depth(s *nodeState) (int, error) {
	deepest := 0
	for _, m := range s.now.Members {
		steps := 0
		for ref := m; ref != s.now.Ref && steps <= maxDepth; steps++ {
			member, err := t.node(ref)
			if err != nil {
				return 0, err
			}
			ref = member.now.MergedInto
		}
		deepest = max(deepest, steps)
	}
	return deepest, nil
}

func (t *txn) unmerge(c *UnmergeChange) (bool, error) {
	from, err := t.needNode(c.ID)
	if err != nil {
		return false, err
	}
	if from.now.MergedInto == 0 {
		return false, errorf(CodeMerge, "%s is not merged into anything", quoted(c.ID))
	}
	if c.Reason == "" {
		return false, errorf(CodeBadInput, "an unmerge needs a reason")
	}
	gone := append([]Ref{from.now.Ref}, from.now.Members...)
	for up := from.now.MergedInto; up != 0; {
		above, err := t.node(up)
		if err != nil {
			return false, err
		}
		above.now.Members = slices.DeleteFunc(slices.Clone(above.now.Members), func(r Ref) bool { return slices.Contains(gone, r) })
		if len(above.now.Members) == 0 {
			above.now.Members = nil
		}
		up = above.now.MergedInto
	}
	from.now.MergedInto, from.now.Reason = 0, c.Reason
	return true, nil
}
