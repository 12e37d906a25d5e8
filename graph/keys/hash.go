package keys

import (
	"encoding/base32"
	"strings"
)

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

// hashed are the prefixes of ids that are always generated. In keys, such an id
// is a byte that counts the prefixes from 1 and its hash. No other id begins with
// so low a byte.
var hashed = []string{"rel:", "assertion:", "fact:", "copy:"}

func appendID(b builder, id string) builder {
	for i, prefix := range hashed {
		if tail, ok := strings.CutPrefix(id, prefix); ok {
			if h, ok := ParseHash(tail); ok {
				return append(append(b, byte(i+1)), h[:]...)
			}
		}
	}
	return b.text(id)
}

// cutID takes an id off a key.
func cutID(k []byte) (id string, size int, ok bool) {
	if len(k) == 0 || k[0] == 0 || int(k[0]) > len(hashed) {
		return cutText(k)
	}
	if len(k) < 1+HashSize {
		return "", 0, false
	}
	return hashed[k[0]-1] + HashText([HashSize]byte(k[1:])), 1 + HashSize, true
}
