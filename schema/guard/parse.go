package guard

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/kinds"
)

// parse builds the document. graphql-go's own parser cannot be used: a comment
// with one accented letter derails its lexer, it has no null, halves characters
// that are written as surrogate pairs, and draws every syntax error in time that
// grows with the square of the text.
//
// The parser recurses as deep as brackets nest, which lex has limited.
func parse(src string, tokens []token) (*Document, *Error) {
	p := &parser{src: src, tokens: tokens}
	sum := sha256.Sum256([]byte(src))
	doc := &Document{
		AST: ast.NewDocument(nil), Source: src, Hash: hex.EncodeToString(sum[:]),
		Fragments: map[string]*ast.FragmentDefinition{},
		lines:     lineStarts(src),
		weight:    4*len(src) + bytesPerToken*len(tokens),
	}
	for p.more(atEnd) {
		p.definition(doc)
	}
	if p.err == nil && len(doc.AST.Definitions) == 0 {
		p.unexpected("a query")
	}
	doc.AST.Loc = p.loc(0)
	return doc, p.err
}

// bytesPerToken is about what the syntax tree takes.
const bytesPerToken = 200

// parser reads tokens. After the first fault it stands at the end, where every
// loop ends.
type parser struct {
	src    string
	tokens []token
	next   int
	err    *Error
}

func (p *parser) peek() token { return p.tokens[p.next] }

func (p *parser) is(kind kind) bool { return p.peek().kind == kind }

func (p *parser) isWord(word string) bool { return p.is(aName) && p.peek().value == word }

// take leaves a token behind.
func (p *parser) take() token {
	t := p.peek()
	if t.kind != atEnd {
		p.next++
	}
	return t
}

func (p *parser) skip(kind kind) bool {
	if kind == atEnd || !p.is(kind) {
		return false
	}
	p.next++
	return true
}

// more reports whether a list goes on, that is, its end has not come.
func (p *parser) more(end kind) bool { return p.err == nil && !p.is(end) }

func (p *parser) expect(kind kind, what string) token {
	if !p.is(kind) {
		p.unexpected(what)
	}
	return p.take()
}

func (p *parser) unexpected(instead string) {
	t := p.peek()
	found := "<EOF>"
	switch t.kind {
	case atEnd:
	case aString:
		found = "a string"
	default:
		found = `"` + clip(t.value) + `"`
	}
	p.fail(t, "Syntax Error: Unexpected %s, expected %s.", found, instead)
}

func (p *parser) fail(at token, format string, args ...any) {
	if p.err == nil {
		p.err = refuseAt(p.src, at.start, CodeSyntaxError, format, args...)
	}
	p.next = len(p.tokens) - 1
}

// loc is the place of a node that began at start and ends with the last token.
func (p *parser) loc(start int) *ast.Location {
	end := start
	if p.next > 0 {
		end = max(start, p.tokens[p.next-1].end)
	}
	return &ast.Location{Start: start, End: end}
}

func (p *parser) definition(doc *Document) {
	start := p.peek()
	switch {
	case p.is('{'):
		op := ast.NewOperationDefinition(&ast.OperationDefinition{Operation: ast.OperationTypeQuery})
		op.SelectionSet = p.selectionSet()
		op.Loc = p.loc(start.start)
		doc.addOperation(op)
	case p.isWord(ast.OperationTypeQuery), p.isWord(ast.OperationTypeMutation), p.isWord(ast.OperationTypeSubscription):
		doc.addOperation(p.operation())
	case p.isWord("fragment"):
		fragment := p.fragmentDefinition()
		name := fragment.Name.Value
		if doc.Fragments[name] != nil && p.err == nil {
			p.fail(start, "There can be only one fragment named %q.", name)
			p.err.Code = CodeValidationFailed
		}
		doc.Fragments[name] = fragment
		doc.AST.Definitions = append(doc.AST.Definitions, fragment)
	case p.is(aString) || p.is(aName) && typeSystemWords[start.value]:
		p.fail(start, "A definition of the type system is not executable: send operations and fragments only.")
		p.err.Code = CodeValidationFailed
	default:
		p.unexpected("a query")
	}
}

