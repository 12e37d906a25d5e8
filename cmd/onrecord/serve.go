package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/schema"
	"onrecord/seeds"
	"onrecord/store/badger"
	"onrecord/web"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	listen       string
	noSeed       bool
	writeToken   string
	allowHosts   []string
	allowOrigins []string
	cacheMemory  int64 // MiB
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the graph over GraphQL",
		Long: `serve answers GraphQL at /graphql. A store that is empty gets the founding
article first, unless --no-seed is given. Writes need no token on a loopback
address; on any other they are refused unless --write-token is set.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	c.Flags().StringVar(&f.listen, "listen", "127.0.0.1:8080", "address to listen on")
	c.Flags().BoolVar(&f.noSeed, "no-seed", false, "leave an empty store empty")
	c.Flags().StringVar(&f.writeToken, "write-token", "", "token that mutations must carry (Authorization: Bearer)")
	c.Flags().StringSliceVar(&f.allowHosts, "allow-host", nil, "host name, besides loopback names, that requests may be addressed to")
	c.Flags().StringSliceVar(&f.allowOrigins, "allow-origin", nil, "web origin that may call from a browser")
	c.Flags().Int64Var(&f.cacheMemory, "cache-memory", graph.DefaultCache>>20, "MiB of decoded records to keep in memory; 0 keeps none")
	return c
}

func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unexpected argument %q; see --help", args[0])}
	}
	return nil
}

func (a *app) serve(ctx context.Context, f serveFlags) (err error) {
	if f.cacheMemory < 0 || f.cacheMemory > 1<<20 {
		return usageError{fmt.Errorf("--cache-memory %d: give MiB, 0 to %d", f.cacheMemory, 1<<20)}
	}
	log, err := a.logger()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", f.listen, err)
	}
	defer func() {
		if e := listener.Close(); e != nil && !errors.Is(e, net.ErrClosed) {
			err = errors.Join(err, e)
		}
	}()
	g, s, err := a.open(log, false, graph.WithCache(f.cacheMemory<<20))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close(), s.Close()) }()
	if !f.noSeed {
		if err := a.seed(ctx, g); err != nil {
			return err
		}
	}
	handler, err := a.handler(g, s, log, listener.Addr(), f)
	if err != nil {
		return err
	}
	a.welcome(listener.Addr())
	return web.Serve(ctx, listener, handler, web.ServeOptions{})
}

// seed loads the founding article into an empty store.
func (a *app) seed(ctx context.Context, g *graph.Graph) error {
	session, err := g.Session(ctx)
	if err != nil {
		return err
	}
	seq, _, _ := session.Head()
	session.Close()
	if seq > 0 {
		return nil
	}
	info, err := fs.Stat(seeds.Files(), seeds.Annotation)
	if err != nil {
		return err
	}
	file, err := seeds.Files().Open(seeds.Annotation)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // embedded
	bar := progressbar.NewOptions64(info.Size(), progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetDescription("reading the founding article"), progressbar.OptionSetPredictTime(false))
	reader := progressbar.NewReader(file, bar)
	r, err := interop.Import(ctx, g, &reader, interop.Options{Name: seeds.Annotation, FS: seeds.Files(), By: "onrecord seed"})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "\nthe founding article is in the graph: %d changes, each with its evidence\n", r.Changes)
	return nil
}

func (a *app) handler(g *graph.Graph, s *badger.Store, log *slog.Logger, addr net.Addr, f serveFlags) (*web.Handler, error) {
	x, err := extract.New()
	if err != nil {
		return nil, err
	}
	api, err := schema.New(g, schema.Options{Logger: log, Version: version(), Extractor: x, Pages: readPage})
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Schema: api, Graph: g, Logger: log, Version: version(), Addr: addr,
		WriteToken: f.writeToken, AllowHosts: f.allowHosts, AllowOrigins: f.allowOrigins,
		Gauges: func() []web.Gauge { return append(storeGauges(s.Stats()), cacheGauges(g.CacheStats())...) },
	})
}

// storeGauges tells what the store did, for /metrics.
func storeGauges(s badger.Stats) []web.Gauge {
	return []web.Gauge{
		{Name: "onrecord_store_commits_total", Help: "Updates acknowledged since the store was opened.", Value: float64(s.Commits), Counter: true},
		{Name: "onrecord_store_commit_groups_total", Help: "Groups they were synced in.", Value: float64(s.Groups), Counter: true},
		{Name: "onrecord_store_written_bytes_total", Help: "Bytes of keys and values written.", Value: float64(s.Bytes), Counter: true},
		{Name: "onrecord_store_snapshots", Help: "Snapshots open.", Value: float64(s.Snapshots)},
		{Name: "onrecord_store_disk_bytes", Help: "Bytes of the database on disk.", Value: float64(s.DiskBytes)},
	}
}

// cacheGauges tells what the cache of decoded records holds and did.
func cacheGauges(s graph.CacheStats) []web.Gauge {
	return []web.Gauge{
		{Name: "onrecord_cache_bytes", Help: "Bytes of decoded records that are kept, roughly.", Value: float64(s.Bytes)},
		{Name: "onrecord_cache_entries", Help: "Decoded records and stretches of adjacency that are kept.", Value: float64(s.Entries)},
		{Name: "onrecord_cache_hits_total", Help: "Look-ups that were answered from what is kept.", Value: float64(s.Hits), Counter: true},
		{Name: "onrecord_cache_misses_total", Help: "Look-ups that had to read the store.", Value: float64(s.Misses), Counter: true},
		{Name: "onrecord_cache_evicted_total", Help: "Entries that made room for others.", Value: float64(s.Evicted), Counter: true},
	}
}

const firstQuery = `{ statements(filter: {speaker: "person:steve-witkoff"}) { nodes { text attributionChain { name } } } }`

// welcome tells a newcomer where to go.
func (a *app) welcome(addr net.Addr) {
	base := "http://" + addr.String()
	if a.json {
		_ = a.printJSON(map[string]string{"url": base + "/", "graphql": base + "/graphql"})
		return
	}
	fmt.Fprintf(a.out, `onrecord is serving.
  start here    %[1]s/
  GraphQL       %[1]s/graphql
  the schema    %[1]s/schema.graphql
  a first query %[1]s/graphql?query=%[2]s
  or            curl -s %[1]s/graphql -H 'content-type: application/json' -d '{"query":"{ statements(filter: {speaker: \"person:steve-witkoff\"}) { nodes { text attributionChain { name } } } }"}'
`, base, url.QueryEscape(firstQuery))
}
