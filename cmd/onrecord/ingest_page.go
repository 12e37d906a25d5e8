package main

import (
	"errors"

	"onrecord/extract/page"
	"onrecord/graph"
)

// readPage finds the article of a page that a client sent as text. The server
// knows the refusals of the graph only, so they are told as such.
func readPage(raw []byte) (graph.DocumentDraft, error) {
	p, err := page.ReadHTML(raw)
	var refused *page.Error
	switch {
	case errors.As(err, &refused):
		return graph.DocumentDraft{}, &graph.Error{Code: graph.Code(refused.Code), Message: refused.Message, Path: "input.text", Cause: err}
	case err != nil:
		return graph.DocumentDraft{}, err
	}
	return (&ingestFlags{}).document(p), nil
}
