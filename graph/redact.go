package graph

import (
	"onrecord/graph/cells"
	"onrecord/graph/keys"
)

// redact removes a document's stored bytes, and the words that records took
// from it, from the present and from history: a court order, a copyright
// notice. The log keeps digests only, so the chain still verifies. Copies of
// the same text are documents over the same bytes; they lose them too.
func (t *txn) redact(c *RedactChange) (bool, error) {
	if c.Reason == "" {
		return false, errorf(CodeBadInput, "a redaction needs a reason")
	}
	s, err := t.needNode(c.Document)
	if err != nil {
		return false, err
	}
	switch {
	case s.now.Document == nil || s.now.Document.Holding != Held:
		return false, errorf(CodeNotHeld, "%s has no stored text", quoted(c.Document))
	case s.now.Document.Redacted:
		return false, nil
	}
	sum := s.now.Document.TextSHA256
	copies, err := t.documentsWith(sum)
	if err != nil {
		return false, err
	}
	blanked := map[Ref]bool{}
	for _, ref := range copies {
		blanked[ref] = true
		d, err := t.node(ref)
		if err != nil {
			return false, err
		}
		if err := redactBlob(t.tx, d.now.Document.SHA256, c.Reason); err != nil {
			return false, err
		}
		if err := t.blankStatements(ref, blanked); err != nil {
			return false, err
		}
		part := *d.now.Document
		part.Redacted = true
		d.now.Document = &part
	}
	delete(t.texts.texts, sum)
	if err := redactBlob(t.tx, sum, c.Reason); err != nil {
		return false, err
	}
	return true, t.forgetWords(blanked)
}

// documentsWith finds every document over one text. Redaction is rare, so it
// may read the list of all documents.
func (t *txn) documentsWith(sum [32]byte) ([]Ref, error) {
	var (
		refs []Ref
		bad  error
	)
	for ref, s := range t.nodes {
		if s.was == nil && s.now.Document != nil && s.now.Document.TextSHA256 == sum {
			refs = append(refs, ref)
		}
	}
	err := t.w.Scan(prefixRange(keys.Kinds(kindCode(Document)|byRecording)), func(c cells.Cell) bool {
		var got []*Node
		if got, bad = loadNodes(t.w, []Ref{Ref(keys.Last(c.Key))}); bad != nil {
			return false
		}
		if n := got[0]; n != nil && n.Document.Holding == Held && n.Document.TextSHA256 == sum {
			refs = append(refs, n.Ref)
		}
		return true
	})
	return refs, firstError(bad, err)
}

// blankStatements removes the words of a document from every version of the
// statements anchored in it, and adds those to blanked.
func (t *txn) blankStatements(doc Ref, blanked map[Ref]bool) error {
	refs := map[Ref]bool{}
	err := t.w.Scan(prefixRange(keys.Positions(uint64(doc))), func(c cells.Cell) bool {
		if _, _, _, class, n, ok := keys.ParsePosition(c.Key); ok && class == keys.ClassNode {
			refs[Ref(n)] = true
		}
		return true
	})
	if err != nil {
		return err
	}
	for _, ref := range sortedRefs(refs) {
		err := cells.Versions(t.tx, prefixRange(keys.Node(uint64(ref))), func(v cells.Version) error {
			n, err := decodeNode(ref, v.Value)
			if err != nil || n.Statement == nil {
				return err
			}
			n.Statement.Text = ""
			blanked[ref] = true
			return cells.Replace(t.tx, v, encodeNode(n))
		})
		if err != nil {
			return err
		}
		if s, loaded := t.nodes[ref]; loaded && s.now.Statement != nil {
			s.now.Statement.Text = ""
		}
	}
	return nil
}
