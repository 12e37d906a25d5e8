package ingest

import (
	"errors"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"onrecord/graph"
)

// CheckLanguage refuses what is no well-formed BCP 47 tag. Subtags that are
// well formed and not known pass: the registry grows. Nothing said is well.
func CheckLanguage(tag string) error {
	if tag == "" {
		return nil
	}
	_, err := language.Parse(tag)
	var unknown language.ValueError
	// Parse also takes the underscores of locales, which no tag has.
	if err == nil && !strings.Contains(tag, "_") || errors.As(err, &unknown) {
		return nil
	}
	return &graph.Error{Code: CodeBadLanguage, Cause: err, Message: "the language " + shown(tag) + " is no BCP 47 tag: use en, fr, uk or pt-BR"}
}

// urn is a name of RFC 8141: urn, a namespace, and a name in it.
var urn = regexp.MustCompile(`^(?i:urn):[0-9A-Za-z][0-9A-Za-z-]{0,30}[0-9A-Za-z]:[!-~]+$`)

// CheckURL refuses addresses that readers could not follow, or should not: a
// document has an absolute http or https address, or a urn. Nothing said is
// well.
func CheckURL(address string) error {
	if address == "" || urn.MatchString(address) {
		return nil
	}
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsFunc(address, unicode.IsSpace) {
		return nil
	}
	return &graph.Error{Code: CodeBadURL, Cause: err, Message: "the url " + shown(address) + " is no address of a document: give an absolute one (https://...) or a urn"}
}

// shown is a value as an error names it.
func shown(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return strconv.Quote(s)
}
