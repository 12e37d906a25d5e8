package web

import (
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	mediaJSON    = "application/json"
	mediaGraphQL = "application/graphql-response+json"
	mediaHTML    = "text/html"
	mediaText    = "text/plain"
)

// accepted is one range of an Accept header.
type accepted struct {
	kind    string
	quality float64
}

// parseAccept reads an Accept header. Ranges that are malformed, or that ask for
// a charset other than UTF-8, are left out.
func parseAccept(values []string) []accepted {
	var out []accepted
	for _, part := range strings.Split(strings.Join(values, ","), ",") {
		kind, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil || !isUTF8(params["charset"]) {
			continue
		}
		q := 1.0
		if s, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(s, 64); err != nil || !(q >= 0 && q <= 1) {
				continue
			}
		}
		out = append(out, accepted{kind, q})
	}
	return out
}

func isUTF8(charset string) bool {
	return charset == "" || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}

// negotiate chooses the media type of a GraphQL answer, "" if the client takes
// neither. Without an Accept header, and where only a wildcard matches, it is
// application/json, which older clients expect. A browser's wildcard comes after
// text/html and is answered the same way.
func negotiate(header http.Header) string {
	values := header.Values("Accept")
	if len(values) == 0 || strings.TrimSpace(strings.Join(values, "")) == "" {
		return mediaJSON
	}
	if len(values) == 1 {
		switch values[0] { // as programs send it
		case mediaJSON, "*/*":
			return mediaJSON
		case mediaGraphQL:
			return mediaGraphQL
		}
	}
	ranges := parseAccept(values)
	json, graphql := weigh(ranges, mediaJSON), weigh(ranges, mediaGraphQL)
	switch {
	case json.quality <= 0 && graphql.quality <= 0:
		return ""
	case graphql.quality > json.quality:
		return mediaGraphQL
	case json.quality > graphql.quality:
		return mediaJSON
	case graphql.exact && (!json.exact || graphql.at < json.at):
		return mediaGraphQL
	}
	return mediaJSON
}

// weight is how much a client wants a type: the most specific range decides.
type weight struct {
	quality float64
	exact   bool // named, not by a wildcard
	at      int  // the position in the header
}

func weigh(ranges []accepted, kind string) weight {
	best, specific := weight{}, 0
	for i, r := range ranges {
		s := specificity(r.kind, kind)
		if s > specific || s > 0 && s == specific && r.quality > best.quality {
			best, specific = weight{r.quality, s == 3, i}, s
		}
	}
	return best
}

func specificity(pattern, kind string) int {
	switch {
	case pattern == kind:
		return 3
	case pattern == "application/*":
		return 2
	case pattern == "*/*":
		return 1
	}
	return 0
}

// wantsPretty says whether a person will read the answer.
func wantsPretty(r *http.Request) bool {
	values := r.Header.Values("Accept")
	if !slices.ContainsFunc(values, func(v string) bool { return strings.Contains(strings.ToLower(v), mediaHTML) }) {
		return false
	}
	for _, a := range parseAccept(values) {
		if a.kind == mediaHTML && a.quality > 0 {
			return true
		}
	}
	return false
}
