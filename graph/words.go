package graph

import (
	"slices"

	"onrecord/graph/segments"
	"onrecord/graph/text"
	"onrecord/store"
)

// Words are found through segments (package segments): a node by the words of
// its names and its statement, a document also by each passage of its text. A
// posting may name a node whose words have changed since, or that the view does
// not show yet: searches check the node itself.

// nodeWords are the folded words a node is found by.
type nodeWords map[string]bool

func (w nodeWords) add(s string) {
	for word := range segments.Words(s) {
		w[word] = true
	}
}

// addNames adds the words of a node's name and aliases.
func (w nodeWords) addNames(n *Node) {
	w.add(n.Name)
	for _, a := range n.Aliases {
		w.add(a.Text)
		w.add(text.Transliterate(a.Text))
	}
}

// ownWords are the words of a node's names and its statement.
func ownWords(n *Node) nodeWords {
	out := nodeWords{}
	if n == nil {
		return out
	}
	out.addNames(n)
	if n.Statement != nil {
		out.add(n.Statement.Text)
	}
	return out
}

// addWords adds the words a node gained to those of this transaction, or leaves
// that for later.
func (t *txn) addWords(s *nodeState) error {
	if s.was != nil && sameWords(s.was, s.now) {
		return nil
	}
	if t.putOff {
		t.wordy = append(t.wordy, s)
		return nil
	}
	return t.gather(s, t.words)
}

// gather adds the words a node gained to a batch.
func (t *txn) gather(s *nodeState, to *segments.Batch) error {
	had, has := ownWords(s.was), ownWords(s.now)
	for w := range had {
		delete(has, w)
	}
	to.AddNode(uint64(s.now.Ref), has)
	if !s.now.held() || s.was != nil && s.was.held() {
		return nil
	}
	sha := s.now.Document.TextSHA256
	held, err := t.texts.load(t.tx, [][32]byte{sha})
	if err != nil || held[sha] == nil {
		return err
	}
	to.AddDocument(uint64(s.now.Ref), held[sha].text)
	return nil
}

func sameWords(a, b *Node) bool {
	if a.Name != b.Name || !slices.Equal(a.Aliases, b.Aliases) {
		return false
	}
	return a.Document == nil || a.Document.Holding == b.Document.Holding
}

// writeSegment writes this transaction's segment, unless its words are put off.
func (t *txn) writeSegment() (err error) {
	if t.putOff {
		return nil
	}
	t.mergeDue, err = segments.Write(t.tx, t.words)
	return err
}

// wordReader reads the segments of the session's state.
func (s *Session) wordReader() (*segments.Reader, error) {
	if s.words == nil {
		r, err := segments.NewReader(s.snap, s.graph.words)
		if err != nil {
			return nil, err
		}
		s.words = r
	}
	return s.words, nil
}

// postings reads the nodes that each word occurs in.
func (s *Session) postings(words []string) ([][]Ref, error) {
	r, err := s.wordReader()
	if err != nil {
		return nil, err
	}
	got, err := r.Postings(words)
	if err != nil {
		return nil, err
	}
	out := make([][]Ref, len(got))
	for i, refs := range got {
		out[i] = make([]Ref, len(refs))
		for j, n := range refs {
			out[i][j] = Ref(n)
		}
	}
	return out, nil
}

// readableText gives a document's text, where it may be found by it.
func (s *Session) readableText(r store.Reader, n *Node) (string, bool, error) {
	if !n.held() {
		return "", false, nil
	}
	sha := n.Document.TextSHA256
	held, err := s.texts.load(r, [][32]byte{sha})
	if err != nil || held[sha] == nil {
		return "", false, err
	}
	return held[sha].text, true, nil
}

// searchWord is the form in which a folded word is looked for.
func searchWord(w string) string { return segments.Word(w) }
