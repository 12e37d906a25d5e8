package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// clutter are the words by which authors of pages name what stands inside an
// article and is no part of it. Readability knows many; these it leaves.
var clutter = map[string]bool{
	"ad": true, "ads": true, "adslot": true, "adbox": true, "advert": true, "adverts": true, "advertisement": true, "advertising": true,
	"cookie": true, "cookies": true, "consent": true, "gdpr": true, "newsletter": true, "related": true, "recirculation": true,
}

// mostClutter is how much text, in bytes, an element can hold and still go by
// its name: a page may call its whole body "related-layout".
const mostClutter = 1000

// unclutter removes boxes of advertisements, consent banners and the like. The
// tree is at most MaxDepth deep.
func unclutter(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && isClutter(c) && !holdsMore(c, mostClutter) {
			n.RemoveChild(c)
		} else {
			unclutter(c)
		}
		c = next
	}
}

// boxes are the elements that such things are made of.
var boxes = map[atom.Atom]bool{atom.Div: true, atom.Section: true, atom.Aside: true, atom.Ul: true, atom.Figure: true, atom.Ins: true, atom.Form: true, atom.Dialog: true}

func isClutter(n *html.Node) bool {
	if !boxes[n.DataAtom] {
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > mostMeta {
			continue
		}
		for _, name := range strings.FieldsFunc(a.Val, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if clutter[strings.ToLower(name)] {
				return true
			}
		}
	}
	return false
}

// holdsMore tells whether the element has more than so many bytes of text. It
// stops as soon as it knows.
func holdsMore(n *html.Node, most int) bool {
	total := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if total += len(strings.TrimSpace(d.Data)); total > most {
				return true
			}
		}
	}
	return false
}
