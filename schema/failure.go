package schema

import (
	"context"
	"errors"
	"regexp"

	"onrecord/graph"
	"onrecord/schema/plan"
)

// problem is an error as a client reads it: a stable code, a message that names
// what was wrong, and every problem where a write had several.
type problem struct {
	code    string
	message string
	list    []listed
}

// listed is one of several problems.
type listed struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Path    string `json:"path,omitempty"`
}

func (p *problem) Error() string       { return p.message }
func (p *problem) GraphQLCode() string { return p.code }

// Extensions gives what stands beside the message.
func (p *problem) Extensions() map[string]any {
	out := map[string]any{"code": p.code}
	if len(p.list) > 0 {
		out["problems"] = p.list
	}
	return out
}

// failure makes of any error what a client may learn of it. What is not a
// failure of the client's is logged in full and named in general.
func (b *builder) failure(ctx context.Context, field string, err error) error {
	var known *problem
	if err == nil || errors.As(err, &known) {
		return err
	}
	if ctx.Err() != nil { // the executor says what became of the request
		return err
	}
	var problems graph.Problems
	if errors.As(err, &problems) && len(problems) > 0 {
		return severalProblems(problems)
	}
	var own *graph.Error
	if errors.As(err, &own) {
		return severalProblems(graph.Problems{own})
	}
	b.log.ErrorContext(ctx, "a field failed", "field", field, "error", err)
	if code, message, ok := graph.StoreFailure(err); ok {
		return &problem{code: code, message: message}
	}
	return &problem{code: plan.CodeInternal, message: "internal error; the cause is in the server's log"}
}

func severalProblems(all graph.Problems) error {
	p := &problem{code: string(all[0].Code), message: all[0].Message}
	if len(all) == 1 && all[0].Path == "" {
		return p
	}
	for _, e := range all {
		p.list = append(p.list, listed{Code: string(e.Code), Message: e.Message, Path: inputPath(e.Path)})
	}
	return p
}

// A mutation becomes a draft of one part; the path of a problem is told in the
// terms of the mutation's input.
var draftPart = regexp.MustCompile(`^(documents|nodes|relations|statements|commitments)\[0\]\.?`)

func inputPath(path string) string {
	m := draftPart.FindStringSubmatch(path)
	if m == nil {
		return path
	}
	into := map[string]string{"statements": "input.statement", "commitments": "input.commitment"}[m[1]]
	if into == "" {
		into = "input"
	}
	if rest := path[len(m[0]):]; rest != "" {
		return into + "." + rest
	}
	return into
}
