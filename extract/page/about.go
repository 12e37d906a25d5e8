package page

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"onrecord/graph/edtf"
	"onrecord/graph/text"
)

// told are the elements whose attributes say something about the page.
var told = map[atom.Atom]bool{atom.Html: true, atom.Meta: true, atom.Link: true, atom.Time: true, atom.Script: true}

// about is what a page says about itself, in every way that pages have.
type about struct {
	meta      map[string]string // by name or property, lower case; the first of each
	lang      string
	canonical string
	linked    article // from linked data
	dated     string  // the time element that says it is the date of publication
	byline    string  // the first time element below the heading
	firstTime string  // the first time element at all

	within  atom.Atom // title or h1, while inside its first one
	title   strings.Builder
	heading strings.Builder
	seen    map[atom.Atom]bool
}

func newAbout() *about {
	return &about{meta: map[string]string{}, seen: map[atom.Atom]bool{}}
}

// mostMeta bounds what is kept of one meta element, in bytes.
const mostMeta = 4000

func (a *about) start(tag atom.Atom, attr map[string]string) {
	switch tag {
	case atom.Html:
		keep(&a.lang, attr["lang"])
		keep(&a.lang, attr["xml:lang"])
	case atom.Meta:
		a.note(attr)
	case atom.Link:
		if slices.Contains(strings.Fields(strings.ToLower(attr["rel"])), "canonical") {
			keep(&a.canonical, attr["href"])
		}
	case atom.Time:
		keep(&a.firstTime, attr["datetime"])
		if a.seen[atom.H1] {
			keep(&a.byline, attr["datetime"])
		}
		if _, pubdate := attr["pubdate"]; pubdate || attr["itemprop"] == "datePublished" {
			keep(&a.dated, attr["datetime"])
			keep(&a.dated, attr["content"])
		}
	case atom.Title, atom.H1:
		if !a.seen[tag] {
			a.seen[tag], a.within = true, tag
		}
	}
}

func (a *about) note(attr map[string]string) {
	for _, by := range []string{"property", "name", "itemprop", "http-equiv"} {
		key := strings.ToLower(strings.TrimSpace(attr[by]))
		if key == "" || len(a.meta) > 500 {
			continue
		}
		if content := strings.TrimSpace(attr["content"]); content != "" && len(content) <= mostMeta && a.meta[key] == "" {
			a.meta[key] = content
		}
	}
}

func (a *about) text(raw []byte) {
	var b *strings.Builder
	switch a.within {
	case atom.Title:
		b = &a.title
	case atom.H1:
		b = &a.heading
	default:
		return
	}
	if b.Len() < mostMeta {
		b.WriteString(html.UnescapeString(string(raw[:min(len(raw), mostMeta)])))
	}
}

func (a *about) end(tag atom.Atom) {
	if tag == a.within {
		a.within = 0
	}
}

// keep sets what is not set yet.
func keep(to *string, value string) {
	if value = strings.TrimSpace(value); *to == "" && len(value) <= mostMeta {
		*to = value
	}
}

// fill gives the page what it says about itself. Where it says so several
// times, the way meant for machines and least often wrong goes first.
func (a *about) fill(p *Page) {
	p.Title = first(shortTitle, a.meta["og:title"], a.titledHeading(), a.linked.headline, a.title.String(), a.heading.String())
	p.Publisher = first(shortTitle, a.meta["og:site_name"], a.linked.publisher, a.meta["publisher"], a.meta["dc.publisher"])
	p.PublishedAt = first(day, a.meta["article:published_time"], a.meta["og:article:published_time"], a.linked.published,
		a.meta["datepublished"], a.meta["parsely-pub-date"], a.meta["dcterms.issued"], a.meta["dc.date.issued"],
		a.meta["dc.date"], a.meta["date"], a.meta["pubdate"], a.dated, a.timeElement())
	p.Language = first(languageTag, a.lang, a.linked.language, a.meta["og:locale"], a.meta["content-language"])
	p.URL = first(address, a.canonical, a.meta["og:url"], a.linked.url)
}

// titledHeading is the heading where the page's title begins with it and goes
// on with the name of the site. Other headings may be the site's name alone.
func (a *about) titledHeading() string {
	heading, title := shortTitle(a.heading.String()), shortTitle(a.title.String())
	if strings.HasPrefix(title, heading) {
		return heading
	}
	return ""
}

// timeElement is the time below the heading. Above it stand other articles.
func (a *about) timeElement() string {
	if a.seen[atom.H1] {
		return a.byline
	}
	return a.firstTime
}

// first is the first candidate that clean makes something of.
func first(clean func(string) string, candidates ...string) string {
	for _, c := range candidates {
		if v := clean(c); v != "" {
			return v
		}
	}
	return ""
}

// shortTitle: many pages escape twice, so a title is unescaped once more.
func shortTitle(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == 0 || r == softHyphen {
			return -1
		}
		return r
	}, html.UnescapeString(s))
	return text.Shorten(strings.ToValidUTF8(s, ""), 300)
}

var dayOf = regexp.MustCompile(`^\s*(\d{4}-\d{2}-\d{2})(?:$|[T\s])`)

// day is the date of an ISO 8601 time, in the zone it is given in: the day that
// stood on the article.
func day(s string) string {
	m := dayOf.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	if _, err := edtf.Parse(m[1]); err != nil {
		return ""
	}
	return m[1]
}

func languageTag(s string) string {
	tag, err := language.Parse(strings.TrimSpace(s))
	if err != nil || tag == language.Und || len(tag.String()) > 35 {
		return ""
	}
	return tag.String()
}

func address(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(s) > 2000 || !utf8.ValidString(s) {
		return ""
	}
	return u.String()
}
