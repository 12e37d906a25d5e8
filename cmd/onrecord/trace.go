package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/schema"
)

func (a *app) traceCommand() *cobra.Command {
	var where, speaker, draft, asOf string
	var first int
	c := &cobra.Command{
		Use:   "trace [--data DIR | --url URL] QUOTE | --file DRAFT",
		Short: "Find who said the words, where, and what was changed in them",
		Long: `trace looks for the words of a quote in all documents and prints the passages
that word them, with every difference marked: [-of the quote-]{+of the document+}
(red and green on a terminal), and below it what the same sentence says that the
quote leaves out. With --speaker it tells whether the words are that speaker's: a
name in any script, or an office ("the French president").

With --file every quotation of three words or more in a draft is traced; - is
standard input. Who said them, the draft is not asked.

A verdict compares with a document, never with reality. The exit status is 0 when
every quote was found, 1 when one was not or something failed, 2 when the command
line was not understood.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := a.traceRequest(args, draft, speaker, asOf, first)
			if err != nil {
				return err
			}
			var answer []byte
			if where != "" {
				answer, err = ask(cmd.Context(), where, "", r)
			} else {
				answer, err = a.askFolder(cmd.Context(), r)
			}
			if err != nil {
				return err
			}
			return a.printTraces(answer)
		},
	}
	c.Flags().StringVar(&where, "url", "", "a server's GraphQL endpoint: http://127.0.0.1:8080/graphql")
	c.Flags().StringVar(&speaker, "speaker", "", "who is said to have said it")
	c.Flags().StringVar(&draft, "file", "", "a text whose quotations are traced; - is standard input")
	c.Flags().StringVar(&asOf, "as-of", "", "trace in what had been recorded at this instant (RFC 3339)")
	c.Flags().IntVar(&first, "first", 5, "how many passages to print for the quote, 1 to 50")
	return c
}

// traced is what the command asks of each quote.
const tracedFields = `query threshold documentsSearched searchedFrom searchedTo languages
matches {
  verdict attribution score insideQuotes
  statement { id quoteType speakerAs sourceKind translated attributionChain { id name } sourceDocument { title } }
  speaker { id name }
  otherSpeakers { id name }
  evidence { sentence insideQuotes start end document { id title publisher publishedAt language } }
  parts { document { id title publisher publishedAt } }
  diff { op given source }
  cuts { loss evidence { exact } }
  occurrences(first: 0) { totalCountAtLeast }
}`

// traceRequest makes the query of the command line.
func (a *app) traceRequest(args []string, draft, speaker, asOf string, first int) (schema.Request, error) {
	vars := map[string]any{"asOf": orNil(asOf)}
	var query string
	switch {
	case draft == "" && len(args) != 1:
		return schema.Request{}, usageError{errors.New("trace: give one quote, in quotation marks of the shell, or --file with a draft")}
	case draft != "" && len(args) > 0:
		return schema.Request{}, usageError{errors.New("trace: a quote or --file, not both")}
	case draft != "" && speaker != "":
		return schema.Request{}, usageError{errors.New("trace: --speaker goes with one quote, not with --file")}
	case draft != "":
		text, err := a.read(draft)
		if err != nil {
			return schema.Request{}, err
		}
		vars["text"] = text
		query = `query ($text: String!, $asOf: DateTime) { traceAll(text: $text, asOf: $asOf) { ` + tracedFields + ` } }`
	default:
		vars["quote"], vars["speaker"], vars["first"] = args[0], orNil(speaker), first
		query = `query ($quote: String!, $speaker: String, $asOf: DateTime, $first: Int) { trace(quote: $quote, speaker: $speaker, asOf: $asOf, first: $first) { ` + tracedFields + ` } }`
	}
	raw, err := json.Marshal(vars)
	return schema.Request{Query: query, Variables: raw}, err
}

// printTraces prints the answer: the passages for people, or the JSON.
func (a *app) printTraces(answer []byte) error {
	var seen struct {
		Errors []json.RawMessage `json:"errors"`
		Data   struct {
			Trace *traceResult   `json:"trace"`
			All   []*traceResult `json:"traceAll"`
		} `json:"data"`
	}
	if err := json.Unmarshal(answer, &seen); err != nil {
		return fmt.Errorf("the answer is not that of a trace: %w", err)
	}
	all := seen.Data.All
	if seen.Data.Trace != nil {
		all = append(all, seen.Data.Trace)
	}
	switch {
	case len(seen.Errors) > 0:
		return answered(seen.Errors)
	case a.json:
		fmt.Fprintf(a.out, "%s\n", bytes.TrimSpace(answer))
	default:
		p := newTracePrinter(a.out, a.coloured())
		for i, r := range all {
			p.result(r, i, len(all))
		}
		if len(all) == 0 {
			fmt.Fprintln(a.out, "There is no quotation of three words or more in the text.")
		}
	}
	for _, r := range all {
		if len(r.Matches) == 0 {
			return errFailed
		}
	}
	return nil
}

// coloured: somebody watches, and did not ask for none (https://no-color.org).
func (a *app) coloured() bool { return a.watched(a.out) && os.Getenv("NO_COLOR") == "" }

// answerError is the first error of an answer, with its code.
type answerError struct{ code, message string }

func (e answerError) Error() string       { return e.message }
func (e answerError) GraphQLCode() string { return e.code }

// answered makes an error of those of an answer.
func answered(list []json.RawMessage) error {
	var all []error
	for _, raw := range list {
		var e struct {
			Message    string `json:"message"`
			Extensions struct {
				Code string `json:"code"`
			} `json:"extensions"`
		}
		if err := json.Unmarshal(raw, &e); err != nil {
			return fmt.Errorf("the answer has an error that cannot be read: %w", err)
		}
		all = append(all, answerError{e.Extensions.Code, strings.TrimSpace(e.Message)})
	}
	return errors.Join(all...)
}
