package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/store/badger"
)

func (a *app) importCommand() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   "import FILE...",
		Short: "Put drafts or a whole history (JSON Lines) into the graph",
		Long: `import reads files of the format that "export" writes and that the seed is
written in. A draft goes through the evidence gate: if one quotation in it is
not the very characters of its document, nothing of that file is written. A
history goes into an empty store only.`,
		Args: atLeastOne("a file"),
		RunE: func(cmd *cobra.Command, files []string) error {
			return a.withGraph(false, func(g *graph.Graph, _ *badger.Store) error {
				for _, name := range files {
					if err := a.importFile(cmd.Context(), g, name, by); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&by, "by", "", "who imports; kept with every assertion")
	return c
}

// importFile imports one file and says what it did.
func (a *app) importFile(ctx context.Context, g *graph.Graph, name, by string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	// Texts may lie beside the file, and nowhere else: a Root follows no link
	// out of its folder.
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // only read
	r, err := interop.Import(ctx, g, f, interop.Options{Name: name, FS: folder.FS(), By: by})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"file": name, "transaction": r.Seq, "recordedAt": r.RecordedAt, "changes": r.Changes})
	}
	if r.Seq == 0 {
		fmt.Fprintf(a.out, "%s: everything in it was there already\n", name)
		return nil
	}
	fmt.Fprintf(a.out, "%s: %d changes, transaction %d\n", name, r.Changes, r.Seq)
	return nil
}

// atLeastOne makes cobra's check of arguments a usage error in our words.
func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{fmt.Errorf("%s is missing; see --help", what)}
		}
		return nil
	}
}

func exactlyOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usageError{fmt.Errorf("give %s, and one only; see --help", what)}
		}
		return nil
	}
}
