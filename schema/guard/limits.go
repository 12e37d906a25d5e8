package guard

// Limits bounds what one request may ask for. A zero field means the default.
type Limits struct {
	// Of the text, checked while it is read.

	Bytes     int // length of the query text
	Tokens    int // lexical tokens
	Nesting   int // brackets of any kind inside each other
	NameBytes int // length of one name

	// Of the document, counted before it is validated. Depth and Fields count
	// as if every fragment were written out; what stands below __schema and
	// __type has limits of its own, since code generators ask for all of it.

	Depth               int // fields inside fields
	Fields              int // fields in one operation
	IntrospectionDepth  int // as Depth, below __schema and __type
	IntrospectionFields int // as Fields, below __schema and __type
	Aliases             int // renamed fields in the document
	Directives          int // directives in the document
	RootFields          int // fields at the top of one operation
	Fragments           int // fragment definitions
	Operations          int // operation definitions
	Variables           int // variables of one operation

	// Of the values.

	ListItems       int // items of one list, literal or variable
	VariableBytes   int // length of the variables' JSON text
	UploadBytes     int // the same, from a caller who may write
	VariableNesting int // brackets inside each other in that text
	VariableValues  int // values of any kind in that text

	// Of the work, estimated in objects before execution.

	Cost              int // objects that one operation may load
	IntrospectionCost int // as Cost, below __schema and __type
	PageSize          int // assumed length of a page whose first and last are not given
	PlainList         int // assumed length of a list that takes no size argument

	Errors int // findings after which validation stops

	// Of the cache.

	CachedDocuments int // documents kept
	CachedBytes     int // memory that they may take, estimated
}

// DefaultLimits admits full introspection and deep analyst queries, and refuses
// what graphql-go takes more than some milliseconds for.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 32 << 10, Tokens: 1500, Nesting: 30, NameBytes: 128,
		Depth: 15, Fields: 400, IntrospectionDepth: 22, IntrospectionFields: 800,
		Aliases: 50, Directives: 20, RootFields: 20, Fragments: 30, Operations: 5, Variables: 50,
		ListItems: 1000, VariableBytes: 8 << 20, UploadBytes: 40 << 20, VariableNesting: 20, VariableValues: 25000,
		Cost: 20000, IntrospectionCost: 60000, PageSize: 20, PlainList: 2,
		Errors:          20,
		CachedDocuments: 1000, CachedBytes: 64 << 20,
	}
}

// withDefaults fills the fields that are zero.
func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ have, want *int }{
		{&l.Bytes, &d.Bytes},
		{&l.Tokens, &d.Tokens},
		{&l.Nesting, &d.Nesting},
		{&l.NameBytes, &d.NameBytes},
		{&l.Depth, &d.Depth},
		{&l.Fields, &d.Fields},
		{&l.IntrospectionDepth, &d.IntrospectionDepth},
		{&l.IntrospectionFields, &d.IntrospectionFields},
		{&l.Aliases, &d.Aliases},
		{&l.Directives, &d.Directives},
		{&l.RootFields, &d.RootFields},
		{&l.Fragments, &d.Fragments},
		{&l.Operations, &d.Operations},
		{&l.Variables, &d.Variables},
		{&l.ListItems, &d.ListItems},
		{&l.VariableBytes, &d.VariableBytes},
		{&l.UploadBytes, &d.UploadBytes},
		{&l.VariableNesting, &d.VariableNesting},
		{&l.VariableValues, &d.VariableValues},
		{&l.Cost, &d.Cost},
		{&l.IntrospectionCost, &d.IntrospectionCost},
		{&l.PageSize, &d.PageSize},
		{&l.PlainList, &d.PlainList},
		{&l.Errors, &d.Errors},
		{&l.CachedDocuments, &d.CachedDocuments},
		{&l.CachedBytes, &d.CachedBytes},
	} {
		if *f.have == 0 {
			*f.have = *f.want
		}
	}
	return l
}

// saturated is where counting stops: sums and products above it stay there, so
// that an exponential document cannot wrap a counter around.
const saturated = 1 << 30

func plus(a, b int) int { return min(a+b, saturated) }

func times(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	if a > saturated/b {
		return saturated
	}
	return a * b
}
