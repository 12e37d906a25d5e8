package graph

import (
	"slices"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// forgetWords takes nodes whose text was removed out of the postings of every
// segment: the words of a text are most of the text. What a node is or was
// named stays findable. It reads the whole vocabulary, which is all there is to
// say which words there were: the text is gone, perhaps since an earlier
// version of this program.
func (t *txn) forgetWords(gone map[Ref]bool) error {
	named, err := t.everNamed(gone)
	if err != nil {
		return err
	}
	segs, _, err := liveSegments(t.tx)
	if err != nil {
		return err
	}
	for _, seg := range segs {
		if err := t.forgetIn(seg, gone, named); err != nil {
			return err
		}
	}
	return nil
}

// everNamed gives the words of all names that the nodes have had.
func (t *txn) everNamed(refs map[Ref]bool) (map[Ref]nodeWords, error) {
	out := make(map[Ref]nodeWords, len(refs))
	for _, ref := range sortedRefs(refs) {
		words := nodeWords{}
		out[ref] = words
		if s, loaded := t.nodes[ref]; loaded {
			words.addNames(s.now)
		}
		err := cells.Versions(t.tx, prefixRange(keys.Node(uint64(ref))), func(v cells.Version) error {
			n, err := decodeNode(ref, v.Value)
			if err == nil {
				words.addNames(n)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// posted is one posting: a word of a segment with the chunks it lies in.
type posted struct {
	word   string
	raw    []byte
	chunks uint32
}

// forgetIn rewrites the postings of one segment that name one of the nodes for
// a word it is not named by.
func (t *txn) forgetIn(seg uint64, gone map[Ref]bool, named map[Ref]nodeWords) error {
	return eachPosting(t.tx, seg, func(p posted) error {
		refs, err := decodePosting(p.raw)
		if err != nil {
			return err
		}
		before := len(refs)
		refs = slices.DeleteFunc(refs, func(r Ref) bool { return gone[r] && !named[r][p.word] })
		if len(refs) == before {
			return nil
		}
		var parts [][]byte
		if len(refs) > 0 {
			parts = postingChunks(encodePosting(refs))
		}
		for i := range max(p.chunks, uint32(len(parts))) {
			key := keys.Posting(seg, p.word, i)
			if int(i) < len(parts) {
				err = t.tx.Set(key, parts[i])
			} else {
				err = t.tx.Delete(key)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// eachPosting calls fn for each word of a segment, in order. The words that fn
// changes are read before.
func eachPosting(r store.Reader, seg uint64, fn func(posted) error) error {
	var (
		p   posted
		bad error
	)
	err := r.Scan(store.Prefix(keys.PostingPrefix(seg, "")), func(k, v []byte) bool {
		if w := keys.PostingWord(k); p.chunks == 0 || w != p.word {
			if p.chunks > 0 {
				bad = fn(p)
			}
			p = posted{word: w}
		}
		p.raw, p.chunks = append(p.raw, v...), p.chunks+1
		return bad == nil
	})
	if bad == nil && err == nil && p.chunks > 0 {
		bad = fn(p)
	}
	return firstError(bad, err)
}
