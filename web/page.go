package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"onrecord/schema"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// page is the plain page at /: no script, nothing from elsewhere, and a policy
// that lets a browser load neither.
type page struct {
	template *template.Template
	policy   string
	opts     Options
}

func newPage(o Options) (*page, error) {
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	sum := sha256.Sum256([]byte(pageCSS))
	style := base64.StdEncoding.EncodeToString(sum[:])
	return &page{template: t, opts: o, policy: "default-src 'none'; style-src 'sha256-" + style +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}, nil
}

// pageData is what the template shows.
type pageData struct {
	Style     template.CSS
	Version   string
	Counts    []pageCount
	Relations string
	Held      string
	Recorded  string
	RecordedT string // for machines
	Known     bool   // the counts could be read
	Examples  []Example
}

type pageCount struct{ Name, Count string }

func (h *Handler) home(w http.ResponseWriter, r *http.Request) {
	data := pageData{Style: template.CSS(pageCSS), Version: h.opts.Version, Examples: h.opts.Examples}
	if err := data.count(r.Context(), h.opts.Schema); err != nil {
		h.opts.Logger.WarnContext(r.Context(), "page shows no counts", "error", err, "request_id", noteOf(r.Context()).requestID)
	}
	var out bytes.Buffer
	if err := h.page.template.Execute(&out, data); err != nil {
		panic(fmt.Errorf("page: %w", err)) // answered and logged by survive
	}
	w.Header().Set("Content-Security-Policy", h.page.policy)
	reply(w, http.StatusOK, mediaHTML, out.Bytes())
}

// statisticsQuery is how the page counts: as any client would.
const statisticsQuery = `query Page { statistics { nodes { kind count } relations { count } documentsHeld recordedTo } }`

// count reads what the graph holds. The page is shown without if that fails.
func (d *pageData) count(ctx context.Context, s Schema) error {
	res := s.Execute(ctx, schema.Request{Query: statisticsQuery, ReadOnly: true})
	defer res.Release()
	var answer struct {
		Data struct {
			Statistics *struct {
				Nodes []struct {
					Kind  string
					Count int
				}
				Relations     []struct{ Count int }
				DocumentsHeld int
				RecordedTo    string
			}
		}
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(res.Body, &answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("statistics: %s", answer.Errors[0].Message)
	}
	st := answer.Data.Statistics
	if st == nil {
		return fmt.Errorf("statistics: no answer")
	}
	relations := 0
	for _, t := range st.Relations {
		relations += t.Count
	}
	for _, n := range st.Nodes {
		if name, ok := kindNames[n.Kind]; ok && n.Count > 0 {
			d.Counts = append(d.Counts, pageCount{name, grouped(n.Count)})
		}
	}
	d.Known, d.Relations, d.Held = true, grouped(relations), grouped(st.DocumentsHeld)
	if at, err := time.Parse(time.RFC3339Nano, st.RecordedTo); err == nil {
		d.Recorded, d.RecordedT = at.UTC().Format("2 January 2006, 15:04:05 UTC"), at.UTC().Format(time.RFC3339)
	}
	return nil
}

// Relations are counted apart from the nodes that they join.
var kindNames = map[string]string{
	"PERSON": "people", "STATE": "states", "ORGANIZATION": "organisations", "GROUP": "groups",
	"FORCE": "forces", "PLACE": "places", "EVENT": "events", "DOCUMENT": "documents",
	"STATEMENT": "statements", "COMMITMENT": "commitments",
}

// grouped writes a number with a narrow space between its thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	var out strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			out.WriteRune('\u202f')
		}
		out.WriteRune(c)
	}
	return out.String()
}
