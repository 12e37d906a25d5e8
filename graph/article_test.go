package graph_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/graph"
	"onrecord/graph/interop"
	"onrecord/seeds"
	"onrecord/store/mem"
)

// article writes the founding article with its annotation.
func article(t *testing.T) (*terrain, *graph.View) {
	t.Helper()
	w := newTerrain(t, mem.New())
	f, err := seeds.Files().Open(seeds.Annotation)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := interop.Import(context.Background(), w.g, f, interop.Options{Name: seeds.Annotation, FS: seeds.Files()}); err != nil {
		t.Fatal(err)
	}
	return w, w.view()
}

func TestTheArticleIsCovered(t *testing.T) {
	w, v := article(t)
	c, err := v.Coverage(w.node(v, "document:paris-security-guarantees"))
	if err != nil {
		t.Fatal(err)
	}
	counts, open := uncovered(t, v, c)
	t.Log(counts)
	if c.Sentences == 0 || c.Covered != c.Sentences || c.Quotations != 19 || c.Attributed != 19 || len(open) != 0 {
		t.Errorf("%s; open: %q", counts, open)
	}
}

func TestTheArticleIsWalked(t *testing.T) {
	w, v := article(t)
	paths, err := v.Paths(graph.PathsQuery{
		From: "person:jared-kushner", To: "person:vladimir-putin", ExcludeTypes: []graph.RelationType{graph.ReportedIn, graph.IncludedIn},
	})
	if err != nil || len(paths) == 0 {
		t.Fatalf("paths: %v, %v", paths, err)
	}
	for _, p := range paths {
		t.Log(p.Length, nodeIDs(p.Nodes))
		for i, r := range p.Relations {
			a, b := p.Nodes[i].Ref, p.Nodes[i+1].Ref
			if r.Type == graph.ReportedIn || (r.From != a || r.To != b) && (r.From != b || r.To != a) {
				t.Errorf("%s does not join %s and %s", r.Type, p.Nodes[i].ID, p.Nodes[i+1].ID)
			}
		}
	}
	around, err := v.Neighborhood(graph.NeighborhoodQuery{IDs: []string{"state:ukraine"}, Depth: 2, Limit: 60})
	if err != nil || len(around.Nodes) != 60 || !around.Truncated || len(around.LeftOut) == 0 {
		t.Errorf("around Ukraine: %d nodes, %v", len(around.Nodes), err)
	}
	links, err := v.Links(graph.LinksQuery{Limit: 5})
	if err != nil || len(links) != 5 || links[0].Weight < 2 {
		t.Errorf("links: %v, %v", links, err)
	}
	for _, l := range links {
		t.Log(l.From.ID, l.To.ID, l.Weight)
	}
	if got := timelinePages(t, v, graph.TimelineQuery{}, 3); len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), "2026-01-06 BEGAN event:") {
		t.Errorf("timeline: %q", got)
	}
	docs, err := v.NodesByID([]string{"document:paris-initial-draft", "document:paris-final-statement"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := v.CompareDocuments(docs[0], docs[1])
	if err != nil {
		t.Fatal(err)
	}
	var fates []string
	for _, p := range got {
		fates = append(fates, p.Commitment.ID+" "+string(p.Status)+" "+string(p.Basis))
	}
	if diff := cmp.Diff([]string{"commitment:us-support-for-the-multinational-force OMITTED REPORTED"}, fates); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	page := graph.MaxPage
	all, err := v.Annotations([]*graph.Node{w.node(v, "document:paris-security-guarantees")}, graph.Page{First: &page})
	if err != nil || len(all[0].Items) < 100 {
		t.Errorf("annotations: %v", err)
	}
}
