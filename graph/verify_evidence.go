package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"onrecord/graph/text"
)

const (
	mostEvidence = 64       // spans of one claim
	mostSpan     = 64 << 10 // bytes of one span
	mostQuoted   = 64 << 10 // bytes of all spans of a statement: it keeps their words
)

// evidence is the gate: each piece must be the very characters of its document
// at one place. It returns what the log keeps of them.
func (v *verifier) evidence(path string, list []EvidenceDraft, needed bool) []Passage {
	if len(list) == 0 && needed {
		v.fail(path, errorf(CodeNoEvidence, "evidence is missing: quote the words of the document that show it"))
	}
	if len(list) > mostEvidence {
		v.fail(path, errorf(CodeBadInput, "%d pieces of evidence; the limit is %d", len(list), mostEvidence))
		return nil
	}
	out := make([]Passage, 0, len(list))
	for i, e := range list {
		p, err := v.passage(e)
		if err != nil {
			v.fail(path, err.at(fmt.Sprintf("evidence[%d]", i)))
			continue
		}
		out = append(out, p)
	}
	return out
}

func (v *verifier) passage(e EvidenceDraft) (Passage, *Error) {
	if e.Exact == "" {
		return Passage{}, errorf(CodeNoEvidence, "exact is empty: quote the words")
	}
	if n := max(len(e.Exact), len(e.Prefix), len(e.Suffix)); n > mostSpan {
		return Passage{}, errorf(CodeBadInput, "the piece of evidence has %d bytes; the limit is %d: quote the words that show it", n, mostSpan)
	}
	if !validText(e.Exact) || !validText(e.Prefix) || !validText(e.Suffix) {
		return Passage{}, errorf(CodeBadText, "the words are not valid UTF-8, or hold the character U+0000")
	}
	doc, known := v.texts[e.Document]
	switch {
	case e.Document == "":
		return Passage{}, errorf(CodeBadInput, "the evidence names no document")
	case !known:
		if k, ok := v.kinds[e.Document]; ok && k != Document {
			return Passage{}, errorf(CodeDomain, "%s is a %s, not a document", quoted(e.Document), k)
		}
		if _, ok := v.kinds[e.Document]; !ok {
			return Passage{}, errorf(CodeNotFound, "there is no document %s", quoted(e.Document))
		}
		fallthrough
	case doc == nil:
		return Passage{}, errorf(CodeNotHeld, "the text of %s is not held; evidence must lie in a document whose text is", quoted(e.Document))
	}
	span, err := findEvidence(doc, e)
	if err != nil {
		return Passage{}, err
	}
	return passageAt(doc, e.Document, span)
}

// quotable bounds what a statement says: its words are kept with it, in every
// version.
func (v *verifier) quotable(path string, spans []Passage) {
	sum := 0
	for _, p := range spans {
		sum += int(p.End - p.Start)
	}
	if sum > mostQuoted {
		v.fail(path, errorf(CodeBadInput, "the statement has %d bytes of words; the limit is %d: make several statements of it", sum, mostQuoted))
	}
}

// findEvidence gives the one place the evidence means. Offsets are code points
// and must agree with the words to the character.
func findEvidence(doc *docText, e EvidenceDraft) (text.Span, *Error) {
	if e.Start == nil && e.End == nil {
		span, err := text.FindOne(doc.text, e.Exact, e.Prefix, e.Suffix)
		if err != nil {
			return text.Span{}, textError(err)
		}
		return span, nil
	}
	if e.Start == nil || e.End == nil {
		return text.Span{}, errorf(CodeBadInput, "start and end go together")
	}
	span, err := doc.index.SpanOfRunes(doc.text, *e.Start, *e.End)
	if err != nil {
		return text.Span{}, textError(err)
	}
	if got := span.In(doc.text); got != e.Exact {
		return text.Span{}, errorf(CodeNotInText, "at %d to %d the document says %s, not %s", *e.Start, *e.End, quoted(got), quoted(e.Exact))
	}
	if !strings.HasSuffix(doc.text[:span.Start], e.Prefix) || !strings.HasPrefix(doc.text[span.End:], e.Suffix) {
		return text.Span{}, errorf(CodeNotInText, "the words stand at %d to %d, but not between this prefix and suffix", *e.Start, *e.End)
	}
	return span, nil
}

func passageAt(doc *docText, id string, span text.Span) (Passage, *Error) {
	from, to, err := doc.index.RuneSpan(doc.text, span)
	if err != nil {
		return Passage{}, textError(err)
	}
	sum := sha256.Sum256([]byte(span.In(doc.text)))
	return Passage{
		Document: id, Start: uint32(span.Start), End: uint32(span.End),
		RuneStart: uint32(from), RuneEnd: uint32(to), Sum: hex.EncodeToString(sum[:16]),
	}, nil
}

// verbatim is the gate for words that are kept apart from their evidence: a
// cue, a mention, a hedge must stand in the document as written.
func (v *verifier) verbatim(path, what, words string, evidence []Passage) {
	if words == "" {
		return
	}
	v.fail(path, checkWords(what, words, 2000, true))
	for _, p := range evidence {
		// Nearly always they stand nearby; only then is a long text searched.
		if d := v.texts[p.Document]; d != nil && (strings.Contains(d.near(p), words) || strings.Contains(d.text, words)) {
			return
		}
	}
	if len(evidence) > 0 {
		v.fail(path, errorf(CodeNotInText, "%s: the words %s do not stand in the document", what, quoted(words)))
	}
}

// near is the text around a passage.
func (d *docText) near(p Passage) string {
	const reach = 4 << 10
	return d.text[max(0, int(p.Start)-reach):min(len(d.text), int(p.End)+reach)]
}

// textError gives an error of package text the code clients know.
func textError(err error) *Error {
	var t *text.Error
	if !errors.As(err, &t) {
		return &Error{Code: CodeBadText, Message: err.Error(), Cause: err}
	}
	c := CodeBadText
	switch t.Code {
	case text.CodeAbsent, text.CodeOutOfRange, text.CodeOffBoundary:
		c = CodeNotInText
	case text.CodeAmbiguous:
		c = CodeAmbiguous
	}
	return &Error{Code: c, Message: t.Message, Cause: err}
}

func validText(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }
