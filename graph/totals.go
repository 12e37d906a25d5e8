package graph

// Total is how long a list is: N members, or at least N when it is not exact.
type Total struct {
	N     int
	Exact bool
}

// Totals counts several lists together, each as Connection.Count does. They
// must be pages that one call gave, which share their view and their filter.
func Totals[T any](lists []*Connection[T]) ([]Total, error) {
	out := make([]Total, len(lists))
	if len(lists) == 0 {
		return out, nil
	}
	srcs := make([]source, len(lists))
	for i, c := range lists {
		if c.all != nil { // no index holds the list
			var err error
			if out[i].N, out[i].Exact, err = c.Count(); err != nil {
				return nil, err
			}
			continue
		}
		srcs[i] = c.source
		out[i].Exact = true
	}
	first := lists[0]
	if first.all != nil {
		return out, nil
	}
	err := readWhole(first.View, srcs, first.accept, func(i int, found []T) (bool, error) {
		if out[i].N += len(found); out[i].N > mostCounted {
			out[i] = Total{N: mostCounted}
		}
		return out[i].Exact, nil
	})
	return out, err
}

// readWhole reads whole lists together, stretch by stretch, until yield has
// seen all of each or wants no more of it.
func readWhole[T any](v *View, srcs []source, ok accept[T], yield func(i int, found []T) (more bool, err error)) error {
	const stretch = 512
	going := make([]*walk[T], len(srcs))
	at := make([]int, len(srcs))
	for i, s := range srcs {
		going[i], at[i] = newWalk[T](v, s, window{size: stretch}), i
	}
	for len(going) > 0 {
		for _, k := range going {
			k.found, k.items = nil, nil
		}
		if err := runWalks(v, going, stretch, ok); err != nil {
			return err
		}
		left, leftAt := going[:0], at[:0]
		for j, k := range going {
			more, err := yield(at[j], k.found)
			if err != nil {
				return err
			}
			if more && len(k.found) == stretch {
				left, leftAt = append(left, k), append(leftAt, at[j])
			}
		}
		going, at = left, leftAt
	}
	return nil
}
