package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// ServeOptions bounds connections. A zero field means the default.
type ServeOptions struct {
	HeaderTimeout  time.Duration // until a request's header is read, default 5 s
	ReadTimeout    time.Duration // until its body is read, default 15 s
	WriteTimeout   time.Duration // until its answer is written, default 60 s
	IdleTimeout    time.Duration // between the requests of a connection, default 2 min
	Grace          time.Duration // for requests in flight when stopping, default 10 s
	MaxHeaderBytes int           // default 160 KiB: a query by GET stands in the header
}

func (o ServeOptions) withDefaults() ServeOptions {
	for _, d := range []struct {
		field *time.Duration
		value time.Duration
	}{
		{&o.HeaderTimeout, 5 * time.Second},
		{&o.ReadTimeout, 15 * time.Second},
		{&o.WriteTimeout, time.Minute},
		{&o.IdleTimeout, 2 * time.Minute},
		{&o.Grace, 10 * time.Second},
	} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	if o.MaxHeaderBytes == 0 {
		o.MaxHeaderBytes = 160 << 10
	}
	return o
}

// Serve answers requests on the listener until ctx ends, then stops: the handler
// is not ready any more, no connection is taken, and requests in flight may finish
// within the grace. Those that do not are cut off, which is an error. When it
// returns no request reads the graph any more, so that the store may be closed. The
// handler must have been made with the listener's address.
func Serve(ctx context.Context, l net.Listener, h *Handler, o ServeOptions) error {
	o = o.withDefaults()
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: o.HeaderTimeout,
		ReadTimeout:       o.ReadTimeout,
		WriteTimeout:      o.WriteTimeout,
		IdleTimeout:       o.IdleTimeout,
		MaxHeaderBytes:    o.MaxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(h.opts.Logger.Handler(), slog.LevelWarn),
		// No BaseContext: requests do not end with ctx, they are what the grace is for.
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	h.SetReady(true)
	defer h.SetReady(false)
	select {
	case err := <-failed:
		return errors.Join(fmt.Errorf("serve %s: %w", l.Addr(), err), server.Close(), h.drain())
	case <-ctx.Done():
	}
	h.SetReady(false)
	err := stop(server, o.Grace)
	if err != nil {
		err = errors.Join(err, h.drain())
	}
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		return errors.Join(err, served)
	}
	return err
}

// stop waits for the requests in flight, and closes the connections of those that
// outlast the grace.
func stop(server *http.Server, grace time.Duration) error {
	bounded, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := server.Shutdown(bounded)
	if err == nil {
		return nil
	}
	return errors.Join(fmt.Errorf("requests were cut off after %s: %w", grace, err), server.Close())
}

// Requests whose context has ended stop at their next read. One that does not in
// this time is stuck.
const drainTime = 5 * time.Second

// drain waits until no request that reads the graph runs, by taking all slots.
func (h *Handler) drain() error {
	late := time.NewTimer(drainTime)
	defer late.Stop()
	for taken := range cap(h.slots) {
		select {
		case h.slots <- struct{}{}:
			defer func() { <-h.slots }()
		case <-late.C:
			return fmt.Errorf("%d requests are stuck", cap(h.slots)-taken)
		}
	}
	return nil
}
