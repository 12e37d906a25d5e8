package guard

import (
	"iter"
	"slices"
	"strings"
)

// suggest gives " Did you mean ...?" for a misspelt name, or nothing. Unlike
// graphql-go's it has a stable order and a bounded price: two rows of a table,
// and long names, which nobody mistypes, are left alone.
func suggest(name string, options iter.Seq[string]) string {
	const longest, most = 40, 3
	if len(name) > longest {
		return ""
	}
	type candidate struct {
		name string
		far  int
	}
	var near []candidate
	lower := strings.ToLower(name)
	for option := range options {
		allowed := max(min(len(name), len(option))*2/5, 1)
		if len(option) > longest || abs(len(option)-len(name)) > allowed {
			continue
		}
		if far := distance(lower, strings.ToLower(option)); far <= allowed {
			near = append(near, candidate{option, far})
		}
	}
	if len(near) == 0 {
		return ""
	}
	slices.SortFunc(near, func(a, b candidate) int {
		if a.far != b.far {
			return a.far - b.far
		}
		return strings.Compare(a.name, b.name)
	})
	quoted := make([]string, 0, most)
	for _, c := range near[:min(most, len(near))] {
		quoted = append(quoted, `"`+c.name+`"`)
	}
	return " Did you mean " + strings.Join(quoted, " or ") + "?"
}

// distance counts the insertions, deletions, substitutions and exchanges of
// neighbours between two short ASCII names.
func distance(a, b string) int {
	var rows [3][64]int
	before, above, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range above {
		above[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			substitute := above[j]
			if a[i] != b[j] {
				substitute++
			}
			row[j+1] = min(substitute, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}

func abs(n int) int { return max(n, -n) }
