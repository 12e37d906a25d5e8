package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// mostFacets bounds the values that facets give.
const mostFacets = 500

func (b *builder) facets() {
	b.object("Facet", "One value that members of a list have, and how many have it.", nil, []field{
		{name: "value", typ: "String!", about: "The value; the id when it is a node.", get: plan.String(func(f graph.Facet) string { return f.Value })},
		{name: "node", typ: "Node", about: "The value as a node: the speaker, the pledgor, the document; null when the value is no node.", get: plan.Value(func(f graph.Facet) any { return f.Node })},
		{name: "count", typ: "Int!", about: "How many members of the whole list have the value.", get: plan.Int(func(f graph.Facet) int { return f.Count })},
	})
}

const facetsAbout = "Counts the whole list, not only this page, by a property, the most frequent value first; null when more than 100,000 members would have to be counted. Computed only when selected. A member with several values counts for each of them, one without any for none."

func facetArgs(enum string) []arg {
	return []arg{
		{"by", enum + "!", "The property to count by.", nil},
		{"first", "Int", "How many values to give, 1 to 500.", 50},
	}
}

func (b *builder) statementFacets() field {
	return facetField(b, "StatementFacet", func(v *graph.View, list *graph.Connection[*graph.Node], by string, first int) ([]graph.Facet, error) {
		return v.StatementFacets(list, graph.StatementFacet(by), first)
	})
}

func (b *builder) commitmentFacets() field {
	return facetField(b, "CommitmentFacet", func(v *graph.View, list *graph.Connection[*graph.Node], by string, first int) ([]graph.Facet, error) {
		return v.CommitmentFacets(list, graph.CommitmentFacet(by), first)
	})
}

func facetField(b *builder, enum string, count func(*graph.View, *graph.Connection[*graph.Node], string, int) ([]graph.Facet, error)) field {
	return field{
		name: "facets", typ: "[Facet!]", about: facetsAbout, args: facetArgs(enum),
		get: load(b, func(c *plan.Call, _ *env, pages []*page) ([]any, error) {
			a := args(c.Args)
			first := a.count("first", 50)
			if first < 1 || first > mostFacets {
				return nil, &graph.Error{Code: graph.CodeBadPage, Message: "facets give 1 to 500 values: change first"}
			}
			out := make([]any, len(pages))
			for i, p := range pages {
				got, err := count(p.nodes.View, p.nodes, a.text("by"), first)
				if err != nil {
					return nil, err
				}
				out[i] = got
			}
			return out, nil
		}),
	}
}
