package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// access decides who may ask and who may write.
type access struct {
	local   bool // every address that is listened on is a loopback one
	hosts   map[string]bool
	origins map[string]bool
	token   *[sha256.Size]byte // digest of the token, so that lengths do not show
}

func newAccess(o Options) access {
	a := access{local: Loopback(o.Addr), hosts: map[string]bool{}, origins: map[string]bool{}}
	for _, h := range o.AllowHosts {
		a.hosts[strings.ToLower(h)] = true
	}
	for _, origin := range o.AllowOrigins {
		a.origins[strings.ToLower(strings.TrimSuffix(origin, "/"))] = true
	}
	if o.WriteToken != "" {
		sum := sha256.Sum256([]byte(o.WriteToken))
		a.token = &sum
	}
	return a
}

// Loopback says whether only this machine reaches the address. An address that is
// not known is reached by everybody.
func Loopback(addr net.Addr) bool {
	switch a := addr.(type) {
	case *net.TCPAddr:
		return a != nil && a.IP.IsLoopback()
	case *net.UnixAddr:
		return a != nil
	}
	return false
}

// checkHost refuses names that are not this server's. A site can have its own name
// resolve to 127.0.0.1, and its pages then count as of one origin with a local
// server; the name is all that tells.
func (a access) checkHost(r *http.Request) *Error {
	if len(a.hosts) == 0 && !a.local {
		return nil // public, under whatever names it has
	}
	name := hostName(r.Host)
	if a.hosts[name] || a.local && loopbackName(name) {
		return nil
	}
	return refusal(http.StatusForbidden, CodeHost,
		"The host %q is not a name of this server; ask for localhost, or have the name allowed when the server is started.", name)
}

// hostName gives a Host header's name in lower case, without port and brackets.
func hostName(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

func loopbackName(name string) bool {
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && ip.IsLoopback()
}

// checkOrigin refuses requests that a page of another site makes, unless its
// origin is allowed. What is no browser sends no Origin.
func (a access) checkOrigin(r *http.Request) *Error {
	origin := r.Header.Get("Origin")
	if origin == "" || a.origins[strings.ToLower(origin)] {
		return nil
	}
	if u, err := url.Parse(origin); err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host) {
		return nil
	}
	return refusal(http.StatusForbidden, CodeOrigin, "Pages of %q may not ask here; have the origin allowed when the server is started.", origin)
}

// cors tells a browser that a page of an allowed origin may read the answer.
func (a access) cors(w http.ResponseWriter, r *http.Request) {
	if len(a.origins) == 0 {
		return
	}
	h := w.Header()
	h.Add("Vary", "Origin")
	origin := r.Header.Get("Origin")
	if origin == "" || !a.origins[strings.ToLower(origin)] {
		return
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", headerRequestID)
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Allow-Headers", "Content-Type, Authorization, Accept-Language, "+headerRequestID+", "+headerBy)
		h.Set("Access-Control-Max-Age", "600")
	}
}

// mayWrite says whether a request may change the graph, and if not, why.
func (a access) mayWrite(r *http.Request) *Error {
	if a.token != nil {
		given, ok := bearer(r.Header.Get("Authorization"))
		sum := sha256.Sum256([]byte(given))
		if ok && subtle.ConstantTimeCompare(sum[:], a.token[:]) == 1 {
			return nil
		}
		return refusal(http.StatusUnauthorized, CodeUnauthorized, "Mutations need the header Authorization: Bearer TOKEN, with the write token of this server.")
	}
	if a.local && loopbackName(hostName(r.Host)) {
		return nil
	}
	return refusal(http.StatusForbidden, CodeWritesDisabled, "This server takes no mutations from other machines; start it with a write token to allow them.")
}

func bearer(header string) (string, bool) {
	scheme, token, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimSpace(token), true
}

// writer gives who a change is recorded as made by, "" if nobody says so.
func writer(r *http.Request) (string, *Error) {
	by := r.Header.Get(headerBy)
	bad := refusal(http.StatusBadRequest, CodeBadHeader, "The header %s must be UTF-8 text of at most %d bytes without control characters.", headerBy, maxBy)
	if len(by) > maxBy || !utf8.ValidString(by) || strings.ContainsFunc(by, unicode.IsControl) {
		return "", bad
	}
	return by, nil
}

const (
	headerBy        = "X-Onrecord-By"
	headerRequestID = "X-Request-Id"
	maxBy           = 255
)
