package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"onrecord/graph/ingest"
)

// ingestReport says what became of each file: with --json a line each, as it
// happens; for people a summary, and what failed, at the end.
type ingestReport struct {
	app   *app
	where string                   // the flag that leads a query to the same graph
	bar   *progressbar.ProgressBar // nil where nobody watches

	files, added, held              int
	statements, commitments, actors int
	dropped                         int
	last                            ingested
	failed                          []string // "path: CODE: reason"
}

// ingested is one line of --json.
type ingested struct {
	Path string `json:"path"`
	*ingest.Receipt
	Error *ingestFailure `json:"error,omitempty"`
}

type ingestFailure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (a *app) newIngestReport(total int, f ingestFlags) *ingestReport {
	r := &ingestReport{app: a}
	switch {
	case f.url != "":
		r.where = "--url " + f.url + " "
	case a.data != "data":
		r.where = "--data " + a.data + " "
	}
	if total > 1 && !a.json && a.watched(a.err) {
		r.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowCount(),
			progressbar.OptionSetDescription("reading"), progressbar.OptionClearOnFinish())
	}
	return r
}

// isTerminal tells whether somebody watches what is written there.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// add notes one file. It fails when the output is gone.
func (r *ingestReport) add(path string, receipt *ingest.Receipt, err error) error {
	r.files++
	r.last = ingested{Path: path, Receipt: receipt}
	switch {
	case err != nil:
		r.fail(path, err)
	case receipt.AlreadyHeld:
		r.held++
	default:
		r.added++
		r.statements += receipt.Statements
		r.commitments += receipt.Commitments
		r.actors += receipt.Actors
		r.dropped += len(receipt.Rejected)
	}
	if r.bar != nil {
		_ = r.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
	if r.app.json {
		return r.app.printJSON(r.last)
	}
	return nil
}

func (r *ingestReport) fail(path string, err error) {
	code, message := describe(err)
	if code == "" {
		code = "FAILED"
	}
	message = strings.Join(strings.Fields(message), " ")
	r.last.Error = &ingestFailure{Code: code, Message: message}
	r.failed = append(r.failed, fmt.Sprintf("%s: %s: %s", path, code, message))
}

// end prints the summary and what failed. stopped is why not all was read.
func (r *ingestReport) end(stopped error) error {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	if !r.app.json {
		r.summary()
	}
	var fatal stopError
	switch {
	case errors.As(stopped, &fatal): // it is listed with its file
		fmt.Fprintln(r.app.err, "onrecord: stopped there: every further file would fail the same way")
	case stopped != nil:
		r.app.complain(stopped)
	}
	if stopped != nil || len(r.failed) > 0 {
		return errFailed
	}
	return nil
}

func (r *ingestReport) summary() {
	out := r.app.out
	if r.files == 1 && r.last.Receipt != nil {
		r.one(r.last.Receipt)
	}
	fmt.Fprintf(out, "%s: %d added, %d held already, %d failed; %s, %s, %s\n",
		counted(r.files, "document"), r.added, r.held, len(r.failed),
		counted(r.statements, "statement"), counted(r.commitments, "commitment"), counted(r.actors, "actor"))
	if r.dropped > 0 {
		fmt.Fprintf(out, "%d proposals did not pass the evidence gate and were left out; --json names them\n", r.dropped)
	}
	for _, line := range r.failed {
		fmt.Fprintln(r.app.err, line)
	}
}

// one tells where a single document can be found, and how to look into it.
func (r *ingestReport) one(d *ingest.Receipt) {
	query := fmt.Sprintf(`{ node(id: %q) { ... on Document { statements { nodes { text speaker { name } } } } } }`, d.Document)
	fmt.Fprintf(r.app.out, "%s is %s\n  a first query: echo '%s' | onrecord query %s-\n", r.last.Path, d.Document, query, r.where)
}