var typeSystemWords = map[string]bool{
	"schema": true, "scalar": true, "type": true, "interface": true, "union": true,
	"enum": true, "input": true, "extend": true, "directive": true,
}

func (d *Document) addOperation(op *ast.OperationDefinition) {
	d.Operations = append(d.Operations, op)
	d.AST.Definitions = append(d.AST.Definitions, op)
}

func (p *parser) operation() *ast.OperationDefinition {
	start := p.take()
	op := ast.NewOperationDefinition(&ast.OperationDefinition{Operation: start.value})
	if p.is(aName) {
		op.Name = p.name()
	}
	if p.skip('(') {
		for ok := true; ok; ok = p.more(')') {
			op.VariableDefinitions = append(op.VariableDefinitions, p.variableDefinition())
		}
		p.expect(')', `")"`)
	}
	op.Directives = p.directives()
	op.SelectionSet = p.selectionSet()
	op.Loc = p.loc(start.start)
	return op
}

func (p *parser) variableDefinition() *ast.VariableDefinition {
	start := p.peek().start
	def := ast.NewVariableDefinition(nil)
	def.Variable = p.variable()
	p.expect(':', `":"`)
	def.Type = p.typ()
	if p.skip('=') {
		def.DefaultValue = p.value(true)
	}
	if p.is('@') {
		p.fail(p.peek(), "Syntax Error: The schema has no directives for variables.")
	}
	def.Loc = p.loc(start)
	return def
}

func (p *parser) typ() ast.Type {
	start := p.peek().start
	var typ ast.Type
	if p.skip('[') {
		inner := p.typ()
		p.expect(']', `"]"`)
		typ = ast.NewList(&ast.List{Type: inner, Loc: p.loc(start)})
	} else {
		typ = p.namedType()
	}
	if p.skip('!') {
		typ = ast.NewNonNull(&ast.NonNull{Type: typ, Loc: p.loc(start)})
	}
	return typ
}

func (p *parser) namedType() *ast.Named {
	name := p.name()
	return ast.NewNamed(&ast.Named{Name: name, Loc: name.Loc})
}

func (p *parser) name() *ast.Name {
	t := p.expect(aName, "a name")
	return ast.NewName(&ast.Name{Value: t.value, Loc: &ast.Location{Start: t.start, End: t.end}})
}

func (p *parser) fragmentDefinition() *ast.FragmentDefinition {
	start := p.take().start
	if p.isWord("on") {
		p.unexpected("the name of a fragment")
	}
	fragment := ast.NewFragmentDefinition(nil)
	fragment.Name = p.name()
	if !p.isWord("on") {
		p.unexpected(`"on"`)
	}
	p.take()
	fragment.TypeCondition = p.namedType()
	fragment.Directives = p.directives()
	fragment.SelectionSet = p.selectionSet()
	fragment.Loc = p.loc(start)
	return fragment
}

func (p *parser) selectionSet() *ast.SelectionSet {
	start := p.expect('{', `"{"`).start
	set := ast.NewSelectionSet(nil)
	for ok := true; ok; ok = p.more('}') {
		if p.is(spreadDot) {
			set.Selections = append(set.Selections, p.fragment())
		} else {
			set.Selections = append(set.Selections, p.field())
		}
	}
	p.expect('}', `"}"`)
	set.Loc = p.loc(start)
	return set
}

func (p *parser) field() *ast.Field {
	start := p.peek().start
	field := ast.NewField(nil)
	field.Name = p.name()
	if p.skip(':') {
		field.Alias = field.Name
		field.Name = p.name()
	}
	field.Arguments = p.arguments()
	field.Directives = p.directives()
	if p.is('{') {
		field.SelectionSet = p.selectionSet()
	}
	field.Loc = p.loc(start)
	return field
}

