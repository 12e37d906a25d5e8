package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/store"
	"onrecord/store/badger"
)

func (a *app) checkCommand() *cobra.Command {
	var deep, repair bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Hold everything in the store against everything else",
		Long: `check recomputes the chain of the log, holds every quotation against the stored
bytes and every index against its records. --deep also replays the whole log
into an empty store beside the data folder and compares the two. --repair builds
the search index anew from the documents before it checks; nothing else is ever
repaired, since nothing else is derived from what the store keeps twice. The exit
status is 1 when anything is off.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withGraph(true, func(g *graph.Graph, _ *badger.Store) (err error) {
				if repair {
					if err := g.RebuildIndex(cmd.Context()); err != nil {
						return err
					}
				}
				var o graph.CheckOptions
				if deep {
					scratch, done, e := a.scratch()
					if e != nil {
						return e
					}
					defer func() { err = errors.Join(err, done()) }()
					o.Deep = scratch
				}
				findings := []graph.Finding{}
				sum, err := g.Check(cmd.Context(), o, func(f graph.Finding) {
					if a.json {
						findings = append(findings, f)
						return
					}
					fmt.Fprintln(a.out, f)
				})
				if err != nil {
					return err
				}
				return a.printSummary(sum, findings)
			})
		},
	}
	c.Flags().BoolVar(&repair, "repair", false, "build the search index anew from the documents first")
	c.Flags().BoolVar(&deep, "deep", false, "also replay the whole log and compare")
	return c
}

func (a *app) printSummary(sum graph.Summary, findings []graph.Finding) error {
	if a.json {
		if err := a.printJSON(map[string]any{"summary": sum, "findings": findings}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(a.out, "%d log entries, %d documents' bytes, %d nodes, %d relations, %d assertions, %d facts, %d pieces of evidence, %d index entries: ",
			sum.Entries, sum.Blobs, sum.Nodes, sum.Relations, sum.Assertions, sum.Facts, sum.Spans, sum.Index)
		if sum.Findings == 0 {
			fmt.Fprintln(a.out, "all is as it should be")
		} else {
			fmt.Fprintf(a.out, "%d things are off\n", sum.Findings)
		}
	}
	if sum.Findings > 0 {
		return errFailed
	}
	return nil
}

// scratch opens an empty store beside the data folder, to be thrown away.
func (a *app) scratch() (store.Store, func() error, error) {
	dir, err := os.MkdirTemp(filepath.Dir(filepath.Clean(a.data)), ".onrecord-check-*")
	if err != nil {
		return nil, nil, err
	}
	s, err := badger.Open(badger.Options{Dir: dir})
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, func() error { return errors.Join(s.Close(), os.RemoveAll(dir)) }, nil
}
