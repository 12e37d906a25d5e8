package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"onrecord/graph"
	"onrecord/graph/text"
)

// Check tells whether the document is held already, and its id: the one it has,
// or the one it would get. It writes nothing.
func Check(ctx context.Context, g *graph.Graph, doc graph.DocumentDraft) (id string, held bool, err error) {
	if doc, err = canonical(doc); err != nil {
		return "", false, err
	}
	s, err := g.Session(ctx)
	if err != nil {
		return "", false, err
	}
	defer s.Close()
	return place(s.Present(), &doc)
}

// place finds the document that holds this copy of the text, or a free id.
func place(v *graph.View, doc *graph.DocumentDraft) (id string, held bool, err error) {
	n, err := v.Copy(received(doc), doc.Publisher, doc.URL)
	if err != nil {
		return "", false, err
	}
	if n != nil {
		return n.ID, true, nil
	}
	if doc.ID != "" {
		return given(v, doc)
	}
	id, err = free(v, doc)
	return id, false, err
}

// given says what there is under the id that the document came with. A cited
// document gets its text that way; a held one keeps its own.
func given(v *graph.View, doc *graph.DocumentDraft) (string, bool, error) {
	n, err := v.NodeByID(doc.ID)
	if err != nil || n == nil || n.Document == nil || n.Document.Holding != graph.Held {
		return doc.ID, false, err
	}
	d := n.Document
	switch {
	case d.SHA256 != sha256.Sum256(received(doc)) || d.TextSHA256 != sha256.Sum256([]byte(*doc.Text)):
		return "", false, refuse(graph.CodeExists, "%s is held already with another text; a document's text never changes: give the new text an id of its own and relate them by REVISION_OF", n.ID)
	case doc.Publisher != "" && doc.Publisher != d.Publisher || doc.URL != "" && doc.URL != d.URL:
		return "", false, refuse(graph.CodeExists, "%s is held already, of publisher “%s” at url “%s”; give the copy of another publisher or address an id of its own", n.ID, d.Publisher, d.URL)
	}
	return n.ID, true, nil
}

// longestSlug keeps ids of documents readable, and below the graph's limit.
const longestSlug = 120

// free makes an id of the title. Where something else is there under it, a
// hash of what makes the copy itself is appended, a longer one if need be.
func free(v *graph.View, doc *graph.DocumentDraft) (string, error) {
	mark := hash(string(received(doc)), doc.Publisher, doc.URL)
	ids := []string{
		graph.IDPrefix(graph.Document) + joined(slug(doc.Title), ""),
		graph.IDPrefix(graph.Document) + joined(slug(doc.Title), mark[:8]),
		graph.IDPrefix(graph.Document) + joined(slug(doc.Title), mark),
	}
	if slug(doc.Title) == "" {
		ids = ids[1:]
	}
	nodes, err := v.NodesByID(ids)
	if err != nil {
		return "", err
	}
	for i, n := range nodes {
		if n == nil {
			return ids[i], nil
		}
	}
	return "", refuse(graph.CodeExists, "the ids that follow from the title are taken, up to %s: give the document an id", ids[len(ids)-1])
}

func slug(s string) string {
	s = text.Slug(s)
	if len(s) > longestSlug {
		s = strings.TrimRight(s[:longestSlug], "-")
	}
	return s
}

func joined(slug, mark string) string {
	return strings.Trim(slug+"-"+mark, "-")
}

var alphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// hash gives 26 characters (128 bits) that follow from the parts.
func hash(parts ...string) string {
	all := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		all.Write(sum[:])
	}
	return alphabet.EncodeToString(all.Sum(nil)[:16])
}
