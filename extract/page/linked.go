package page

import (
	"encoding/json"
	"strings"
)

// article is what linked data (JSON-LD, schema.org) says about the page's
// article.
type article struct{ headline, publisher, published, language, url string }

func isLinkedData(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
}

// linkedData reads one script. Pages hold broken ones often enough; what
// cannot be read says nothing.
func (a *about) linkedData(raw []byte) {
	if a.linked != (article{}) {
		return
	}
	var data any
	if json.Unmarshal(raw, &data) != nil {
		return
	}
	if found := findArticle(data, 4); found != nil {
		a.linked = article{
			headline:  word(found, "headline", "name"),
			publisher: nameOf(found["publisher"]),
			published: word(found, "datePublished"),
			language:  word(found, "inLanguage"),
			url:       word(found, "url"),
		}
	}
}

// findArticle looks for the first object that calls itself an article, down a
// few levels of lists and graphs.
func findArticle(data any, deep int) map[string]any {
	if deep == 0 {
		return nil
	}
	switch d := data.(type) {
	case []any:
		for _, item := range d {
			if found := findArticle(item, deep-1); found != nil {
				return found
			}
		}
	case map[string]any:
		if isArticle(d["@type"]) {
			return d
		}
		return findArticle(d["@graph"], deep-1)
	}
	return nil
}

func isArticle(kind any) bool {
	switch k := kind.(type) {
	case string:
		return strings.HasSuffix(k, "Article") || strings.HasSuffix(k, "Posting") || k == "Report"
	case []any:
		for _, one := range k {
			if isArticle(one) {
				return true
			}
		}
	}
	return false
}

// word is the first of the properties that is a string.
func word(o map[string]any, names ...string) string {
	for _, n := range names {
		if s, ok := o[n].(string); ok && s != "" && len(s) <= mostMeta {
			return s
		}
	}
	return ""
}

// nameOf is the name of an organisation, given as such, as an object or as a
// list of them.
func nameOf(who any) string {
	switch w := who.(type) {
	case string:
		if len(w) <= mostMeta {
			return w
		}
	case map[string]any:
		return word(w, "name")
	case []any:
		if len(w) > 0 {
			return nameOf(w[0])
		}
	}
	return ""
}
