package graph

import (
	"crypto/sha256"
	"fmt"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// log recomputes the chain.
func (c *checker) log() error {
	var (
		last  head
		times int
	)
	err := c.session.Log(1, func(seq Seq, raw []byte) error {
		where := fmt.Sprintf("log entry %d", seq)
		c.sum.Entries++
		digest := Digest(sha256.Sum256(raw))
		e, err := DecodeEntry(raw)
		if err != nil {
			// What follows still continues the chain, if these bytes do.
			last = head{Seq: seq, At: last.At, Digest: digest}
			return c.soft(FaultLog, where, err)
		}
		if e.Seq != seq {
			c.find(FaultLog, where, "it says it is entry %d", e.Seq)
		}
		if err := e.continues(last); err != nil {
			c.find(FaultLog, where, "%v", err)
		}
		at := Micros(e.RecordedAt.UnixMicro())
		last = head{Seq: seq, At: at, Digest: digest}
		if err := c.logTime(where, at, seq); err != nil {
			return err
		}
		return c.receipt(where, e)
	})
	if err := c.soft(FaultLog, "log", err); err != nil {
		return err
	}
	if h := c.session.head; h.Seq != last.Seq || h.At != last.At || h.Digest != last.Digest {
		c.find(FaultLog, "meta head", "it names entry %d with digest %s; the log ends with entry %d, %s", h.Seq, h.Digest, last.Seq, last.Digest)
	}
	err = c.session.snap.Scan(store.Prefix(keys.LogTimes()), func(_, _ []byte) bool {
		times++
		return true
	})
	if times != c.sum.Entries {
		c.find(FaultLogTime, "log by time", "%d instants for %d entries", times, c.sum.Entries)
	}
	return err
}

func (c *checker) logTime(where string, at Micros, seq Seq) error {
	raw, err := c.session.snap.Get(keys.LogTime(uint64(at)))
	if n, ok := keys.ParseNumberValue(raw); isNotFound(err) || err == nil && (!ok || Seq(n) != seq) {
		c.find(FaultLogTime, where, "its instant does not lead to it")
		return nil
	}
	return err
}

func (c *checker) receipt(where string, e *Entry) error {
	if e.Idempotency == "" {
		return nil
	}
	var got Receipt
	done, err := repeated(c.session.snap, Request{IdempotencyKey: e.Idempotency, digest: e.Request}, &got)
	if err != nil {
		return c.soft(FaultReceipt, where, err)
	}
	if !done || got.Seq != e.Seq || got.ID != e.Result || got.Assertion != e.Assertion || got.Note != e.Note {
		c.find(FaultReceipt, where, "its idempotency key does not lead to it")
	}
	return nil
}

// blobs hashes all stored bytes.
func (c *checker) blobs() error {
	chunks := 0
	err := c.scan(keys.BlobHeads(), func(k, _ []byte) error {
		c.sum.Blobs++
		sha := [32]byte(k[1:33])
		where := fmt.Sprintf("blob %x", sha)
		b, err := c.session.Blob(sha)
		if err != nil {
			return c.soft(FaultBlob, where, err)
		}
		if b.Redacted {
			return nil
		}
		chunks += max(1, (b.Size+chunkSize-1)/chunkSize)
		if len(b.Data) != b.Size || sha256.Sum256(b.Data) != sha {
			c.find(FaultBlob, where, "the stored bytes do not have this digest")
		}
		return nil
	})
	if err != nil {
		return err
	}
	stored := 0
	err = c.scan(keys.BlobChunks(), func(_, _ []byte) error {
		stored++
		return nil
	})
	if stored != chunks {
		c.find(FaultBlob, "blob", "%d parts are stored where the heads tell of %d", stored, chunks)
	}
	return err
}

// scan goes over plain keys.
func (c *checker) scan(prefix []byte, yield func(k, v []byte) error) error {
	var bad error
	err := c.session.snap.Scan(store.Prefix(prefix), func(k, v []byte) bool {
		if bad = c.session.stop(); bad == nil {
			bad = yield(k, v)
		}
		return bad == nil
	})
	return firstError(bad, err)
}

// evidence holds every span of every version of every record against the
// bytes of its document.
func (c *checker) evidence() error {
	for _, prefix := range [][]byte{keys.Nodes(), keys.AllAssertions(), keys.AllFacts()} {
		err := cells.Versions(c.session.snap, prefixRange(prefix), func(v cells.Version) error {
			if err := c.session.stop(); err != nil {
				return err
			}
			where := whereIs(v.Key)
			spans, err := spansOf(v)
			if err != nil {
				return c.soft(FaultRecord, where, err)
			}
			for _, s := range spans {
				if err := c.span(where, s); err != nil {
					return err
				}
			}
			return nil
		})
		if err := c.soft(FaultRecord, "records", err); err != nil {
			return err
		}
	}
	return nil
}

func spansOf(v cells.Version) ([]Span, error) {
	last := Ref(keys.Last(v.Key))
	switch t, _ := keys.TableOf(v.Key); t.Letter {
	case keys.Nodes()[0]:
		n, err := decodeNode(last, v.Value)
		if err != nil {
			return nil, err
		}
		return n.evidence(), nil
	case keys.AllAssertions()[0]:
		a, err := decodeAssertion(0, last, v.Value)
		return a.Evidence, err
	default:
		f, err := decodeFact(0, last, v.Value)
		return f.Evidence, err
	}
}

func (c *checker) span(where string, s Span) error {
	c.sum.Spans++
	if c.spans[s] {
		return nil
	}
	doc, err := c.node(s.Doc, where)
	if doc == nil || err != nil {
		return err
	}
	if doc.Document == nil || doc.Document.Holding != Held {
		c.find(FaultEvidence, where, "its evidence lies in %s, whose text is not held", doc.ID)
		return nil
	}
	sha := doc.Document.TextSHA256
	held, err := c.session.texts.load(c.session.snap, [][32]byte{sha})
	if err != nil {
		return c.soft(FaultBlob, where, err)
	}
	d := held[sha]
	switch {
	case d == nil && !doc.Document.Redacted:
		c.find(FaultBlob, where, "the text of %s is not stored", doc.ID)
	case d == nil:
		if s.Start >= s.End || s.End > doc.Document.Bytes {
			c.find(FaultEvidence, where, "bytes %d to %d are not within %s", s.Start, s.End, doc.ID)
		}
	default:
		if wrong := spanProblem(d, s); wrong != "" {
			c.find(FaultEvidence, where, "in %s, %s", doc.ID, wrong)
			return nil
		}
	}
	if len(c.spans) >= mostRemembered {
		clear(c.spans)
	}
	c.spans[s] = true
	return nil
}
