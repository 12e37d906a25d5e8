package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/graph/text"
)

func (a *app) extractCommand() *cobra.Command {
	var predictions, known string
	c := &cobra.Command{
		Use:   "extract PATH...|-",
		Short: "Show what a text says, and write nothing",
		Long: `extract reads plain text and HTML pages and prints what it finds: who says what,
who promises what and on which conditions, and what was dropped from which text.
Of a folder it reads what ingest would; - is standard input. --json prints the
draft in the import format. --known names a file in that format with actors to
link to. A file that cannot be read is told, and the exit status is then 1.

--predictions reads every *.txt of one folder instead, and goes with no other
file and not with --known.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkExtract(args, predictions, known); err != nil {
				return err
			}
			x, err := extract.New()
			if err != nil {
				return err
			}
			if predictions != "" {
				return a.predictions(x, predictions)
			}
			index, err := knownActors(known)
			if err != nil {
				return err
			}
			return a.showDrafts(cmd.Context(), x, index, args)
		},
	}
	c.Flags().StringVar(&predictions, "predictions", "", "read every *.txt of this folder and print JSON Lines for a scorer")
	c.Flags().StringVar(&known, "known", "", "an import file with actors to link to")
	return c
}

// knownActors reads the actors of an import file; without one there are none.
func knownActors(name string) (graph.ActorIndex, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("--known: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, fmt.Errorf("--known: %w", err)
	}
	defer folder.Close() //nolint:errcheck // only read
	d, err := interop.Decode(f, interop.Options{Name: name, FS: folder.FS()})
	if err != nil {
		return nil, fmt.Errorf("--known: %w", err)
	}
	return extract.NewKnown(d), nil
}

// checkExtract finds mistakes before anything is read.
func checkExtract(args []string, predictions, known string) error {
	switch {
	case predictions == "" && len(args) == 0:
		return usageError{errors.New("extract: name the files to read, or a folder with --predictions")}
	case predictions != "" && len(args) > 0:
		return usageError{fmt.Errorf("extract: --predictions reads its folder and nothing else; leave out %s, or --predictions", args[0])}
	case predictions != "" && known != "":
		return usageError{errors.New("extract: --known links the actors of drafts, and --predictions prints none; leave out one of them")}
	}
	return inputOnce(args)
}

// showDrafts prints what the files say. One bad file does not stop the others.
func (a *app) showDrafts(ctx context.Context, x graph.Extractor, known graph.ActorIndex, args []string) error {
	sources := newSources(a.in)
	defer sources.close()
	bad := false
	for _, s := range sources.list(args) {
		p, err := s.read()
		if err == nil {
			var d *graph.Draft
			if d, err = x.Extract(ctx, (&ingestFlags{}).document(p), known); err == nil {
				err = a.showDraft(s.name, d)
			}
		}
		if ctx.Err() != nil {
			return errors.New("interrupted")
		}
		if err != nil {
			bad = true
			a.complain(fmt.Errorf("%s: %w", s.name, err))
		}
	}
	if bad {
		return errFailed
	}
	return nil
}

// predictions reads a folder in the order of its names.
func (a *app) predictions(x *extract.Extractor, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("--predictions: %w", sourceError{codeUnreadable, err})
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || filepath.Ext(e.Name()) != ".txt" })
	if len(entries) == 0 {
		return fmt.Errorf("--predictions: %w", sourceError{codeNoFiles, fmt.Errorf("%s: there is nothing to read in it: no *.txt", dir)})
	}
	out := bufio.NewWriter(a.out)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		canonical, err := text.Canonicalize(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := x.Predictions(out, strings.TrimSuffix(e.Name(), ".txt"), canonical); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return out.Flush()
}
