package schema

import (
	"encoding/base64"
	"fmt"
	"mime"
	"slices"
	"strings"

	"onrecord/graph"
	"onrecord/graph/ingest"
	"onrecord/schema/plan"
)

// ingested is what ingestDocument answers with, the document read after the
// write.
type ingested struct {
	receipt  *ingest.Receipt
	document any // or the error of reading it
}

// ingestion declares ingestDocument with its input and payload.
func (b *builder) ingestion() field {
	b.ingestTypes()
	return field{
		name: "ingestDocument", typ: "IngestDocumentPayload",
		about: "Takes a document in, and unless extract is false what it says: who spoke, with which words, who undertook what. All that is extracted is EXTRACTED and PENDING until it is reviewed. What is held already is answered with alreadyHeld and not read again.",
		args:  []arg{{"input", "IngestDocumentInput!", "The document.", nil}},
		get: root(b, func(c *plan.Call, e *env, a args) (any, error) {
			r, err := b.ingestRequest(a.object("input"), e.request.by)
			if err != nil {
				return nil, err
			}
			receipt, err := ingest.Document(c.Ctx, e.request.graph, b.extractor, r)
			if err != nil {
				return nil, err
			}
			out := &ingested{receipt: receipt}
			// It is written: a failure from here on must not look like a refusal.
			if err := out.read(c, e); err != nil {
				out.document = b.failure(c.Ctx, c.Field.Name(), err)
			}
			return out, nil
		}),
	}
}

func (w *ingested) read(c *plan.Call, e *env) error {
	now, err := e.fresh()
	if err != nil {
		return err
	}
	c.SetEnv(now)
	n, err := now.view.NodeByID(w.receipt.Document)
	if err == nil && n != nil {
		w.document = n
	}
	return err
}

func (b *builder) ingestTypes() {
	b.input("IngestDocumentInput", "A document to take in, with its text.",
		arg{"id", "ID", "`document:` and a slug. The id of a document that was only cited gives it its text. Without it, made from the title; where that is taken, a hash is appended.", nil},
		arg{"title", "String!", "The title. Where it is empty, that of the page, or else the first line of the text.", nil},
		arg{"text", "String!", "The text. Line ends become LF and a byte order mark goes; nothing else is changed. At most 10 MiB. With mediaType text/html the source of the page, at most 16 MiB.", nil},
		arg{"mediaType", "String", "What the text is: text/plain, or text/html for a web page. Of a page the article is found and becomes the document's text; the page itself is kept and hashed beside it. What the input says (title, publisher, publishedAt, language, url) goes before what the page says of itself.", plainText},
		arg{"original", "String", "The bytes received in base64, where they are not the text's own and the text was found in them elsewhere. They are kept and hashed beside the text. At most 16 MiB. Not with mediaType text/html.", nil},
		arg{"documentKind", "DocumentKind", "What sort of text it is; without it NEWS_ARTICLE.", nil},
		arg{"publisher", "String", "Who published it.", nil},
		arg{"publishedAt", "EDTF", "When it was published.", nil},
		arg{"language", "String", "The language of the text, a well-formed BCP 47 tag: en, pt-BR.", nil},
		arg{"url", "String", "Where it was published: an absolute http or https address, or a urn. The same text of another publisher or at another address is a document of its own.", nil},
		arg{"extract", "Boolean", "Whether to extract what it says, or only to store it.", true},
		idempotencyKey,
	)
	b.object("IngestDocumentPayload", "What ingestDocument wrote.", nil, []field{
		{name: "document", typ: "Document", about: "The document as it is now.", get: plan.Value(func(w *ingested) any { return w.document })},
		{name: "alreadyHeld", typ: "Boolean!", about: "Whether this text of this publisher at this address was held before; then nothing was read or written.", get: plan.Bool(func(w *ingested) bool { return w.receipt.AlreadyHeld })},
		{name: "statements", typ: "Int!", about: "How many statements were extracted.", get: plan.Int(func(w *ingested) int { return w.receipt.Statements })},
		{name: "commitments", typ: "Int!", about: "How many commitments were extracted.", get: plan.Int(func(w *ingested) int { return w.receipt.Commitments })},
		{name: "actors", typ: "Int!", about: "How many people, states, organisations and groups what was extracted names, those that were known among them.", get: plan.Int(func(w *ingested) int { return w.receipt.Actors })},
		{name: "rejected", typ: "[Problem!]!", about: "What was extracted and dropped, because its words are not verbatim in the document or it does not fit the graph; after 200 the rest is counted.", get: plan.Value(func(w *ingested) any { return boxed(w.receipt.Rejected) })},
		{name: "transaction", typ: "String!", about: transactionAbout, get: plan.String(func(w *ingested) string { return w.receipt.Transaction })},
	})
	b.object("Problem", "Why a part of what was extracted was dropped.", nil, []field{
		{name: "code", typ: "String!", about: "The stable name of the kind of problem.", get: plan.String(func(p ingest.Problem) string { return p.Code })},
		{name: "message", typ: "String!", about: "What was wrong.", get: plan.String(func(p ingest.Problem) string { return p.Message })},
		{name: "path", typ: "String", about: "Which part it was, by its place among all that was extracted: `statements[3].evidence[0]`; null when it is no single part.", get: optional(func(p ingest.Problem) string { return p.Path })},
	})
}

