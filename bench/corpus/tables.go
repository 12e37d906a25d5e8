package corpus

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"onrecord/graph"
)

// Tables are the tables that WriteTables writes, in the order in which they can
// be copied.
var Tables = []string{"nodes", "actors", "documents", "statements", "commitments", "presences", "relations"}

// WriteTables writes the corpus as tables, a file each (nodes.copy ...), in the
// text format of PostgreSQL's COPY. Their columns are those of the peer's
// schema.sql.
func (c *Corpus) WriteTables(dir string) (err error) {
	t := &tables{files: map[string]*table{}, nums: map[string]int64{}}
	defer func() {
		for _, f := range t.files {
			err = errors.Join(err, f.close())
		}
	}()
	for _, name := range Tables {
		f, err := os.Create(filepath.Join(dir, name+".copy"))
		if err != nil {
			return err
		}
		t.files[name] = &table{file: f, out: bufio.NewWriterSize(f, 256<<10)}
	}
	named := c.Nodes()
	for _, n := range named.Nodes {
		num := t.node(n.ID, string(n.Kind), n.Name)
		t.nums[n.ID] = num
		if n.Kind != graph.Place {
			t.row("actors", num, n.ID, string(n.Kind), n.Name)
		}
	}
	for _, d := range named.Documents {
		t.nums[d.ID] = t.document(d)
	}
	for d := range c.Documents() {
		t.all(d)
	}
	return nil
}

// tables gives numbers to ids. Only what many documents speak of is kept.
type tables struct {
	files map[string]*table
	nums  map[string]int64
	last  int64
}

func (t *tables) row(name string, values ...any) { t.files[name].row(values) }

// labelled is how many characters of a text name its node.
const labelled = 120

func (t *tables) node(id, kind, label string) int64 {
	t.last++
	if utf8.RuneCountInString(label) > labelled {
		label = string([]rune(label)[:labelled-1]) + "…"
	}
	t.row("nodes", t.last, id, kind, label)
	return t.last
}

func (t *tables) document(d graph.DocumentDraft) int64 {
	num := t.node(d.ID, string(graph.Document), d.Title)
	kind := d.DocumentKind
	var text any
	if d.Text != nil {
		text = *d.Text
		if kind == "" {
			kind = graph.NewsArticle
		}
	}
	t.row("documents", num, d.ID, d.Title, string(kind), orNull(d.Publisher), orNull(d.PublishedAt), orNull(d.Language), text)
	return num
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// all writes the rows of a document and of what it holds.
func (t *tables) all(d *Document) {
	doc := t.document(d.draft)
	for _, s := range d.said {
		e := s.Evidence[0]
		num := t.node(s.ID, string(graph.Statement), e.Exact)
		speaker := t.nums[s.Speaker]
		t.row("statements", num, s.ID, string(graph.Statement), doc, speaker, s.SpeakerAs, e.Exact, *e.Start, *e.End,
			string(s.QuoteType), s.Cue, string(s.Act), s.Language, d.draft.PublishedAt)
		t.edge(graph.Stated, speaker, num, doc, e)
		t.edge(graph.ReportedIn, num, doc, doc, e)
		for _, about := range s.About {
			t.edge(graph.About, num, t.nums[about], doc, e)
		}
	}
	for _, p := range d.promised {
		num := t.node(p.ID, "COMMITMENT", p.Summary)
		pledgor := t.nums[p.PledgedBy[0]]
		t.row("commitments", num, p.ID, pledgor, doc, p.Summary, string(p.Strength), p.Deadline)
		t.edge(graph.Pledged, pledgor, num, doc, p.Evidence[0])
		for _, r := range d.became {
			status := "PRESENT"
			if r.Type == graph.OmittedFrom {
				status = "OMITTED"
			}
			t.row("presences", num, t.nums[r.To], status)
			t.edge(r.Type, num, t.nums[r.To], doc, r.Evidence[0])
		}
	}
}

func (t *tables) edge(kind graph.RelationType, from, to, doc int64, e graph.EvidenceDraft) {
	var start, end any
	if e.Start != nil {
		start, end = *e.Start, *e.End
	}
	t.row("relations", string(kind), from, to, doc, start, end)
}

// table writes rows until the first error.
type table struct {
	file *os.File
	out  *bufio.Writer
	line []byte
	err  error
}

// escapes are the characters that mean something in the text format.
var escapes = strings.NewReplacer("\\", `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func (t *table) row(values []any) {
	if t.err != nil {
		return
	}
	t.line = t.line[:0]
	for i, v := range values {
		if i > 0 {
			t.line = append(t.line, '\t')
		}
		switch v := v.(type) {
		case nil:
			t.line = append(t.line, `\N`...)
		case string:
			t.line = append(t.line, escapes.Replace(v)...)
		case int:
			t.line = strconv.AppendInt(t.line, int64(v), 10)
		case int64:
			t.line = strconv.AppendInt(t.line, v, 10)
		default:
			t.err = errors.New("a value of a kind that no column has")
		}
	}
	_, err := t.out.Write(append(t.line, '\n'))
	t.err = errors.Join(t.err, err)
}

func (t *table) close() error { return errors.Join(t.err, t.out.Flush(), t.file.Close()) }
