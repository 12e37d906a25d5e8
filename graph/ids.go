package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"onrecord/graph/keys"
)

// maxID is the longest id, in bytes.
const maxID = 200

// Prefixes of generated ids that are not nodes'.
const (
	relationPrefix  = "rel:"
	assertionPrefix = "assertion:"
	factPrefix      = "fact:"
)

// IDPrefix is what the ids of a kind begin with: "person:" for PERSON.
func IDPrefix(k NodeKind) string { return strings.ToLower(string(k)) + ":" }

// KindOfID tells a node's kind by its id alone, or "".
func KindOfID(id string) NodeKind {
	for _, k := range nodeKinds {
		if strings.HasPrefix(id, IDPrefix(k)) {
			return k
		}
	}
	return ""
}

// checkID says whether id may name a node of the kind.
func checkID(id string, k NodeKind) *Error {
	slug, ok := strings.CutPrefix(id, IDPrefix(k))
	if !ok || !validSlug(slug) || len(id) > maxID {
		return errorf(CodeBadID, "the id %s is not one of a %s: write %sslug, with the slug in a-z, 0-9 and single hyphens, %d bytes at most", quoted(id), k, IDPrefix(k), maxID)
	}
	return nil
}

func validSlug(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '-' && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}

// GeneratedID makes the id of a thing from what makes it itself: the same
// parts always give the same id, and no two lists of parts the same one.
func GeneratedID(k NodeKind, parts ...string) string { return IDPrefix(k) + identity(parts...) }

// identity hashes what makes a thing itself into 26 characters (128 bits). The
// parts are framed by their lengths, so no two lists of parts collide by
// concatenation.
func identity(parts ...string) string {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return keys.HashText([keys.HashSize]byte(h.Sum(nil)))
}

// quoted shows a piece of input in a message, shortened.
func quoted(s string) string {
	const most = 80
	r := []rune(s)
	if len(r) > most {
		return "“" + strings.ToValidUTF8(string(r[:most]), "�") + "…”"
	}
	return "“" + strings.ToValidUTF8(s, "�") + "”"
}
