package guard

import (
	"github.com/graphql-go/graphql/language/ast"
)

// Null is the literal null, which graphql-go's own syntax tree cannot express.
// It is an ast.Value with the kind NullValue: graphql-go's visitor passes over
// it, and its executor takes it for an absent value.
type Null struct {
	Loc *ast.Location
}

// GetKind implements ast.Node.
func (*Null) GetKind() string { return "NullValue" }

// GetLoc implements ast.Node.
func (n *Null) GetLoc() *ast.Location { return n.Loc }

// GetValue implements ast.Value.
func (*Null) GetValue() any { return nil }

// IsNull reports whether a value is the literal null.
func IsNull(value ast.Value) bool {
	_, ok := value.(*Null)
	return ok
}
