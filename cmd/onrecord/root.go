package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onrecord/graph"
	"onrecord/store"
	"onrecord/store/badger"
)

// app is what all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer

	// watched tells whether somebody looks at what is written there.
	watched func(io.Writer) bool

	data       string
	json       bool
	logLevel   string
	acceptLoss bool
}

// Exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // it was understood and did not work, or something is off
	exitUsage  = 2 // it was not understood
)

// errFailed ends a command with exitFailed when everything to say was said.
var errFailed = errors.New("failed")

// usageError is a mistake in the command line.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// run is the program: arguments in, exit status out.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	return (&app{in: in, out: out, err: errs, watched: isTerminal}).run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.As(err, &usage), isCobraUsage(err):
		a.complain(err)
		return exitUsage
	}
	a.complain(err)
	return exitFailed
}

// isCobraUsage: cobra reports unknown commands as plain errors.
func isCobraUsage(err error) bool {
	return strings.HasPrefix(err.Error(), "unknown command")
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "onrecord",
		Short: "Who said what, who promised what, and what was dropped along the way",
		Long: `onrecord keeps a knowledge graph of actors, statements and commitments in which
every edge points at the very characters of a stored document.

Every flag can be given as an environment variable: --data is ONRECORD_DATA,
--no-seed is ONRECORD_NO_SEED.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version(),
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return fromEnvironment(cmd.Flags())
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	f := root.PersistentFlags()
	f.StringVar(&a.data, "data", "data", "folder the graph is kept in")
	f.BoolVar(&a.json, "json", false, "print JSON, for scripts")
	f.StringVar(&a.logLevel, "log-level", "info", "debug, info, warn or error")
	f.BoolVar(&a.acceptLoss, "accept-loss", false, "open a store whose witness does not match, taking what is there as the truth")
	root.AddCommand(a.serveCommand(), a.queryCommand(), a.ingestCommand(), a.importCommand(), a.exportCommand(), a.checkCommand(), a.keysCommand(), a.redactCommand(), a.extractCommand(), a.traceCommand())
	return root
}

// fromEnvironment gives every flag that was not set on the command line the
// value of its environment variable.
func fromEnvironment(flags *pflag.FlagSet) error {
	var bad error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "ONRECORD_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value, set := os.LookupEnv(name)
		if f.Changed || !set || f.Name == "help" || f.Name == "version" {
			return
		}
		if err := flags.Set(f.Name, value); err != nil && bad == nil {
			bad = usageError{fmt.Errorf("%s: %w", name, err)}
		}
	})
	return bad
}

// version is the module's version, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}

// complain prints an error as one line for people or one object for scripts.
func (a *app) complain(err error) {
	code, message := describe(err)
	if a.json {
		raw, _ := json.Marshal(map[string]any{"error": map[string]string{"code": code, "message": message}})
		fmt.Fprintln(a.err, string(raw))
		return
	}
	line := "onrecord: " + strings.ReplaceAll(strings.TrimSpace(message), "\n", " ")
	if code != "" {
		line += " (" + code + ")"
	}
	fmt.Fprintln(a.err, line)
}

// describe gives an error's stable code, where it has one, and its words.
func describe(err error) (code, message string) {
	var (
		g *graph.Error
		s *store.Error
		c interface{ GraphQLCode() string }
	)
	switch {
	case errors.As(err, &g):
		code = string(g.Code)
	case errors.As(err, &s):
		code = string(s.Code)
	case errors.As(err, &c):
		code = c.GraphQLCode()
	}
	return code, err.Error()
}

func (a *app) logger() (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(a.logLevel)); err != nil {
		return nil, usageError{fmt.Errorf("--log-level %q: use debug, info, warn or error", a.logLevel)}
	}
	return slog.New(slog.NewJSONHandler(a.err, &slog.HandlerOptions{Level: level})), nil
}

// open opens the graph in the data folder. The caller closes the store.
func (a *app) open(log *slog.Logger, mustExist bool, opts ...graph.Option) (*graph.Graph, *badger.Store, error) {
	if _, err := os.Stat(a.data); mustExist && errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("there is no graph in %s: run `onrecord serve` or `onrecord import` first, or name its folder with --data", a.data)
	}
	s, err := badger.Open(badger.Options{Dir: a.data, Logger: log, AcceptLoss: a.acceptLoss})
	if err != nil {
		return nil, nil, err
	}
	g, err := graph.Open(s, append(opts, graph.WithLogger(log))...)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return g, s, nil
}

// withGraph runs fn on the graph in the data folder and closes it.
func (a *app) withGraph(mustExist bool, fn func(*graph.Graph, *badger.Store) error) (err error) {
	log, err := a.logger()
	if err != nil {
		return err
	}
	g, s, err := a.open(log, mustExist)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close(), s.Close()) }()
	return fn(g, s)
}

// printJSON prints one JSON object on a line.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
