package guard

import (
	"sort"
	"unicode/utf8"

	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/location"
)

// Document is a query text that passed the guard. It is shared between requests
// and must not be changed.
type Document struct {
	AST        *ast.Document // its nodes carry byte offsets of Source, but no source
	Source     string
	Hash       string // SHA-256 of Source in hexadecimal
	Operations []*ast.OperationDefinition
	Fragments  map[string]*ast.FragmentDefinition

	lines  []int // the offsets at which lines begin
	weight int   // the estimated memory that it takes
}

// Location gives the line and column, in characters, at which a node begins.
func (d *Document) Location(node ast.Node) location.SourceLocation {
	if node == nil || node.GetLoc() == nil {
		return location.SourceLocation{Line: 1, Column: 1}
	}
	return d.locate(node.GetLoc().Start)
}

// Relocate repairs, in place, the locations of errors that graphql-go made for
// this document: without a source it puts the byte offset into the column.
func (d *Document) Relocate(errs []gqlerrors.FormattedError) {
	for _, err := range errs {
		for i, at := range err.Locations {
			if at.Line == 1 {
				err.Locations[i] = d.locate(at.Column - 1)
			}
		}
	}
}

func (d *Document) locate(offset int) location.SourceLocation {
	offset = max(0, min(offset, len(d.Source)))
	line := sort.SearchInts(d.lines, offset+1)
	return location.SourceLocation{
		Line:   line,
		Column: 1 + utf8.RuneCountInString(d.Source[d.lines[line-1]:offset]),
	}
}

// lineStarts lists the offsets at which the lines of a text begin.
func lineStarts(src string) []int {
	starts := []int{0}
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' || src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// locate is the one-off form of Document.locate, for a text that became no
// document. It reads at most Limits.Bytes bytes.
func locate(src string, offset int) location.SourceLocation {
	offset = max(0, min(offset, len(src)))
	line, start := 1, 0
	for i := 0; i < offset; i++ {
		if src[i] == '\n' || src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			line, start = line+1, i+1
		}
	}
	return location.SourceLocation{Line: line, Column: 1 + utf8.RuneCountInString(src[start:offset])}
}
