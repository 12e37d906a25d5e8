package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/badger"
)

func (a *app) exportCommand() *cobra.Command {
	var (
		output string
		state  bool
	)
	c := &cobra.Command{
		Use:   "export [-o FILE]",
		Short: "Write the whole graph as JSON Lines",
		Long: `export writes everything, history included: importing it into an empty store and
exporting again gives the same bytes. --state leaves history out and writes what
the graph shows now, as a draft that any store can import.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withGraph(true, func(g *graph.Graph, _ *badger.Store) error {
				return a.writeTo(output, func(w io.Writer) error {
					s, err := g.Session(cmd.Context())
					if err != nil {
						return err
					}
					defer s.Close()
					if state {
						return interop.ExportState(w, s.Present())
					}
					return interop.Export(w, s)
				})
			})
		},
	}
	c.Flags().StringVarP(&output, "output", "o", "", "file to write; standard output without it")
	c.Flags().BoolVar(&state, "state", false, "leave history out")
	return c
}

// writeTo writes to standard output, or to a file that appears only when it is
// whole.
func (a *app) writeTo(name string, write func(io.Writer) error) (err error) {
	if name == "" || name == "-" {
		b := bufio.NewWriter(a.out)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".onrecord-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	b := bufio.NewWriter(f)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
