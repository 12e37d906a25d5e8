// Command bench measures onrecord over HTTP, and beside it what a user would
// take instead. See README.md in this folder.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	statements  int
	seed        uint64
	connections int
	warm, each  time.Duration
	rows        string
	peer        bool
	dir         string
	binary      string
}

func parse(args []string, errs io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.SetOutput(errs)
	f.IntVar(&o.statements, "statements", 20_000, "statements of the corpus")
	f.Uint64Var(&o.seed, "seed", 1, "of the corpus and of what is asked")
	f.IntVar(&o.connections, "c", 8, "connections that ask at the same time")
	f.DurationVar(&o.each, "time", 5*time.Second, "how long a row is measured")
	f.DurationVar(&o.warm, "warm", 2*time.Second, "how long it is asked before")
	f.StringVar(&o.rows, "rows", "", "rows to measure, by their short names (default all): load,node,latest,hops,trace,pledges,insert")
	f.BoolVar(&o.peer, "peer", false, "measure PostgreSQL with PostGraphile too")
	f.StringVar(&o.dir, "dir", "", "folder to keep the loaded stores in; a store that is there is served as it is (default: a temporary one)")
	f.StringVar(&o.binary, "binary", "", "onrecord program to measure (default: built from this tree)")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q; see -help", f.Arg(0))
	}
	if o.statements < 200 || o.connections < 1 || o.each <= 0 {
		return o, errors.New("there must be 200 statements, a connection and some time at least")
	}
	return o, nil
}

// wants says whether a row is to be measured.
func (o options) wants(key string) bool {
	if o.rows == "" {
		return true
	}
	for name := range strings.SplitSeq(o.rows, ",") {
		if strings.TrimSpace(name) == key {
			return true
		}
	}
	return false
}