// fragment reads a spread or an inline fragment.
func (p *parser) fragment() ast.Selection {
	start := p.take().start
	if p.is(aName) && !p.isWord("on") {
		spread := ast.NewFragmentSpread(&ast.FragmentSpread{Name: p.name()})
		spread.Directives = p.directives()
		spread.Loc = p.loc(start)
		return spread
	}
	inline := ast.NewInlineFragment(nil)
	if p.isWord("on") {
		p.take()
		inline.TypeCondition = p.namedType()
	}
	inline.Directives = p.directives()
	inline.SelectionSet = p.selectionSet()
	inline.Loc = p.loc(start)
	return inline
}

func (p *parser) directives() []*ast.Directive {
	directives := []*ast.Directive{}
	for p.is('@') {
		start := p.take().start
		directive := ast.NewDirective(&ast.Directive{Name: p.name()})
		directive.Arguments = p.arguments()
		directive.Loc = p.loc(start)
		directives = append(directives, directive)
	}
	return directives
}

func (p *parser) arguments() []*ast.Argument {
	arguments := []*ast.Argument{}
	if !p.skip('(') {
		return arguments
	}
	for ok := true; ok; ok = p.more(')') {
		name := p.name()
		p.expect(':', `":"`)
		value := p.value(false)
		arguments = append(arguments, ast.NewArgument(&ast.Argument{Name: name, Value: value, Loc: p.loc(name.Loc.Start)}))
	}
	p.expect(')', `")"`)
	return arguments
}

func (p *parser) variable() *ast.Variable {
	start := p.expect('$', `"$"`).start
	name := p.name()
	return ast.NewVariable(&ast.Variable{Name: name, Loc: p.loc(start)})
}

// value reads a literal; a constant one holds no variables.
func (p *parser) value(constant bool) ast.Value {
	switch t := p.peek(); t.kind {
	case '[':
		return p.list(constant)
	case '{':
		return p.object(constant)
	case '$':
		if !constant {
			return p.variable()
		}
	case anInt:
		p.take()
		return ast.NewIntValue(&ast.IntValue{Value: t.value, Loc: p.loc(t.start)})
	case aFloat:
		p.take()
		return ast.NewFloatValue(&ast.FloatValue{Value: t.value, Loc: p.loc(t.start)})
	case aString:
		p.take()
		return ast.NewStringValue(&ast.StringValue{Value: t.value, Loc: p.loc(t.start)})
	case aName:
		p.take()
		return p.word(t)
	}
	at := p.peek().start
	p.unexpected("a value")
	return &Null{Loc: &ast.Location{Start: at, End: at}}
}

func (p *parser) word(t token) ast.Value {
	switch t.value {
	case "null":
		return &Null{Loc: p.loc(t.start)}
	case "true", "false":
		return ast.NewBooleanValue(&ast.BooleanValue{Value: t.value == "true", Loc: p.loc(t.start)})
	default:
		return ast.NewEnumValue(&ast.EnumValue{Value: t.value, Loc: p.loc(t.start)})
	}
}

func (p *parser) list(constant bool) ast.Value {
	start := p.take().start
	values := []ast.Value{}
	for p.more(']') {
		values = append(values, p.value(constant))
	}
	p.expect(']', `"]"`)
	return ast.NewListValue(&ast.ListValue{Values: values, Loc: p.loc(start)})
}

func (p *parser) object(constant bool) ast.Value {
	start := p.take().start
	object := &ast.ObjectValue{Kind: kinds.ObjectValue}
	for p.more('}') {
		name := p.name()
		p.expect(':', `":"`)
		value := p.value(constant)
		object.Fields = append(object.Fields, ast.NewObjectField(&ast.ObjectField{Name: name, Value: value, Loc: p.loc(name.Loc.Start)}))
	}
	p.expect('}', `"}"`)
	object.Loc = p.loc(start)
	return object
}
