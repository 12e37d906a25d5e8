package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/store/badger"
)

func (a *app) redactCommand() *cobra.Command {
	var reason, by string
	c := &cobra.Command{
		Use:   "redact DOCUMENT --reason WHY",
		Short: "Remove a document's stored words for good (a court order, a copyright notice)",
		Long: `redact replaces the stored bytes of a document by a tombstone, and removes the
words that statements took from it, from history too. The log holds digests of
texts only, so its chain still verifies. This cannot be taken back.`,
		Args: exactlyOne("the id of a document"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withGraph(true, func(g *graph.Graph, _ *badger.Store) error {
				r, err := g.Redact(cmd.Context(), graph.RedactChange{Document: args[0], Reason: reason}, graph.Request{By: by})
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(map[string]any{"document": args[0], "transaction": r.Seq})
				}
				fmt.Fprintf(a.out, "%s is redacted, transaction %d\n", args[0], r.Seq)
				return nil
			})
		},
	}
	c.Flags().StringVar(&reason, "reason", "", "why (needed)")
	c.Flags().StringVar(&by, "by", "", "who does it")
	return c
}
