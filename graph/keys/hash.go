package keys

import "encoding/base32"

// Generated ids end in a hash of what makes a thing itself: 128 bits, told in 26
// characters, and kept as the 16 bytes they are.
const (
	HashSize  = 16
	hashChars = 26
)

var alphabet = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// HashText tells a hash as ids do.
func HashText(h [HashSize]byte) string {
	var text [hashChars]byte
	alphabet.Encode(text[:], h[:])
	return string(text[:])
}

// ParseHash reads what HashText gave, and nothing else.
func ParseHash(s string) (h [HashSize]byte, ok bool) {
	if len(s) != hashChars {
		return h, false
	}
	var again [hashChars]byte
	if n, err := alphabet.Decode(h[:], []byte(s)); err != nil || n != HashSize {
		return h, false
	}
	// The last character has two bits more than the hash: only one of four that
	// read the same was written.
	alphabet.Encode(again[:], h[:])
	return h, string(again[:]) == s
}
