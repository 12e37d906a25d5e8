package graph

import "slices"

// via checks what a relation or fact says it came with.
func (v *verifier) via(path, via string, ends ...string) {
	switch {
	case via == "":
		return
	case !v.draft.Explicit:
		v.fail(path, errorf(CodeBadInput, "via belongs to explicit drafts; give the claim in the record of %s", quoted(via)))
	case !slices.Contains(ends, via):
		v.fail(path, errorf(CodeBadInput, "via names %s, which the claim is not about", quoted(via)))
	default:
		v.knownAs(path, via, Statement, Commitment)
	}
}

func errExplicit() *Error {
	return errorf(CodeBadInput, "this draft is explicit: give speakers, subjects, conditions and properties as relations and facts of their own, with via")
}
