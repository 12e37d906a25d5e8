package schema

import (
	"context"
	"time"

	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/schema/plan"
)

// request is what one GraphQL request holds: its session, once a field has
// read, and those its mutations opened.
type request struct {
	ctx      context.Context
	graph    *graph.Graph
	language string
	by       string
	session  *graph.Session
	opened   []*graph.Session
	views    map[viewKey]*env
}

// viewKey names a view by what root fields ask for.
type viewKey struct {
	past    bool  // asOf was asked for
	asOf    int64 // microseconds
	validAt string
}

func newRequest(ctx context.Context, g *graph.Graph, language, by string) *request {
	return &request{ctx: ctx, graph: g, language: language, by: by, views: map[viewKey]*env{}}
}

// open opens a session that lasts as long as the request.
func (r *request) open() (*graph.Session, error) {
	s, err := r.graph.Session(r.ctx)
	if err == nil {
		r.opened = append(r.opened, s)
	}
	return s, err
}

// close releases the sessions; nothing reads any more.
func (r *request) close() {
	for _, s := range r.opened {
		s.Close()
	}
}

// root is the environment of the root fields. Its session is opened when the
// first of them reads, so that introspection never touches the store.
func (r *request) root() *env { return &env{request: r} }

// env is what resolvers read from: a view, and what several fields of one
// level need of it. Views serve one goroutine, and so does a request.
type env struct {
	request *request
	view    *graph.View
	terms   map[graph.Ref]*graph.Terms
}

func envOf(c *plan.Call) *env {
	e, _ := c.Env.(*env)
	return e
}

// at gives the environment that asOf and validAt ask for. Root fields that ask
// for the same share it.
func (e *env) at(asOf *time.Time, validAt *edtf.Date) (*env, error) {
	r := e.request
	key := viewKey{}
	if asOf != nil {
		key.past, key.asOf = true, asOf.UnixMicro()
	}
	if validAt != nil {
		key.validAt = validAt.String()
	}
	if known := r.views[key]; known != nil {
		return known, nil
	}
	if r.session == nil {
		s, err := r.open()
		if err != nil {
			return nil, err
		}
		r.session = s
	}
	view := r.session.Present()
	if asOf != nil {
		var err error
		if view, err = r.session.AsOf(*asOf); err != nil {
			return nil, err
		}
	}
	if validAt != nil {
		view = view.ValidAt(*validAt)
	}
	r.views[key] = r.reading(view.In(r.language))
	return r.views[key], nil
}

// fresh gives an environment over a new session: what a mutation has written.
func (e *env) fresh() (*env, error) {
	s, err := e.request.open()
	if err != nil {
		return nil, err
	}
	return e.request.reading(s.Present().In(e.request.language)), nil
}

func (r *request) reading(v *graph.View) *env {
	return &env{request: r, view: v, terms: map[graph.Ref]*graph.Terms{}}
}

// under sets the view of a page below a field: a cursor may have pinned it.
func (e *env) under(c *plan.Call, v *graph.View) {
	if v != nil && v != e.view {
		c.SetEnv(e.request.reading(v))
	}
}

// termsOf gives the terms of commitments. What several fields of one level ask
// for is loaded once.
func (e *env) termsOf(nodes []*graph.Node) ([]*graph.Terms, error) {
	var missing []*graph.Node
	for _, n := range nodes {
		if _, known := e.terms[n.Ref]; !known {
			e.terms[n.Ref] = nil
			missing = append(missing, n)
		}
	}
	if len(missing) > 0 {
		loaded, err := e.view.Terms(missing)
		if err != nil {
			for _, n := range missing {
				delete(e.terms, n.Ref)
			}
			return nil, err
		}
		for i, n := range missing {
			e.terms[n.Ref] = loaded[i]
		}
	}
	out := make([]*graph.Terms, len(nodes))
	for i, n := range nodes {
		out[i] = e.terms[n.Ref]
	}
	return out, nil
}
