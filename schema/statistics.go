package schema

import (
	"onrecord/graph"
	"onrecord/schema/plan"
)

// statistics is what the graph counts, with the version of the program.
type statistics struct {
	graph.Statistics
	version string
}

func (b *builder) statistics() {
	b.object("Statistics", "How much the graph holds, and how far its log reaches.", nil, []field{
		{name: "nodes", typ: "[KindCount!]!", about: "How many nodes were recorded, by kind; kinds without any are left out.", get: plan.Value(func(s *statistics) any { return s.Nodes })},
		{name: "relations", typ: "[TypeCount!]!", about: "How many relations were recorded, by type; types without any are left out.", get: plan.Value(func(s *statistics) any { return s.Relations })},
		{name: "documentsHeld", typ: "Int!", about: "How many documents are stored with their text.", get: plan.Int(func(s *statistics) int { return s.DocumentsHeld })},
		{name: "recordedTo", typ: "DateTime", about: "When the newest transaction was recorded; null when there is none.", get: plan.OptString(func(s *statistics) (string, bool) {
			return formatInstant(s.RecordedTo), !s.RecordedTo.IsZero()
		})},
		{name: "logHead", typ: "String!", about: "The digest of the newest entry of the log, in hexadecimal: it vouches for all before it.", get: plan.String(func(s *statistics) string { return s.LogHead.String() })},
		{name: "version", typ: "String!", about: "The version of the program.", get: plan.String(func(s *statistics) string { return s.version })},
	})
	b.object("KindCount", "How many nodes of a kind there are.", nil, []field{
		{name: "kind", typ: "NodeKind!", about: "The kind.", get: plan.String(func(k graph.KindCount) graph.NodeKind { return k.Kind })},
		{name: "count", typ: "Int!", about: "How many.", get: plan.Int(func(k graph.KindCount) int { return k.Count })},
	})
	b.object("TypeCount", "How many relations of a type there are.", nil, []field{
		{name: "type", typ: "RelationType!", about: "The type.", get: plan.String(func(t graph.TypeCount) graph.RelationType { return t.Type })},
		{name: "count", typ: "Int!", about: "How many.", get: plan.Int(func(t graph.TypeCount) int { return t.Count })},
	})
}

func (b *builder) statisticsField() []field {
	return []field{{
		name: "statistics", typ: "Statistics!", about: "How much the graph holds at present.",
		get: viewed(b, func(_ *plan.Call, e *env, _ args) (any, error) {
			got, err := e.view.Session().Statistics()
			if err != nil {
				return nil, err
			}
			return &statistics{got, b.version}, nil
		}),
	}}
}
