package main

import (
	"bufio"
	"errors"
	"fmt"
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
	var predictions string
	c := &cobra.Command{
		Use:   "extract PATH...",
		Short: "Show who says what in a text, and write nothing",
		Long: `extract reads plain text and prints the statements it finds: who, with which
words, and what. --json prints the draft in the import format. A file that
cannot be read is listed at the end, and the exit status is then 1.`,
		RunE: func(_ *cobra.Command, args []string) error {
			if predictions == "" && len(args) == 0 {
				return usageError{errors.New("extract: name the files to read, or a folder with --predictions")}
			}
			x, err := extract.New()
			if err != nil {
				return err
			}
			if predictions != "" {
				return a.predictions(x, predictions)
			}
			return a.showDrafts(x, args)
		},
	}
	c.Flags().StringVar(&predictions, "predictions", "", "read every *.txt of this folder and print JSON Lines for a scorer")
	return c
}

// showDrafts prints what the files say. One bad file does not stop the others.
func (a *app) showDrafts(x *extract.Extractor, paths []string) error {
	bad := false
	for _, path := range paths {
		if err := a.showDraft(x, path); err != nil {
			bad = true
			a.complain(fmt.Errorf("%s: %w", path, err))
		}
	}
	if bad {
		return errFailed
	}
	return nil
}

func (a *app) showDraft(x *extract.Extractor, path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	content := string(raw)
	d, err := x.Draft(graph.DocumentDraft{Text: &content})
	if err != nil {
		return err
	}
	if a.json {
		return interop.WriteDraft(a.out, d)
	}
	fmt.Fprintf(a.out, "%s: %d names, %d statements\n", path, len(d.Nodes), len(d.Statements))
	for i := range d.Statements {
		s := &d.Statements[i]
		who := s.Speaker
		if who == "" {
			who = "?"
		}
		fmt.Fprintf(a.out, "\n%s (%s) %s: %s, %s, confidence %.2f\n", who, s.SpeakerAs, s.Cue, s.QuoteType, s.Act, s.Confidence)
		for _, e := range s.Evidence {
			fmt.Fprintf(a.out, "  [%d, %d) %s\n", *e.Start, *e.End, e.Exact)
		}
	}
	return nil
}

// predictions reads a folder in the order of its names.
func (a *app) predictions(x *extract.Extractor, dir string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return usageError{fmt.Errorf("--predictions %q: %w", dir, err)}
	}
	slices.Sort(paths)
	out := bufio.NewWriter(a.out)
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		canonical, err := text.Canonicalize(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := x.Predictions(out, strings.TrimSuffix(filepath.Base(path), ".txt"), canonical); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return out.Flush()
}
