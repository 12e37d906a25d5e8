package graph

// What tests outside the package need to see of its inside.

// StoredIDs gives the ids of nodes by number as they are stored, without
// following merges.
func StoredIDs(v *View, refs []Ref) ([]string, error) {
	nodes, err := loadNodes(v.cells, refs)
	out := make([]string, len(refs))
	for i, n := range nodes {
		if n != nil {
			out[i] = n.ID
		}
	}
	return out, err
}
