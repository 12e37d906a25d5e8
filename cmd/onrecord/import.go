package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"
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
not the very characters of its document, nothing of that file is written,
however large it is. A file of more than 16 MiB is several transactions that are
published together; an import of it that was interrupted goes on where it was
when it is given again. A history goes into an empty store only.`,
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
	bar, err := a.importBar(f)
	if err != nil {
		return err
	}
	r, err := interop.Import(ctx, g, f, interop.Options{Name: name, FS: folder.FS(), By: by, Progress: bar.tell})
	if err := errors.Join(err, bar.close()); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"file": name, "transaction": r.Seq, "transactions": max(r.Transactions, min(int(r.Seq), 1)), "recordedAt": r.RecordedAt, "changes": r.Changes})
	}
	switch {
	case r.Seq == 0:
		fmt.Fprintf(a.out, "%s: everything in it was there already\n", name)
	case r.Transactions > 1:
		fmt.Fprintf(a.out, "%s: %d changes in %d transactions, the last is %d\n", name, r.Changes, r.Transactions, r.Seq)
	default:
		fmt.Fprintf(a.out, "%s: %d changes, transaction %d\n", name, r.Changes, r.Seq)
	}
	return nil
}

// importBar shows how far the import of a file is, where somebody watches.
type importBar struct{ bar *progressbar.ProgressBar }

func (a *app) importBar(f *os.File) (importBar, error) {
	info, err := f.Stat()
	if err != nil || a.json || !info.Mode().IsRegular() || !a.watched(a.err) {
		return importBar{}, err
	}
	return importBar{progressbar.NewOptions64(info.Size(), progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetDescription("importing"), progressbar.OptionClearOnFinish())}, nil
}

func (b importBar) tell(p interop.Progress) {
	if b.bar != nil {
		b.bar.Set64(p.Bytes) //nolint:errcheck // a bar that cannot be drawn harms nothing
	}
}

func (b importBar) close() error {
	if b.bar == nil {
		return nil
	}
	return b.bar.Clear()
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
