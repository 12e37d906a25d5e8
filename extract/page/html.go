package page

import (
	"bytes"
	"fmt"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"onrecord/graph/text"
)

// readHTML finds the article of a page.
func readHTML(raw []byte, decode func([]byte) ([]byte, error)) (*Page, error) {
	if len(raw) > MaxPage {
		return nil, errorf(CodeTooLarge, "the page has %d bytes, the limit is %d: split it, or give its text alone", len(raw), MaxPage)
	}
	source, err := decode(raw)
	if err != nil {
		return nil, err
	}
	says := newAbout()
	pruned, err := prune(source, says)
	if err != nil {
		return nil, err
	}
	p := &Page{Original: raw}
	says.fill(p)
	tree, err := parse(pruned)
	if err != nil {
		return nil, err
	}
	unclutter(tree)
	body, err := findBody(tree)
	if err != nil {
		return nil, err
	}
	words := paragraphs(body, p.Language)
	if words == "" {
		return nil, noArticle()
	}
	if p.Text, err = text.Canonicalize([]byte(words)); err != nil {
		return nil, fromText(err)
	}
	if p.Title == "" {
		p.Title = text.Title(p.Text)
	}
	return p, nil
}

func noArticle() *Error {
	return errorf(CodeNoArticle, "the page holds no article to read: give the article's text as a plain text file")
}

// mostWork bounds the text of a page times how deep it lies, which is what
// finding the article costs.
const mostWork = 256 << 20

func parse(pruned []byte) (*html.Node, error) {
	tree, err := html.Parse(bytes.NewReader(pruned))
	if err != nil {
		// From memory, the parser fails on one thing only: more than MaxDepth
		// elements open at a time.
		return nil, &Error{Code: CodeTooDeep, Message: tooDeep, Offset: -1, Cause: err}
	}
	if deep, work := measure(tree); deep > MaxDepth || work > mostWork {
		return nil, errorf(CodeTooDeep, "%s", tooDeep)
	}
	return tree, nil
}

var tooDeep = fmt.Sprintf("the page's elements are nested too deep (the limit is %d, less in pages of many megabytes): give the article's text as a plain text file", MaxDepth)

// measure tells how deep the elements of the tree are, and how much text lies
// how deep. It does not recurse: the tree is not known to be shallow yet.
func measure(root *html.Node) (deepest, work int) {
	depth := 0
	for n := root; ; {
		switch n.Type {
		case html.ElementNode:
			deepest = max(deepest, depth)
		case html.TextNode:
			work += len(n.Data) * depth
		}
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != root && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n == root {
			return deepest, work
		}
		n = n.NextSibling
	}
}

// findBody gives the element that holds the article and nothing else.
func findBody(tree *html.Node) (body *html.Node, err error) {
	// Readability is a long library that other people's pages go through. If
	// one of them trips it, that page cannot be read, and the next one can.
	defer func() {
		if r := recover(); r != nil {
			failure := noArticle()
			failure.Cause = fmt.Errorf("readability panicked: %v", r)
			body, err = nil, failure
		}
	}()
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read already, see linked.go
	found, err := parser.ParseAndMutate(tree, nil)
	if err != nil {
		failure := noArticle()
		failure.Cause = err
		return nil, failure
	}
	if found.Node == nil {
		return nil, noArticle()
	}
	return found.Node, nil
}
