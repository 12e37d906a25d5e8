package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/store/badger"
)

func (a *app) redactCommand() *cobra.Command {
	var reason, by string
	c := &cobra.Command{
		Use:   "redact DOCUMENT --reason WHY",
		Short: "Remove a document's stored words for good (a court order, a copyright notice)",
		Long: `redact replaces the stored bytes of a document by a tombstone, removes the words
that statements took from it, from history too, and takes them out of the search.
Then it writes the store anew, so that no file of the folder holds them; copies
that were set aside when files were damaged are removed with the old ones. That
needs room on the disk for the store a second time. If it is interrupted, run the
same command again.

The log holds digests of texts only, so its chain still verifies. Exports and
backups made before are not touched. This cannot be taken back.`,
		Args: exactlyOne("the id of a document"),
		RunE: func(cmd *cobra.Command, args []string) error {
			var r graph.Receipt
			err := a.withGraph(true, func(g *graph.Graph, _ *badger.Store) (err error) {
				r, err = g.Redact(cmd.Context(), graph.RedactChange{Document: args[0], Reason: reason}, graph.Request{By: by})
				return err
			})
			if err != nil {
				return err
			}
			removed, err := a.forget()
			if err != nil {
				return fmt.Errorf("%s is redacted, but files of %s may still hold its words; run the command again: %w", args[0], a.data, err)
			}
			if a.json {
				return a.printJSON(map[string]any{"document": args[0], "transaction": r.Seq, "removed": append([]string{}, removed...)})
			}
			fmt.Fprintf(a.out, "%s is redacted, transaction %d; no file of %s holds its words\n", args[0], r.Seq, a.data)
			if len(removed) > 0 {
				fmt.Fprintf(a.out, "removed with them: %s\n", strings.Join(removed, ", "))
			}
			return nil
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why (needed)")
	c.Flags().StringVar(&by, "by", "", "who does it")
	return c
}

// forget writes the store anew, without what was deleted from it.
func (a *app) forget() (removed []string, err error) {
	log, err := a.logger()
	if err != nil {
		return nil, err
	}
	return badger.Compact(badger.Options{Dir: a.data, Logger: log})
}
