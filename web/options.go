package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"time"

	"onrecord/graph"
	"onrecord/schema"
)

// Schema answers GraphQL. *schema.Schema does.
type Schema interface {
	Execute(ctx context.Context, r schema.Request) *schema.Response
	SDL() string
}

// Graph is what readiness asks: can a session be opened? *graph.Graph does.
type Graph interface {
	Session(ctx context.Context) (*graph.Session, error)
}

// Gauge is a number to show to operators, the size of the store for instance.
type Gauge struct {
	Name    string // in Prometheus' spelling: onrecord_store_bytes
	Help    string
	Value   float64
	Counter bool // it only ever grows
}

// Options configures a Handler. A zero field means the default; Schema and Graph
// are needed.
type Options struct {
	Schema  Schema
	Graph   Graph
	Logger  *slog.Logger // default: nothing is logged
	Version string       // of the program, for the page and the metrics

	// Addr is what the server listens on. Loopback addresses let local callers
	// write; nil counts as public.
	Addr net.Addr
	// WriteToken is what a mutation must bring. With it, local callers need it too.
	WriteToken string
	// AllowHosts are names under which a loopback server is asked besides
	// localhost, by a proxy for instance. Under these it takes mutations only
	// with the token. On a public server they restrict the names it answers to.
	AllowHosts []string
	// AllowOrigins are the origins, such as https://example.org, whose pages may
	// ask from a browser.
	AllowOrigins []string

	MaxBody        int64         // of a request, default 1 MiB
	MaxUpload      int64         // of a request by somebody who may write: a document with its original bytes; default 40 MiB
	MaxInFlight    int           // GraphQL requests at a time, default 64
	RequestTimeout time.Duration // of one GraphQL request, default 30 s

	Examples []Example      // on the page, default Examples()
	Gauges   func() []Gauge // asked at every scrape
}

func (o Options) withDefaults() (Options, error) {
	if o.Schema == nil || o.Graph == nil {
		return o, errors.New("web: Options needs a Schema and a Graph")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "unknown"
	}
	if o.MaxBody == 0 {
		o.MaxBody = 1 << 20
	}
	if o.MaxUpload == 0 {
		o.MaxUpload = max(40<<20, o.MaxBody)
	}
	if o.MaxInFlight == 0 {
		o.MaxInFlight = 64
	}
	if o.RequestTimeout == 0 {
		o.RequestTimeout = 30 * time.Second
	}
	if o.Examples == nil {
		o.Examples = Examples()
	}
	if o.MaxBody < 0 || o.MaxUpload < 0 || o.MaxInFlight < 0 || o.RequestTimeout < 0 {
		return o, errors.New("web: MaxBody, MaxUpload, MaxInFlight and RequestTimeout must not be negative")
	}
	for _, origin := range o.AllowOrigins {
		if !strings.Contains(origin, "://") {
			return o, errors.New("web: the allowed origin " + origin + " is none; write it as https://example.org")
		}
	}
	return o, nil
}