// Media types that a text may have.
const (
	plainText = "text/plain"
	htmlText  = "text/html"
)

func (b *builder) ingestRequest(in args, by string) (ingest.Request, error) {
	doc, err := b.received(in)
	if err != nil {
		return ingest.Request{}, err
	}
	doc.ID, doc.DocumentKind = in.text("id"), one[graph.DocumentKind](in, "documentKind")
	// What the input says goes before what a page says of itself.
	for name, to := range map[string]*string{
		"title": &doc.Title, "publisher": &doc.Publisher, "publishedAt": &doc.PublishedAt, "language": &doc.Language, "url": &doc.URL,
	} {
		if given := in.text(name); strings.TrimSpace(given) != "" {
			*to = given
		}
	}
	// Whoever enters a document vouches for what they say of it.
	doc.Standing = graph.Standing{Origin: graph.Curated}
	r := ingest.Request{Document: doc, Extract: true, By: by, IdempotencyKey: in.text("idempotencyKey")}
	if extract := in.flag("extract"); extract != nil {
		r.Extract = *extract
	}
	return r, nil
}

// received is the document as its text alone tells it, by the media type.
func (b *builder) received(in args) (graph.DocumentDraft, error) {
	text, coded := in.text("text"), in.text("original")
	kind, err := b.mediaType(in.text("mediaType"))
	switch {
	case err != nil:
		return graph.DocumentDraft{}, err
	case kind == htmlText && coded != "":
		return graph.DocumentDraft{}, &graph.Error{Code: graph.CodeBadInput, Path: "input.original", Message: "original does not go with mediaType text/html: the page given as text is the original"}
	case kind == htmlText:
		return b.pages([]byte(text))
	}
	doc := graph.DocumentDraft{Text: &text}
	if coded != "" {
		if doc.Original, err = base64.StdEncoding.DecodeString(coded); err != nil {
			return doc, &graph.Error{Code: graph.CodeBadInput, Message: "original is not base64 (RFC 4648, with padding): " + err.Error(), Cause: err}
		}
	}
	return doc, nil
}

// mediaType reads a media type. A charset beside it says nothing here: what
// GraphQL carries are characters.
func (b *builder) mediaType(given string) (string, error) {
	if given == "" {
		return plainText, nil
	}
	known := []string{plainText}
	if b.pages != nil {
		known = append(known, htmlText)
	}
	kind, _, err := mime.ParseMediaType(given)
	if err != nil || !slices.Contains(known, kind) {
		return "", &graph.Error{Code: graph.CodeUnsupported, Path: "input.mediaType", Message: fmt.Sprintf("the media type %q is not read here: use %s", given, strings.Join(known, " or ")), Cause: err}
	}
	return kind, nil
}
