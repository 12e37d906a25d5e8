package graph

import "onrecord/graph/keys"

// This file records documents: cited ones, held ones, and the text that arrives
// for what was only cited.

func (t *txn) putDocument(c *DocumentChange) (bool, error) {
	part := &DocumentPart{
		Kind: c.DocumentKind, Holding: c.Holding, Publisher: c.Publisher, PublishedAt: c.PublishedAt,
		Language: c.Language, URL: c.URL, Bytes: c.Bytes,
	}
	if c.Holding == Held {
		if err := readSum(part.SHA256[:], c.SHA256); err != nil {
			return false, err
		}
		if err := readSum(part.TextSHA256[:], c.TextSHA256); err != nil {
			return false, err
		}
		h, err := getBlobHead(t.tx, part.TextSHA256)
		if isNotFound(err) {
			return false, corrupt("the text of %s is not stored", quoted(c.ID))
		}
		if err != nil {
			return false, err
		}
		// What was removed stays removed for whoever brings it again. A replay
		// finds the tombstones of later redactions too; it goes by the log.
		if !t.replaying {
			c.Redacted = h.Redacted
		}
		part.Redacted = c.Redacted
	}
	found, err := t.find(c.ID)
	if err != nil {
		return false, err
	}
	if found.class == 0 {
		if err := t.claimCopy(c, t.next); err != nil {
			return false, err
		}
		if _, err := t.addNode(&Node{ID: c.ID, Kind: Document, Name: c.Title, Document: part, Standing: c.Standing}); err != nil {
			return false, err
		}
		t.countHeld(part)
		return true, nil
	}
	return t.updateDocument(c, part)
}

// updateDocument gives a cited document its text. A held text never changes.
func (t *txn) updateDocument(c *DocumentChange, part *DocumentPart) (bool, error) {
	s, err := t.needNode(c.ID)
	if err != nil {
		return false, err
	}
	d := s.now.Document
	switch {
	case d == nil:
		return false, errorf(CodeExists, "%s is a %s", quoted(c.ID), s.now.Kind)
	case c.Holding == CitedOnly:
		return reviveNode(s.now, c.Standing), nil
	case d.Holding == CitedOnly && s.now.MergedInto != 0:
		return false, errorf(CodeMerge, "%s is merged into another document; unmerge it before it gets a text of its own", quoted(c.ID))
	case d.Holding == CitedOnly:
		if err := t.claimCopy(c, s.now.Ref); err != nil {
			return false, err
		}
		part.Kind = orElse(c.DocumentKind, d.Kind)
		part.Publisher, part.PublishedAt = orElse(c.Publisher, d.Publisher), orElse(c.PublishedAt, d.PublishedAt)
		part.Language, part.URL = orElse(c.Language, d.Language), orElse(c.URL, d.URL)
		reviveNode(s.now, c.Standing)
		s.now.Name, s.now.Document = c.Title, part
		t.countHeld(part)
		return true, nil
	case d.TextSHA256 != part.TextSHA256 || d.SHA256 != part.SHA256:
		return false, errorf(CodeExists, "%s is held already with another text; a document's text never changes: give the new text an id of its own and relate them by REVISION_OF", quoted(c.ID))
	}
	return false, nil
}

// claimCopy makes sure that one text of one publisher at one address is one
// document, the one with this number.
func (t *txn) claimCopy(c *DocumentChange, ref Ref) error {
	if c.Holding != Held {
		return nil
	}
	id := copyID(c.SHA256, c.Publisher, c.URL)
	found, err := t.find(id)
	if err != nil {
		return err
	}
	if found.class != 0 {
		held, err := t.node(found.ref)
		if err != nil {
			return err
		}
		return errorf(CodeExists, "this text of publisher %s at url %s is held already as %s", quoted(c.Publisher), quoted(c.URL), quoted(held.now.ID))
	}
	return t.register(id, idCell{class: keys.ClassNode, ref: ref})
}

func copyID(sha, publisher, url string) string { return "copy:" + identity(sha, publisher, url) }
