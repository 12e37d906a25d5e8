package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/extract/page"
	"onrecord/graph"
	"onrecord/graph/edtf"
	"onrecord/graph/ingest"
)

// ingestFlags are the flags of ingest. What they say of a document goes before
// what its page says.
type ingestFlags struct {
	url, token string

	publisher, published, sourceURL, language, kind string

	noExtract bool
	by        string
}

func (a *app) ingestCommand() *cobra.Command {
	var f ingestFlags
	c := &cobra.Command{
		Use:   "ingest [--data DIR | --url URL] PATH...|-",
		Short: "Take articles in: text files, web pages, folders of them",
		Long: `ingest reads plain text (UTF-8) and HTML pages, finds the article in a page, and
puts it into the graph with the statements and commitments found in it. All that
was found is pending until somebody reviews it. Of a folder it reads *.txt,
*.text, *.md, *.html and *.htm, in the order of their names; - is standard input.

What is held already (these bytes, of this publisher, at this address) is counted
and left alone, so a batch that was interrupted is resumed by the same command.
A file that cannot be read does not stop the others: it is listed at the end as
"path: CODE: reason", and the exit status is then 1.`,
		Args: atLeastOne("a file, a folder or -"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check(args); err != nil {
				return err
			}
			return a.ingest(cmd.Context(), f, args)
		},
	}
	c.Flags().StringVar(&f.url, "url", "", "a server's GraphQL endpoint: http://127.0.0.1:8080/graphql")
	c.Flags().StringVar(&f.token, "write-token", "", "token for mutations, with --url")
	c.Flags().StringVar(&f.publisher, "publisher", "", "who published the documents")
	c.Flags().StringVar(&f.published, "published", "", "when they were published (EDTF: 2026-01-06, 2026-01)")
	c.Flags().StringVar(&f.sourceURL, "source-url", "", "the address of the document (https://..., urn:...); for one document only")
	c.Flags().StringVar(&f.language, "language", "", "their language (BCP 47: en, fr, uk)")
	c.Flags().StringVar(&f.kind, "kind", "", "kind of document: NEWS_ARTICLE (the default), JOINT_DECLARATION, STATEMENT, TREATY ...")
	c.Flags().BoolVar(&f.noExtract, "no-extract", false, "only store the documents")
	c.Flags().StringVar(&f.by, "by", "", "who takes them in; kept with every assertion; with --data only")
	return c
}

// check finds mistakes before anything is read.
func (f *ingestFlags) check(args []string) error {
	f.kind = strings.ToUpper(strings.ReplaceAll(f.kind, "-", "_"))
	if f.published != "" {
		if _, err := edtf.Parse(f.published); err != nil {
			return usageError{fmt.Errorf("--published: %w", err)}
		}
	}
	if err := ingest.CheckLanguage(f.language); err != nil {
		return usageError{fmt.Errorf("--language: %w", err)}
	}
	if err := ingest.CheckURL(f.sourceURL); err != nil {
		return usageError{fmt.Errorf("--source-url: %w", err)}
	}
	if f.sourceURL != "" && len(args) > 1 {
		return usageError{errors.New("--source-url is the address of one document; name one file")}
	}
	if f.by != "" && f.url != "" {
		return usageError{errors.New("--by is for --data: a server knows by itself who writes")}
	}
	return inputOnce(args)
}

// document is the page as the graph takes it in.
func (f *ingestFlags) document(p *page.Page) graph.DocumentDraft {
	return graph.DocumentDraft{
		Title:        p.Title,
		DocumentKind: graph.DocumentKind(f.kind),
		Publisher:    firstOf(f.publisher, p.Publisher),
		PublishedAt:  firstOf(f.published, p.PublishedAt),
		Language:     firstOf(f.language, p.Language),
		URL:          firstOf(f.sourceURL, p.URL),
		Text:         &p.Text,
		Original:     p.Original,
	}
}

func firstOf(given, said string) string {
	if given != "" {
		return given
	}
	return said
}

// ingest takes in one file after the other. A document sees what those before
// it brought: their actors are known by then.
func (a *app) ingest(ctx context.Context, f ingestFlags, args []string) error {
	sources := newSources(a.in)
	defer sources.close()
	found := sources.list(args)
	if f.sourceURL != "" && len(found) > 1 {
		return usageError{fmt.Errorf("--source-url is the address of one document, and %s holds %d", args[0], len(found))}
	}
	into, done, err := a.destination(f)
	if err != nil {
		return err
	}
	report := a.newIngestReport(len(found), f)
	var stopped error
	for _, s := range found {
		if ctx.Err() != nil {
			stopped = errInterrupted
			break
		}
		receipt, err := ingestOne(ctx, s, f, into)
		if ctx.Err() != nil && err != nil {
			stopped = errInterrupted
			break
		}
		if err := report.add(s.name, receipt, err); err != nil {
			stopped = err // nobody reads what we print
			break
		}
		if fatal := (stopError{}); errors.As(err, &fatal) {
			stopped = fatal
			break
		}
	}
	return errors.Join(report.end(stopped), done())
}

// errInterrupted ends a batch between two files.
var errInterrupted = errors.New("interrupted: the same command goes on where this one stopped")

func ingestOne(ctx context.Context, s source, f ingestFlags, into destination) (*ingest.Receipt, error) {
	p, err := s.read()
	if err != nil {
		return nil, err
	}
	return into.take(ctx, f.document(p), !f.noExtract)
}
