package seeds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The types below mirror the import format, so that this test decodes strictly
// without the graph: a misspelt field is a failure here, not a field ignored.

type span struct {
	Document, Exact, Prefix, Suffix string
}

type fact struct {
	Node, Property, Value string
	Number                *float64
	Approximate           bool
	Evidence              []span
	AccordingTo, Reason   string
}

type alias struct {
	Text, Language, Script string
	Label                  bool
}

type condition struct {
	Event, Kind string
	Evidence    []span
}

type record struct {
	line   int
	Record string

	// header
	Format, Document string
	// document
	Title, DocumentKind, PublishedAt, TextFile string
	// node
	Name    string
	Kind    string
	Aliases []alias
	// statement
	QuoteType, SourceKind, Speaker, SpeakerAs, SourceDocument, Cue, Act, Language string
	AttributionChain, Hedges, About, AddressedTo, Expresses                       []string
	// commitment
	Summary, Action, Modal, Strength                  string
	PledgedBy, OwedTo, Beneficiaries, Forces, Places  []string
	Conditions                                        []condition
	Type, From, To, Role, Quantity, ValidFrom, Reason string // relation
	Node, Property, Value                             string // fact
	Number                                            *float64
	Approximate                                       bool
	ID, AccordingTo, Origin                           string
	Confidence                                        float64
	Evidence                                          []span
	Facts                                             []fact
}

// fields names the JSON fields that a record of each kind may have.
var fields = map[string]string{
	"header":     "format origin document",
	"document":   "id title documentKind publishedAt language textFile facts",
	"node":       "id kind name aliases facts",
	"statement":  "id evidence quoteType sourceKind speaker speakerAs sourceDocument attributionChain cue act hedges language about addressedTo expresses facts",
	"commitment": "id summary action modal pledgedBy owedTo beneficiaries forces places conditions strength quantity evidence accordingTo facts",
	"relation":   "type from to role validFrom quantity evidence accordingTo strength reason confidence",
	"fact":       "node property value number approximate evidence accordingTo reason",
}

// decode reads the annotation line by line; the problems name their lines.
func decode(annotation []byte) (records []record, problems []string) {
	lines := strings.Split(strings.TrimSuffix(string(annotation), "\n"), "\n")
	for i, line := range lines {
		r := record{line: i + 1}
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&r); err != nil {
			problems = append(problems, fmt.Sprintf("line %d: %v", i+1, err))
			continue
		}
		problems = append(problems, strangers(r, line)...)
		records = append(records, r)
	}
	return records, problems
}

// strangers reports the fields a record of this kind does not have.
func strangers(r record, line string) (problems []string) {
	allowed, known := fields[r.Record]
	if !known {
		return []string{fmt.Sprintf("line %d: unknown record %q", r.line, r.Record)}
	}
	var keys map[string]json.RawMessage
	if err := json.NewDecoder(bytes.NewReader([]byte(line))).Decode(&keys); err != nil {
		return []string{fmt.Sprintf("line %d: %v", r.line, err)}
	}
	for key := range keys {
		if key != "record" && !strings.Contains(" "+allowed+" ", " "+key+" ") {
			problems = append(problems, fmt.Sprintf("line %d: a %s has no field %q", r.line, r.Record, key))
		}
	}
	return problems
}

// spans returns everything the record points at in the article.
func (r record) spans() []span {
	all := append([]span{}, r.Evidence...)
	for _, f := range r.Facts {
		all = append(all, f.Evidence...)
	}
	for _, c := range r.Conditions {
		all = append(all, c.Evidence...)
	}
	return all
}

// words returns what the record gives "as written".
func (r record) words() []string {
	all := append([]string{r.SpeakerAs, r.Cue, r.Modal, r.Quantity}, r.Hedges...)
	for _, f := range r.Facts {
		if f.Property == "saidOn" || f.Property == "saidIn" || f.Property == "mention" || f.Property == "size" {
			all = append(all, f.Value)
		}
	}
	return all
}

// references returns every id the record names besides its own.
func (r record) references() []string {
	all := []string{r.Document, r.Speaker, r.SourceDocument, r.AccordingTo, r.From, r.To, r.Node}
	for _, list := range [][]string{
		r.AttributionChain, r.About, r.AddressedTo, r.Expresses,
		r.PledgedBy, r.OwedTo, r.Beneficiaries, r.Forces, r.Places,
	} {
		all = append(all, list...)
	}
	for _, c := range r.Conditions {
		all = append(all, c.Event)
	}
	for _, f := range r.Facts {
		all = append(all, f.Node, f.AccordingTo)
	}
	for _, s := range r.spans() {
		all = append(all, s.Document)
	}
	return all
}
