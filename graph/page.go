package graph

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
)

// Page asks for a stretch of a list, as Relay has it: First after After, or
// Last before Before.
type Page struct {
	First, Last   *int
	After, Before string
}

// Page sizes.
const (
	DefaultPage = 20
	MaxPage     = 500
)

// window is a checked Page.
type window struct {
	size     int
	backward bool
	after    []byte // position; nil: from the start
	before   []byte
	pinned   Seq // 0: not pinned
}

// check validates the page for the list that the fingerprint names.
func (p Page) check(fingerprint string) (window, error) {
	w := window{size: DefaultPage}
	switch {
	case p.First != nil && p.Last != nil:
		return w, errorf(CodeBadPage, "first and last do not go together: ask for one of them")
	case p.First != nil:
		w.size = *p.First
	case p.Last != nil:
		w.size, w.backward = *p.Last, true
	}
	if w.size < 0 || w.size > MaxPage {
		return w, errorf(CodeBadPage, "a page of %d: first and last are 0 to %d", w.size, MaxPage)
	}
	if p.Before != "" && p.First == nil && p.Last == nil {
		w.backward = true
	}
	var err error
	if w.after, err = openCursor(p.After, fingerprint, &w.pinned); err != nil {
		return w, err
	}
	w.before, err = openCursor(p.Before, fingerprint, &w.pinned)
	return w, err
}

// Cursors hold the transaction the list was read at, the position in the
// list's order, and a hash of what the list is: filter, order and owner. They
// are opaque to clients, and sealed by a checksum against accidents.
const cursorVersion = 1

// sealCursor makes a cursor of a position.
func sealCursor(at Seq, position []byte, fingerprint string) string {
	b := []byte{cursorVersion}
	b = binary.AppendUvarint(b, uint64(at))
	b = append(b, fingerprintSum(fingerprint)...)
	b = append(b, position...)
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(append(b, sum[:4]...))
}

func fingerprintSum(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:8]
}

// fingerprintOf names a list by everything that makes it what it is, the day
// of the world's time it is seen from included.
func (v *View) fingerprintOf(parts ...any) string {
	if v.valid != nil {
		parts = append(parts, "validAt", v.valid.String())
	}
	raw, err := json.Marshal(parts)
	if err != nil {
		// Filters are plain data; a part that cannot be written is a bug of
		// the caller and must not make two lists look alike.
		return "unmarshalable " + err.Error()
	}
	return string(raw)
}

func openCursor(cursor, fingerprint string, pinned *Seq) ([]byte, error) {
	if cursor == "" {
		return nil, nil
	}
	position, at, made, err := cutCursor(cursor)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(made, fingerprintSum(fingerprint)) {
		return nil, errorf(CodeBadCursor, "the cursor %s was made for another list: the filter, the order and the node must stay the same from page to page", quoted(cursor))
	}
	if *pinned != 0 && *pinned != at {
		return nil, errorf(CodeBadCursor, "after and before come from different transactions")
	}
	*pinned = at
	return position, nil
}

// cutCursor takes a cursor apart: the position, the transaction it was made at,
// and the hash of the list it was made for.
func cutCursor(cursor string) (position []byte, at Seq, made []byte, err error) {
	malformed := errorf(CodeBadCursor, "the cursor %s is malformed: use one that a page of this list gave", quoted(cursor))
	raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(raw) < 1+1+8+4 || len(raw) > 4096 {
		return nil, 0, nil, malformed
	}
	body, check := raw[:len(raw)-4], raw[len(raw)-4:]
	sum := sha256.Sum256(body)
	seq, k := binary.Uvarint(body[1:])
	if !bytes.Equal(sum[:4], check) || body[0] != cursorVersion || k <= 0 || len(body) < 1+k+8 {
		return nil, 0, nil, malformed
	}
	rest := body[1+k:]
	return append([]byte{}, rest[8:]...), Seq(seq), rest[:8], nil
}
