package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"onrecord/extract"
	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/schema"
	"onrecord/store"
)

// destination is where documents go: a folder, or a server.
type destination interface {
	take(ctx context.Context, doc graph.DocumentDraft, extract bool) (*ingest.Receipt, error)
}

// stopError is a failure that all further files would meet too: the disk is
// full, the server is gone.
type stopError struct{ error }

func (e stopError) Unwrap() error { return e.error }

// destination opens where the flags point to. The second result closes it.
func (a *app) destination(f ingestFlags) (destination, func() error, error) {
	if f.url != "" {
		return server{where: f.url, token: f.token}, func() error { return nil }, nil
	}
	d := folder{by: f.by}
	if !f.noExtract {
		x, err := extract.New()
		if err != nil {
			return nil, nil, err
		}
		d.extractor = x
	}
	log, err := a.logger()
	if err != nil {
		return nil, nil, err
	}
	g, s, err := a.open(log, false)
	if errors.Is(err, store.ErrLocked) {
		err = fmt.Errorf("%w; send the documents to the server that has it open with --url", err)
	}
	if err != nil {
		return nil, nil, err
	}
	d.graph = g
	return d, func() error { return errors.Join(g.Close(), s.Close()) }, nil
}

// folder is a graph that we have open ourselves.
type folder struct {
	graph     *graph.Graph
	extractor graph.Extractor
	by        string
}

func (d folder) take(ctx context.Context, doc graph.DocumentDraft, extract bool) (*ingest.Receipt, error) {
	r, err := ingest.Document(ctx, d.graph, d.extractor, ingest.Request{Document: doc, Extract: extract, By: d.by})
	var broken *store.Error
	if errors.As(err, &broken) && broken.Code != store.CodeTooLarge && broken.Code != store.CodeConflict {
		return nil, stopError{err}
	}
	return r, err
}

// server is a graph that a server has open.
type server struct{ where, token string }

const ingestMutation = `mutation Ingest($input: IngestDocumentInput!) {
  ingestDocument(input: $input) {
    document { id } alreadyHeld statements commitments actors rejected { code message path } transaction
  }
}`

// ingestInput is what the mutation takes. Bytes are base64 in JSON.
type ingestInput struct {
	Title        string `json:"title"`
	Text         string `json:"text"`
	DocumentKind string `json:"documentKind,omitempty"`
	Publisher    string `json:"publisher,omitempty"`
	PublishedAt  string `json:"publishedAt,omitempty"`
	Language     string `json:"language,omitempty"`
	URL          string `json:"url,omitempty"`
	Extract      bool   `json:"extract"`
	Original     []byte `json:"original,omitempty"`
}

func (d server) take(ctx context.Context, doc graph.DocumentDraft, extract bool) (*ingest.Receipt, error) {
	variables, err := json.Marshal(map[string]any{"input": ingestInput{
		Title: doc.Title, Text: *doc.Text, DocumentKind: string(doc.DocumentKind), Publisher: doc.Publisher,
		PublishedAt: doc.PublishedAt, Language: doc.Language, URL: doc.URL, Extract: extract, Original: doc.Original,
	}})
	if err != nil {
		return nil, err
	}
	answer, err := ask(ctx, d.where, d.token, schema.Request{Query: ingestMutation, OperationName: "Ingest", Variables: variables})
	if err != nil {
		return nil, stopError{err}
	}
	return readReceipt(answer)
}

// serverError is what a server says is wrong.
type serverError struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code string `json:"code"`
	} `json:"extensions"`
}

func (e *serverError) Error() string       { return e.Message }
func (e *serverError) GraphQLCode() string { return e.Extensions.Code }

// ofThisFile are the refusals of a whole request that another file may not
// meet. Errors of the mutation itself have a path.
var ofThisFile = []string{"REQUEST_TOO_LARGE", "VARIABLES_TOO_LARGE"}

// ofEveryFile are failures of the mutation that all files would meet.
var ofEveryFile = []string{string(ingest.CodeNoExtractor), string(store.CodeNoSpace), string(store.CodeUnavailable), string(store.CodeCorrupt), "INTERNAL"}

func readReceipt(answer []byte) (*ingest.Receipt, error) {
	var got struct {
		Data struct {
			IngestDocument *struct {
				ingest.Receipt
				Document *struct{ ID string } `json:"document"`
			}
		}
		Errors []*serverError
	}
	if err := json.Unmarshal(answer, &got); err != nil {
		return nil, stopError{fmt.Errorf("the server's answer is not one to ingestDocument: %w", err)}
	}
	if len(got.Errors) > 0 {
		e := got.Errors[0]
		if len(e.Path) > 0 && !slices.Contains(ofEveryFile, e.Extensions.Code) || slices.Contains(ofThisFile, e.Extensions.Code) {
			return nil, e
		}
		return nil, stopError{e}
	}
	payload := got.Data.IngestDocument
	if payload == nil || payload.Document == nil {
		return nil, stopError{errors.New("the server's answer has no document in it: is it an onrecord server?")}
	}
	out := payload.Receipt
	out.Document = payload.Document.ID
	return &out, nil
}
