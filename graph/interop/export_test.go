package interop

import (
	"context"
	"io"

	"onrecord/graph"
)

// ImportInParts is Import of a file that is cut as if these sizes made it large.
func ImportInParts(ctx context.Context, g *graph.Graph, r io.Reader, whole, part, most int, o Options) (graph.Receipt, error) {
	o.cuts = &cuts{whole: whole, part: part, most: most}
	return Import(ctx, g, r, o)
}
