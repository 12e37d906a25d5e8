package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"onrecord/graph/cells"
	"onrecord/graph/keys"
	"onrecord/store"
)

// Seq is the number of a transaction.
type Seq = cells.Seq

// Entry is one transaction as the log keeps it. Previous is the digest of the
// entry before, so that no entry can be changed without changing all that
// follow.
type Entry struct {
	Seq         Seq       `json:"seq"`
	RecordedAt  time.Time `json:"recordedAt"`
	By          string    `json:"by,omitempty"`
	Idempotency string    `json:"idempotencyKey,omitempty"`
	Request     string    `json:"request,omitempty"` // digest of the request the key belongs to
	Result      string    `json:"result,omitempty"`  // id the request answered with
	Assertion   string    `json:"assertion,omitempty"`
	Note        string    `json:"note,omitempty"` // kept for those that repeat the request
	Previous    string    `json:"previous"`
	Changes     []Change  `json:"changes"`
}

// Digest is the SHA-256 of an entry's canonical bytes.
type Digest [32]byte

// String gives the digest in hex.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// canonical gives the bytes that are stored, hashed and exported.
func (e *Entry) canonical() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, fmt.Errorf("encode log entry %d: %w", e.Seq, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// format is how records, entries of indexes and the log are laid out. A store of
// another one is refused, never misread. It changes with codec.go, cells,
// keys.Tables and whatever else decides about bytes.
const format = 3

// head is the end of the log.
type head struct {
	Format int    `json:"format"` // absent in the first one
	Seq    Seq    `json:"seq"`
	At     Micros `json:"at"`
	Digest Digest `json:"-"`
	Hex    string `json:"digest"`
	Next   Ref    `json:"next"` // the next free number
}

const (
	metaHead  = "head"
	chunkSize = 256 << 10
)

func readHead(r store.Reader) (head, error) {
	raw, err := r.Get(keys.Meta(metaHead))
	if isNotFound(err) {
		return firstHead(), nil
	}
	if err != nil {
		return head{}, err
	}
	return decodeHead(raw)
}

// firstHead is the head of a log without entries.
func firstHead() head { return head{Next: 1, Hex: Digest{}.String()} }

func decodeHead(raw []byte) (head, error) {
	var h head
	if err := json.Unmarshal(raw, &h); err != nil {
		return head{}, corrupt("the head of the log cannot be read: %v", err)
	}
	if h.Format != format {
		return head{}, otherFormat(max(h.Format, 1))
	}
	d, err := hex.DecodeString(h.Hex)
	if err != nil || len(d) != len(h.Digest) {
		return head{}, corrupt("the head of the log has no digest")
	}
	copy(h.Digest[:], d)
	return h, nil
}

func otherFormat(found int) error {
	what := "export it with the version that wrote it (onrecord export -o FILE), then import FILE with this one into a new data folder"
	if found > format {
		what = "a later version wrote it: open it with that one"
	}
	return errorf(CodeStoreFormat, "the store is of format %d, and this version reads format %d: %s", found, format, what)
}

func writeHead(tx store.Tx, h head) error {
	h.Format = format
	h.Hex = h.Digest.String()
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return tx.Set(keys.Meta(metaHead), raw)
}

// appendLog writes the entry, its instant and the new head.
func appendLog(tx store.Tx, e *Entry, next Ref) (Digest, error) {
	p, err := e.pack()
	if err != nil {
		return Digest{}, err
	}
	return p.digest, p.write(tx, next)
}

// packedEntry is an entry as it lies in the log.
type packedEntry struct {
	seq    Seq
	at     Micros
	packed []byte
	digest Digest // of the canonical bytes
}

func (e *Entry) pack() (packedEntry, error) {
	raw, err := e.canonical()
	if err != nil {
		return packedEntry{}, err
	}
	packed, err := packEntry(e.Seq, raw)
	return packedEntry{seq: e.Seq, at: Micros(e.RecordedAt.UnixMicro()), packed: packed, digest: sha256.Sum256(raw)}, err
}

func (p packedEntry) write(tx store.Tx, next Ref) error {
	for i, part := range chunks(p.packed) {
		if err := tx.Set(keys.Log(uint64(p.seq), uint32(i)), part); err != nil {
			return err
		}
	}
	if err := tx.Set(keys.LogTime(uint64(p.at)), seqValue(p.seq)); err != nil {
		return err
	}
	return writeHead(tx, head{Seq: p.seq, At: p.at, Digest: p.digest, Next: next})
}

func chunks(b []byte) [][]byte {
	var parts [][]byte
	for len(b) > chunkSize {
		parts = append(parts, b[:chunkSize])
		b = b[chunkSize:]
	}
	return append(parts, b)
}

// scanLog calls yield for the raw entries from seq on, in order.
func scanLog(r store.Reader, from Seq, yield func(seq Seq, raw []byte) error) error {
	var (
		seq    Seq
		packed []byte
		bad    error
	)
	flush := func() bool {
		if seq == 0 {
			return true
		}
		var raw []byte
		if raw, bad = unpackEntry(seq, packed); bad == nil {
			bad = yield(seq, raw)
		}
		return bad == nil
	}
	rg := store.Range{Start: keys.LogFrom(uint64(from)), End: store.PrefixEnd(keys.LogFrom(0)[:1])}
	err := r.Scan(rg, func(k, v []byte) bool {
		s, chunk, ok := keys.ParseLog(k)
		if !ok {
			bad = corrupt("a log key is malformed")
			return false
		}
		if chunk == 0 {
			if !flush() {
				return false
			}
			seq, packed = Seq(s), nil
		}
		packed = append(packed, v...)
		return true
	})
	if err != nil || bad != nil {
		if bad != nil {
			return bad
		}
		return err
	}
	flush()
	return bad
}

func seqValue(s Seq) []byte { return keys.NumberValue(uint64(s)) }

// seqAt finds the last transaction recorded at or before an instant.
func seqAt(r store.Reader, at Micros) (Seq, error) {
	if at < 0 {
		return 0, nil
	}
	rg := store.Range{Start: keys.LogTimes(), End: keys.LogTime(uint64(at) + 1), Reverse: true, Limit: 1}
	got, err := r.ScanMany([]store.Range{rg})
	if err != nil || len(got[0]) == 0 {
		return 0, err
	}
	n, ok := keys.ParseNumberValue(got[0][0].Value)
	if !ok {
		return 0, corrupt("an instant of the log has no transaction")
	}
	return Seq(n), nil
}
