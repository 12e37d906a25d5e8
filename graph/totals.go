package graph

// Total is how long a list is: N members, or at least N when it is not exact.
type Total struct {
	N     int
	Exact bool
}

// Totals counts several lists together, each as Connection.Count does. They
// must be pages that one call gave, which share their view and their filter.
func Totals[T any](lists []*Connection[T]) ([]Total, error) {
	const stretch = 512
	out := make([]Total, len(lists))
	var (
		going []*walk[T]
		at    []int
	)
	for i, c := range lists {
		going, at = append(going, newWalk[T](c.View, c.source, window{size: stretch})), append(at, i)
	}
	for len(going) > 0 {
		for _, k := range going {
			k.found, k.items = nil, nil
		}
		first := lists[at[0]]
		if err := runWalks(first.View, going, stretch, first.accept); err != nil {
			return nil, err
		}
		left, leftAt := going[:0], at[:0]
		for j, k := range going {
			t := &out[at[j]]
			t.N += len(k.found)
			t.Exact = t.N <= mostCounted
			t.N = min(t.N, mostCounted)
			if len(k.found) == stretch && t.Exact {
				left, leftAt = append(left, k), append(leftAt, at[j])
			}
		}
		going, at = left, leftAt
	}
	return out, nil
}
