package web

import (
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/gorilla/mux"
	"github.com/klauspost/compress/gzhttp"
)

// Handler serves a graph. It is not ready until Serve, or SetReady, says so.
type Handler struct {
	opts    Options
	access  access
	metrics *metrics
	slots   chan struct{} // one for each GraphQL request that runs
	page    *page
	serve   http.Handler
	ready   atomic.Bool
}

// New makes the handler of all routes.
func New(o Options) (*Handler, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	h := &Handler{opts: o, access: newAccess(o), slots: make(chan struct{}, o.MaxInFlight)}
	h.metrics = newMetrics(o)
	if h.page, err = newPage(o); err != nil {
		return nil, err
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(1400))
	if err != nil {
		return nil, err
	}
	h.serve = h.observe(h.survive(h.secure(h.router(compress))))
	return h, nil
}

// ServeHTTP answers a request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.serve.ServeHTTP(w, r) }

// SetReady says what /readyz answers, as far as the graph can be read.
func (h *Handler) SetReady(ready bool) { h.ready.Store(ready) }

func (h *Handler) router(compress func(http.Handler) http.HandlerFunc) http.Handler {
	m := mux.NewRouter()
	routes := []struct {
		path    string
		methods []string
		handler http.Handler
	}{
		{"/graphql", []string{http.MethodGet, http.MethodPost, http.MethodOptions}, compress(h.limit(http.HandlerFunc(h.graphql)))},
		{"/schema.graphql", []string{http.MethodGet, http.MethodHead}, compress(http.HandlerFunc(h.sdl))},
		{"/", []string{http.MethodGet, http.MethodHead}, compress(h.limit(http.HandlerFunc(h.home)))},
		{"/healthz", []string{http.MethodGet, http.MethodHead}, http.HandlerFunc(h.healthz)},
		{"/readyz", []string{http.MethodGet, http.MethodHead}, http.HandlerFunc(h.readyz)},
		{"/metrics", []string{http.MethodGet, http.MethodHead}, h.metrics.handler()},
	}
	for _, route := range routes {
		m.Handle(route.path, h.only(route.path, route.methods, route.handler))
	}
	m.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fail(w, r, refusal(http.StatusNotFound, CodeNoRoute,
			"Nothing lives at this path. There are /graphql, /schema.graphql, /healthz, /readyz, /metrics and the page at /."))
	})
	return m
}

// only names the route for the metrics and refuses methods that it lacks.
func (h *Handler) only(path string, methods []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		noteOf(r.Context()).route = path
		if !slices.Contains(methods, r.Method) {
			fail(w, r, methodNotAllowed(r.Method, methods...))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (h *Handler) sdl(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, mediaText, []byte(h.opts.Schema.SDL()))
}

func (h *Handler) healthz(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, mediaText, []byte("ok\n"))
}

// readyz says whether requests should be sent here: not while the server starts
// or stops, and not when the graph cannot be read.
func (h *Handler) readyz(w http.ResponseWriter, r *http.Request) {
	if !h.ready.Load() {
		fail(w, r, refusal(http.StatusServiceUnavailable, CodeNotReady, "The server is starting or stopping."))
		return
	}
	session, err := h.opts.Graph.Session(r.Context())
	if err != nil {
		h.opts.Logger.ErrorContext(r.Context(), "graph cannot be read", "error", err, "request_id", noteOf(r.Context()).requestID)
		fail(w, r, refusal(http.StatusServiceUnavailable, CodeNotReady, "The graph cannot be read."))
		return
	}
	session.Close()
	reply(w, http.StatusOK, mediaText, []byte("ready\n"))
}
