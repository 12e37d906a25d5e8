package guard

import (
	"sync"

	"github.com/graphql-go/graphql"
)

// Warm fills the tables that graphql-go builds at their first use without a
// lock: which objects an interface or union may be, and the values of enums.
// After it, concurrent requests only read them. Call it once, after NewSchema
// and before the schema is copied or served; New does.
func Warm(schema *graphql.Schema) {
	warming.Lock()
	defer warming.Unlock()
	for _, typ := range schema.TypeMap() {
		switch typ := typ.(type) {
		case *graphql.Interface:
			typ.Fields()
			schema.IsPossibleType(typ, schema.QueryType())
		case *graphql.Union:
			typ.Types()
			schema.IsPossibleType(typ, schema.QueryType())
		case *graphql.Object:
			typ.Fields()
			typ.Interfaces()
		case *graphql.InputObject:
			typ.Fields()
		case *graphql.Enum:
			typ.ParseValue("")
			typ.Serialize("")
		}
	}
}

// warming is held since all schemas share graphql-go's introspection types: two
// schemas that are warmed up at once would race for those.
var warming sync.Mutex
