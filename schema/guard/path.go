package guard

import (
	"strconv"
	"strings"
)

// path says where inside a value something is: $input.evidence[0].exact. It is
// written out only for a message. The nil path is the root of a literal.
type path struct {
	up   *path
	step string // with its punctuation
}

func (p *path) field(name string) *path {
	if p == nil {
		return &path{step: name}
	}
	return &path{up: p, step: "." + name}
}

func (p *path) index(i int) *path {
	return &path{up: p, step: "[" + strconv.Itoa(i) + "]"}
}

// String implements fmt.Stringer.
func (p *path) String() string {
	var steps []string
	for ; p != nil; p = p.up {
		steps = append(steps, p.step)
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
	}
	return b.String()
}
