package guard

import (
	"fmt"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/visitor"
)

// rules are those that run in one walk over the document. Of graphql-go's own,
// these are left out:
//
//   - OverlappingFieldsCanBeMerged is exponential, see overlap.go;
//   - ArgumentsOfCorrectType, DefaultValuesOfCorrectType, UniqueInputFieldNames,
//     ProvidedNonNullArguments and VariablesInAllowedPosition know neither null
//     nor defaults of non-null types, and miss nested duplicates;
//   - FieldsOnCorrectType, KnownArgumentNames and KnownTypeNames spend hundreds
//     of megabytes on suggestions for long names;
//   - PossibleFragmentSpreads takes the type around an inline fragment without a
//     condition for the list or non-null type it is wrapped in;
//   - NoFragmentCycles and UniqueFragmentNames come too late, see measure.go.
var rules = []graphql.ValidationRuleFn{
	fieldsOnCorrectType,
	knownTypeNames,
	argumentsOfField,
	argumentsOfDirective,
	defaultValues,
	uniqueDirectives,
	graphql.FragmentsOnCompositeTypesRule,
	graphql.KnownDirectivesRule,
	graphql.KnownFragmentNamesRule,
	graphql.LoneAnonymousOperationRule,
	graphql.NoUndefinedVariablesRule,
	graphql.NoUnusedFragmentsRule,
	graphql.NoUnusedVariablesRule,
	possibleFragmentSpreads,
	graphql.ScalarLeafsRule,
	graphql.UniqueArgumentNamesRule,
	graphql.UniqueOperationNamesRule,
	graphql.UniqueVariableNamesRule,
	graphql.VariablesAreInputTypesRule,
}

// validate gives at most Limits.Errors findings, located and coded.
func (g *Guard) validate(doc *Document) []gqlerrors.FormattedError {
	if err := g.operationTypes(doc); err != nil {
		return []gqlerrors.FormattedError{err.Format()}
	}
	v := &findings{doc: doc, max: g.limits.Errors}
	v.walk(g.schema, doc.AST, g.limits.ListItems)
	v.orStop(func() { overlappingFields(g.schema, doc, v.report) })
	v.orStop(func() { variablePositions(g.schema, doc, v.report) })
	v.orStop(func() { singleRootField(doc, v.report) })
	return v.errs
}

// operationTypes refuses operations that the schema has no root type for; the
// rules would see a nil pointer there.
func (g *Guard) operationTypes(doc *Document) *Error {
	for _, op := range doc.Operations {
		if rootType(g.schema, op) == nil {
			return refuseAt(doc.Source, op.Loc.Start, CodeValidationFailed, "The schema has no %s operations.", op.Operation)
		}
	}
	return nil
}

func rootType(schema *graphql.Schema, op *ast.OperationDefinition) *graphql.Object {
	switch op.Operation {
	case ast.OperationTypeMutation:
		return schema.MutationType()
	case ast.OperationTypeSubscription:
		return schema.SubscriptionType()
	default:
		return schema.QueryType()
	}
}

// findings gathers errors until there are enough of them.
type findings struct {
	doc  *Document
	max  int
	errs []gqlerrors.FormattedError
}

// enough is panicked with, and recovered, to leave a walk that cannot be stopped
// in any other way.
type enough struct{}

func (v *findings) orStop(work func()) {
	defer func() {
		if p := recover(); p != nil && p != (enough{}) {
			panic(p)
		}
	}()
	work()
}

func (v *findings) report(message string, nodes ...ast.Node) {
	if len(v.errs) >= v.max {
		panic(enough{})
	}
	v.errs = append(v.errs, *v.located(gqlerrors.FormatError(finding(message, nodes...))))
}

// located completes an error whose locations are byte offsets.
func (v *findings) located(err gqlerrors.FormattedError) *gqlerrors.FormattedError {
	const longest = 1000
	if len(err.Message) > longest {
		err.Message = err.Message[:longest] + "..."
	}
	v.doc.Relocate([]gqlerrors.FormattedError{err})
	err.Extensions = map[string]any{"code": CodeValidationFailed}
	return &err
}

// walk runs the rules over the document. The first of them only watches how
// much the others have found: neither they nor graphql-go stop by themselves.
// It gives their number, which may exceed the limit by what one look at one node
// yields.
func (v *findings) walk(schema *graphql.Schema, tree *ast.Document, listItems int) int {
	var context *graphql.ValidationContext
	watch := func(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
		context = c
		return &graphql.ValidationRuleInstance{VisitorOpts: &visitor.VisitorOptions{
			Enter: func(visitor.VisitFuncParams) (string, any) {
				if len(c.Errors()) >= v.max {
					panic(enough{})
				}
				return visitor.ActionNoChange, nil
			},
		}}
	}
	longLists := func(c *graphql.ValidationContext) *graphql.ValidationRuleInstance {
		return listLengths(c, listItems)
	}
	all := append([]graphql.ValidationRuleFn{watch, longLists}, rules...)
	v.orStop(func() { graphql.ValidateDocument(schema, tree, all) })
	for _, err := range context.Errors() {
		if len(v.errs) == v.max {
			break
		}
		v.errs = append(v.errs, *v.located(err))
	}
	return len(context.Errors())
}

// finding makes an error that points at nodes.
func finding(message string, nodes ...ast.Node) error {
	return gqlerrors.NewError(message, nodes, "", nil, []int{}, nil)
}

// on makes a rule that looks at the nodes of one kind.
func on[N ast.Node](kind string, look func(node N)) *graphql.ValidationRuleInstance {
	return &graphql.ValidationRuleInstance{VisitorOpts: &visitor.VisitorOptions{
		KindFuncMap: map[string]visitor.NamedVisitFuncs{
			kind: {Kind: func(p visitor.VisitFuncParams) (string, any) {
				if node, ok := p.Node.(N); ok {
					look(node)
				}
				return visitor.ActionNoChange, nil
			}},
		},
	}}
}

// reportf reports a finding to graphql-go's context.
func reportf(c *graphql.ValidationContext, node ast.Node, format string, args ...any) {
	c.ReportError(finding(fmt.Sprintf(format, args...), node))
}
