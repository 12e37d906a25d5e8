package web

import (
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
)

//go:embed examples/*.graphql
var exampleFiles embed.FS

// Example is a query worth starting from.
type Example struct {
	Name    string // of its file, without the ending
	Title   string // the question
	Answers string // what the answer tells, in one line
	Query   string // without the comment lines above it
}

// Link is where a browser gets the answer. Spaces are written so that the link
// survives being pasted into HTML and shells.
func (e Example) Link() string {
	return "/graphql?" + strings.ReplaceAll(url.Values{"query": {e.Query}}.Encode(), "+", "%20")
}

// Examples gives the queries that the founding graph answers, in the order of their
// files. In a file the first comment line is the title, those after it tell what
// is answered.
func Examples() []Example {
	names, err := fs.Glob(exampleFiles, "examples/*.graphql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	out := make([]Example, 0, len(names))
	for _, name := range names {
		text, err := exampleFiles.ReadFile(name)
		if err != nil {
			panic(fmt.Errorf("embedded file: %w", err))
		}
		e := parseExample(string(text))
		e.Name = strings.TrimSuffix(path.Base(name), ".graphql")
		out = append(out, e)
	}
	return out
}

func parseExample(text string) Example {
	var comments []string
	for {
		line, rest, _ := strings.Cut(text, "\n")
		if !strings.HasPrefix(line, "#") {
			break
		}
		comments = append(comments, strings.TrimSpace(strings.TrimPrefix(line, "#")))
		text = rest
	}
	e := Example{Query: strings.TrimSpace(text)}
	if len(comments) > 0 {
		e.Title, e.Answers = comments[0], strings.Join(comments[1:], " ")
	}
	return e
}
