package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// softHyphen only tells a browser where a word may be broken; readers do not
// see it.
const softHyphen = '\u00ad'

// inline are the elements that stand within a paragraph. All others begin and
// end one.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true, atom.Picture: true, atom.Q: true,
	atom.Rp: true, atom.Rt: true, atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true,
	atom.Wbr: true, atom.Td: true, atom.Th: true, atom.Source: true,
}

// silent are elements that show no words.
var silent = map[atom.Atom]bool{
	atom.Head: true, atom.Script: true, atom.Style: true, atom.Template: true, atom.Svg: true, atom.Math: true, atom.Audio: true,
	atom.Video: true, atom.Canvas: true, atom.Object: true, atom.Embed: true, atom.Button: true, atom.Select: true, atom.Input: true,
	atom.Nav: true, atom.Rp: true, atom.Rt: true, atom.Del: true,
}

// paragraphs gives what a reader sees, its paragraphs separated by a blank
// line. The tree is at most MaxDepth deep.
func paragraphs(n *html.Node, lang string) string {
	w := writer{marks: marksFor(lang)}
	w.node(n)
	w.end()
	return w.all.String()
}

type writer struct {
	all   strings.Builder
	para  strings.Builder // the paragraph being written
	space string          // white space that is owed before the next word
	marks [2][2]string
	depth int // of q elements
}

func (w *writer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.words(n.Data, n.Parent != nil && n.Parent.DataAtom == atom.Pre)
		return
	case html.ElementNode:
		if silent[n.DataAtom] || hidden(n) {
			return
		}
	}
	block := n.Type == html.ElementNode && !inline[n.DataAtom]
	switch {
	case n.DataAtom == atom.Br:
		w.line()
		return
	case n.DataAtom == atom.Td, n.DataAtom == atom.Th:
		w.owe(" ")
	case block:
		w.end()
	}
	if n.DataAtom == atom.Q {
		w.write(w.marks[w.depth%2][0])
		w.depth++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if n.DataAtom == atom.Q {
		w.depth--
		w.space = ""
		w.write(w.marks[w.depth%2][1])
	}
	if block {
		w.end()
	}
}

// words writes text as a browser lays it out: any run of white space is one
// space. A space that does not break is a character like others.
func (w *writer) words(s string, asIs bool) {
	for _, r := range s {
		switch {
		case r == '\n' && asIs:
			w.line()
		case r == ' ', r == '\t', r == '\n', r == '\r', r == '\f':
			w.owe(" ")
		case r == 0, r == softHyphen, r == '\ufeff', r == '\u200b', r < ' ':
		default:
			w.write(string(r))
		}
	}
}

func (w *writer) write(s string) {
	if w.para.Len() > 0 {
		w.para.WriteString(w.space)
	}
	w.space = ""
	w.para.WriteString(s)
}

func (w *writer) owe(s string) {
	if w.space != "\n" {
		w.space = s
	}
}

// line breaks the line, and ends the paragraph when it was broken already.
func (w *writer) line() {
	if w.space == "\n" {
		w.end()
		return
	}
	w.space = "\n"
}

// end closes the paragraph.
func (w *writer) end() {
	w.space = ""
	if strings.TrimSpace(w.para.String()) != "" {
		if w.all.Len() > 0 {
			w.all.WriteString("\n\n")
		}
		w.all.WriteString(w.para.String())
	}
	w.para.Reset()
}

func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return false
}

// marksFor gives the quotation marks that a browser draws around q elements,
// outer and inner, by the language of the page.
func marksFor(lang string) [2][2]string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch primary {
	case "fr", "it", "es", "pt", "ru", "uk", "be", "el":
		return [2][2]string{{"«", "»"}, {"“", "”"}}
	case "de", "cs", "sk", "sl", "bg", "lt", "et", "is":
		return [2][2]string{{"„", "“"}, {"‚", "‘"}}
	case "pl", "hu", "ro", "hr":
		return [2][2]string{{"„", "”"}, {"«", "»"}}
	}
	return [2][2]string{{"“", "”"}, {"‘", "’"}}
}
