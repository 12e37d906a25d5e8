package graph

import (
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"

	"onrecord/graph/keys"
	"onrecord/graph/text"
	"onrecord/store"
)

// Words are found through segments. Each transaction writes one small segment
// (word, then the nodes it occurs in); when eight of a size have come together
// they are folded into one, so that a search reads few of them however many
// transactions there were. A posting may name a node whose words have changed
// since, or that the view does not show yet: searches check the node itself.

// segmentHead says how large a segment is.
type segmentHead struct {
	Level int `json:"level"`
	Bytes int `json:"bytes"`
}

const (
	segmentFan     = 8       // segments of a level that are folded into one
	segmentLevels  = 6       // bits of a segment's number that hold its level
	segmentMost    = 4 << 20 // bytes beyond which segments are left as they are
	postingChunk   = 64 << 10
	longestWord    = 64 // bytes; longer runs of letters are cut
	wordsOfOneNode = 200_000
)

// nodeWords are the folded words a node is found by; there is a limit to them.
type nodeWords map[string]bool

func (w nodeWords) add(s string) {
	for tok := range text.Tokens(s) {
		if len(w) >= wordsOfOneNode {
			return
		}
		w[searchWord(tok.Text)] = true
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

// searchWords gives the folded words a node is found by.
func searchWords(r store.Reader, texts *textCache, n *Node) (nodeWords, error) {
	out := nodeWords{}
	if n == nil {
		return out, nil
	}
	out.addNames(n)
	switch {
	case n.Statement != nil:
		out.add(n.Statement.Text)
	case n.Document != nil && n.Document.Holding == Held:
		held, err := texts.load(r, [][32]byte{n.Document.TextSHA256})
		if err != nil {
			return nil, err
		}
		if d := held[n.Document.TextSHA256]; d != nil {
			out.add(d.text)
		}
	}
	return out, nil
}

// searchWord is the form in which a word is looked for: without a possessive,
// cut to a bound.
func searchWord(w string) string {
	w = strings.TrimSuffix(w, "'s")
	if len(w) > longestWord {
		return w[:longestWord]
	}
	return w
}

// addWords queues the words a node gained.
func (t *txn) addWords(s *nodeState) error {
	if s.was != nil && sameWords(s.was, s.now) {
		return nil
	}
	had, err := searchWords(t.tx, t.texts, s.was)
	if err != nil {
		return err
	}
	has, err := searchWords(t.tx, t.texts, s.now)
	if err != nil {
		return err
	}
	for w := range has {
		if !had[w] {
			t.words[w] = append(t.words[w], s.now.Ref)
		}
	}
	return nil
}

func sameWords(a, b *Node) bool {
	if a.Name != b.Name || !slices.Equal(a.Aliases, b.Aliases) {
		return false
	}
	return a.Document == nil || a.Document.Holding == b.Document.Holding
}

// writeSegment writes this transaction's segment and folds where it is time.
func (t *txn) writeSegment() error {
	if len(t.words) == 0 {
		return nil
	}
	if err := t.putSegment(t.words, 0); err != nil {
		return err
	}
	for level := 0; ; level++ {
		folded, err := t.foldSegments(level)
		if err != nil || !folded {
			return err
		}
	}
}

func (t *txn) putSegment(words map[string][]Ref, level int) error {
	// Not t.number(): which words there are depends on what was redacted since,
	// and a replay must give everything else the numbers it had.
	seg := uint64(t.seq)<<segmentLevels | uint64(level)
	h := segmentHead{Level: level}
	for w, refs := range words {
		slices.Sort(refs)
		raw := encodePosting(slices.Compact(refs))
		h.Bytes += len(w) + len(raw)
		for i, part := range postingChunks(raw) {
			if err := t.tx.Set(keys.Posting(seg, w, uint32(i)), part); err != nil {
				return err
			}
		}
	}
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return t.tx.Set(keys.Segment(seg), raw)
}

func postingChunks(b []byte) [][]byte {
	var out [][]byte
	for len(b) > postingChunk {
		out = append(out, b[:postingChunk])
		b = b[postingChunk:]
	}
	return append(out, b)
}

func encodePosting(refs []Ref) []byte {
	var (
		b    []byte
		last Ref
	)
	for _, r := range refs {
		b = binary.AppendUvarint(b, uint64(r-last))
		last = r
	}
	return b
}

func decodePosting(b []byte) ([]Ref, error) {
	var (
		out  []Ref
		last Ref
	)
	for len(b) > 0 {
		n, k := binary.Uvarint(b)
		if k <= 0 {
			return nil, corrupt("a search posting cannot be read")
		}
		last += Ref(n)
		out, b = append(out, last), b[k:]
	}
	return out, nil
}

// liveSegments lists the segments, oldest first.
func liveSegments(r store.Reader) ([]uint64, []segmentHead, error) {
	var (
		segs  []uint64
		heads []segmentHead
		bad   error
	)
	err := r.Scan(store.Prefix(keys.Segments()), func(k, v []byte) bool {
		var h segmentHead
		if bad = json.Unmarshal(v, &h); bad != nil {
			bad = corrupt("the head of a search segment cannot be read")
			return false
		}
		segs, heads = append(segs, keys.Last(k)), append(heads, h)
		return true
	})
	return segs, heads, firstError(bad, err)
}

// foldSegments folds the segments of a level into one of the next, if there
// are enough of them and they are small enough to be rewritten at once.
func (t *txn) foldSegments(level int) (bool, error) {
	segs, heads, err := liveSegments(t.tx)
	if err != nil {
		return false, err
	}
	var (
		fold []uint64
		size int
	)
	for i, h := range heads {
		if h.Level == level {
			fold, size = append(fold, segs[i]), size+h.Bytes
		}
	}
	if len(fold) < segmentFan || size > segmentMost {
		return false, nil
	}
	words := map[string][]Ref{}
	for _, seg := range fold {
		if err := t.drainSegment(seg, words); err != nil {
			return false, err
		}
	}
	return true, t.putSegment(words, level+1)
}

// drainSegment moves a segment's postings into words.
func (t *txn) drainSegment(seg uint64, words map[string][]Ref) error {
	raw := map[string][]byte{}
	var gone [][]byte
	err := t.tx.Scan(store.Prefix(keys.PostingPrefix(seg, "")), func(k, v []byte) bool {
		w := keys.PostingWord(k)
		raw[w] = append(raw[w], v...)
		gone = append(gone, append([]byte(nil), k...))
		return true
	})
	if err != nil {
		return err
	}
	for w, b := range raw {
		refs, err := decodePosting(b)
		if err != nil {
			return err
		}
		words[w] = append(words[w], refs...)
	}
	for _, k := range append(gone, keys.Segment(seg)) {
		if err := t.tx.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

// postings reads the nodes that each word occurs in, in one round trip over
// all live segments.
func postings(r store.Reader, words []string) ([][]Ref, error) {
	segs, _, err := liveSegments(r)
	if err != nil {
		return nil, err
	}
	var ranges []store.Range
	for _, w := range words {
		for _, seg := range segs {
			rg := store.Prefix(keys.PostingToken(seg, searchWord(w)))
			rg.Limit = 1024
			ranges = append(ranges, rg)
		}
	}
	out := make([][]Ref, len(words))
	if len(ranges) == 0 {
		return out, nil
	}
	got, err := r.ScanMany(ranges)
	if err != nil {
		return nil, err
	}
	for i := range words {
		for j := range segs {
			var raw []byte
			for _, e := range got[i*len(segs)+j] {
				raw = append(raw, e.Value...)
			}
			refs, err := decodePosting(raw)
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], refs...)
		}
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out, nil
}
