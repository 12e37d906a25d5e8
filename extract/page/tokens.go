package page

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unread are elements whose whole content no reader of the page reads. All but
// noscript are raw text to the tokenizer, so their end tag is the next one of
// their name.
var unread = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Textarea: true}

// dressing are elements that only change how words look. Leaving their tags
// out changes no word, and it keeps the parser's cost in proportion: the
// standard opens unclosed ones again in every paragraph that follows, so that
// a small page could become a huge tree.
var dressing = map[atom.Atom]bool{
	atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
}

// prune goes over the page once. It notes what the page says of itself and
// gives the page without comments, scripts and dressing.
func prune(raw []byte, about *about) ([]byte, error) {
	z := html.NewTokenizer(bytes.NewReader(raw))
	p := pruner{about: about, out: make([]byte, 0, len(raw))}
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return p.out, nil // the end: a reader of bytes gives no other error
		}
		if err := p.token(z, kind); err != nil {
			return nil, err
		}
	}
}

type pruner struct {
	about    *about
	out      []byte
	elements int
	inside   atom.Atom // the unread element that we are in, or 0
	collect  bool      // it is a script of linked data
}

func (p *pruner) token(z *html.Tokenizer, kind html.TokenType) error {
	raw := z.Raw() // valid until the tag is looked into, which changes it in place
	switch kind {
	case html.TextToken:
		switch {
		case p.collect:
			p.about.linkedData(raw)
		case p.inside == 0:
			p.about.text(raw)
			p.out = append(p.out, raw...)
		}
	case html.DoctypeToken:
		p.out = append(p.out, raw...)
	case html.StartTagToken, html.SelfClosingTagToken:
		return p.start(z, raw)
	case html.EndTagToken:
		p.end(z, raw)
	}
	return nil
}

func (p *pruner) start(z *html.Tokenizer, raw []byte) error {
	if p.elements++; p.elements > MaxElements {
		return errorf(CodeTooLarge, "the page has more than %d elements: give its article alone, or its text", MaxElements)
	}
	if p.inside != 0 {
		return nil // tags inside noscript
	}
	from := len(p.out)
	p.out = append(p.out, raw...)
	name, more := z.TagName()
	tag := atom.Lookup(name)
	var attr map[string]string
	if more && told[tag] {
		attr = attributes(z)
	}
	if dressing[tag] || unread[tag] {
		p.out = p.out[:from]
	}
	if unread[tag] {
		p.inside = tag
		p.collect = tag == atom.Script && isLinkedData(attr["type"])
		return nil
	}
	p.about.start(tag, attr)
	return nil
}

func (p *pruner) end(z *html.Tokenizer, raw []byte) {
	from := len(p.out)
	p.out = append(p.out, raw...)
	name, _ := z.TagName()
	tag := atom.Lookup(name)
	switch {
	case p.inside != 0:
		p.out = p.out[:from]
		if tag == p.inside {
			p.inside, p.collect = 0, false
		}
		return
	case dressing[tag]:
		p.out = p.out[:from]
	}
	p.about.end(tag)
}

// attributes reads the attributes of the tag; the first of a name counts.
func attributes(z *html.Tokenizer) map[string]string {
	all := map[string]string{}
	for {
		key, value, more := z.TagAttr()
		if _, known := all[string(key)]; !known {
			all[string(key)] = string(value)
		}
		if !more {
			return all
		}
	}
}
