package schema

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/graphql-go/graphql"

	"onrecord/schema/plan"
)

// Reference executes a query by graphql.Execute, which knows nothing of levels
// and batches.
func (s *Schema) Reference(ctx context.Context, r Request) (*graphql.Result, error) {
	held := newRequest(ctx, s.graph, r.Language, r.By)
	defer held.close()
	doc, refused := s.guard.Prepare(r.Query)
	if len(refused) > 0 {
		return &graphql.Result{Errors: refused}, nil
	}
	op, err := s.guard.Operation(doc, r.OperationName)
	if err != nil {
		return nil, err
	}
	raw := map[string]any{}
	if len(r.Variables) > 0 {
		if err := json.Unmarshal(r.Variables, &raw); err != nil {
			return nil, err
		}
	}
	name := ""
	if op.Name != nil {
		name = op.Name.Value
	}
	return graphql.Execute(graphql.ExecuteParams{
		Schema: s.types, AST: doc.AST, OperationName: name, Args: raw,
		Context: plan.Reference(ctx, held.root(), slog.New(slog.DiscardHandler)),
	}), nil
}
