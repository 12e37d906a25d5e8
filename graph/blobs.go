package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"onrecord/graph/keys"
	"onrecord/store"
)

// blobHead says that a blob is whole, or that a court or a copyright notice
// had it removed. It is written with the chunks, in one transaction.
type blobHead struct {
	Size     int    `json:"size"`
	Redacted bool   `json:"redacted,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// putBlob stores bytes under their hash. Syndicated copies share one blob, and
// a redacted one stays redacted.
func putBlob(tx store.Tx, b []byte) ([32]byte, error) {
	sha := sha256.Sum256(b)
	switch _, err := tx.Get(keys.BlobHead(sha)); {
	case err == nil:
		return sha, nil
	case !isNotFound(err):
		return sha, err
	}
	for i, part := range chunks(b) {
		if err := tx.Set(keys.BlobChunk(sha, uint32(i)), part); err != nil {
			return sha, err
		}
	}
	return sha, setBlobHead(tx, sha, blobHead{Size: len(b)})
}

func setBlobHead(tx store.Tx, sha [32]byte, h blobHead) error {
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return tx.Set(keys.BlobHead(sha), raw)
}

func getBlobHead(r store.Reader, sha [32]byte) (blobHead, error) {
	raw, err := r.Get(keys.BlobHead(sha))
	if err != nil {
		return blobHead{}, err
	}
	h, err := decodeBlobHead(raw, sha)
	if err != nil {
		return blobHead{}, err
	}
	return *h, nil
}

// whole says that the bytes can be read.
func (h *blobHead) whole() bool { return h != nil && !h.Redacted }

// blobHeads reads the heads of several blobs in one round trip; that of a
// missing one is nil.
func blobHeads(r store.Reader, shas [][32]byte) ([]*blobHead, error) {
	out := make([]*blobHead, len(shas))
	if len(shas) == 0 {
		return out, nil
	}
	ks := make([][]byte, len(shas))
	for i, sha := range shas {
		ks[i] = keys.BlobHead(sha)
	}
	raw, err := r.GetMany(ks)
	if err != nil {
		return nil, err
	}
	for i, v := range raw {
		if out[i], err = decodeBlobHead(v, shas[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// decodeBlobHead reads a stored head; without one it is nil.
func decodeBlobHead(raw []byte, sha [32]byte) (*blobHead, error) {
	if raw == nil {
		return nil, nil
	}
	h := &blobHead{}
	if err := json.Unmarshal(raw, h); err != nil {
		return nil, corrupt("the head of blob %x cannot be read", sha)
	}
	return h, nil
}

// getBlobs reads whole blobs in two round trips. A redacted or missing one is
// nil.
func getBlobs(r store.Reader, shas [][32]byte) ([][]byte, error) {
	heads, err := blobHeads(r, shas)
	if err != nil {
		return nil, err
	}
	parts, err := blobParts(r, shas, heads)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(shas))
	for i, p := range parts {
		if p != nil {
			out[i] = bytes.Join(append(p, []byte{}), nil) // of one part alone Join may give nil
		}
	}
	return out, nil
}

// blobParts reads the chunks of blobs whose heads are known, in one round trip.
// One without a head, or redacted, has none.
func blobParts(r store.Reader, shas [][32]byte, heads []*blobHead) ([][][]byte, error) {
	out := make([][][]byte, len(shas))
	var (
		want  [][]byte
		owner []int
	)
	for i, h := range heads {
		if !h.whole() {
			continue
		}
		for c := 0; c*chunkSize < h.Size || c == 0; c++ {
			want, owner = append(want, keys.BlobChunk(shas[i], uint32(c))), append(owner, i)
		}
	}
	if len(want) == 0 {
		return out, nil
	}
	parts, err := r.GetMany(want)
	if err != nil {
		return nil, err
	}
	for i, p := range parts {
		if p == nil {
			return nil, corrupt("a part of blob %x is missing", shas[owner[i]])
		}
		out[owner[i]] = append(out[owner[i]], p)
	}
	return out, nil
}

// redactBlob replaces stored bytes by a tombstone.
func redactBlob(tx store.Tx, sha [32]byte, reason string) error {
	h, err := getBlobHead(tx, sha)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for c := 0; c*chunkSize < h.Size || c == 0; c++ {
		if err := tx.Delete(keys.BlobChunk(sha, uint32(c))); err != nil {
			return err
		}
	}
	return setBlobHead(tx, sha, blobHead{Size: h.Size, Redacted: true, Reason: reason})
}
