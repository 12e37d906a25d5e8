package schema

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"

	"onrecord/schema/guard/introspect"
)

// printSchema writes a schema in GraphQL's schema language, types and members by
// name. Enum values stand in the order in which they are declared by name too,
// so equal schemas give equal text.
func printSchema(s *graphql.Schema) (string, error) {
	p := &printer{}
	types := s.TypeMap()
	for _, name := range slices.Sorted(maps.Keys(types)) {
		if strings.HasPrefix(name, "__") || builtIn[name] {
			continue
		}
		if p.b.Len() > 0 {
			p.b.WriteByte('\n')
		}
		if err := p.typ(types[name]); err != nil {
			return "", fmt.Errorf("schema: %s: %w", name, err)
		}
	}
	return p.b.String(), nil
}

var builtIn = map[string]bool{"ID": true, "String": true, "Int": true, "Float": true, "Boolean": true}

type printer struct{ b strings.Builder }

func (p *printer) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

// describe writes a description as a block string.
func (p *printer) describe(indent, about string) {
	if about == "" {
		return
	}
	about = strings.ReplaceAll(about, `"""`, `\"""`)
	if !strings.Contains(about, "\n") && !strings.HasSuffix(about, `"`) && !strings.HasSuffix(about, `\`) {
		p.line(`%s"""%s"""`, indent, about)
		return
	}
	p.line(`%s"""`, indent)
	for _, l := range strings.Split(about, "\n") {
		p.line("%s%s", indent, l)
	}
	p.line(`%s"""`, indent)
}

func (p *printer) typ(t graphql.Type) error {
	switch t := t.(type) {
	case *graphql.Scalar:
		p.scalar(t)
	case *graphql.Enum:
		p.enum(t)
	case *graphql.InputObject:
		return p.input(t)
	case *graphql.Interface:
		p.describe("", t.Description())
		p.line("interface %s {", t.Name())
		return p.fields(t.Fields())
	case *graphql.Object:
		p.describe("", t.Description())
		names := make([]string, 0, 2)
		for _, i := range t.Interfaces() {
			names = append(names, i.Name())
		}
		implements := ""
		if len(names) > 0 {
			slices.Sort(names)
			implements = " implements " + strings.Join(names, " & ")
		}
		p.line("type %s%s {", t.Name(), implements)
		return p.fields(t.Fields())
	default:
		return fmt.Errorf("a type of this sort (%T) cannot be printed", t)
	}
	return nil
}

// scalar writes a scalar; the line of its description that names its
// specification is also a directive.
func (p *printer) scalar(t *graphql.Scalar) {
	_, url, specified := strings.Cut(t.Description(), "\nSpecified by: ")
	p.describe("", t.Description())
	if specified {
		p.line("scalar %s @specifiedBy(url: %q)", t.Name(), url)
		return
	}
	p.line("scalar %s", t.Name())
}

func (p *printer) enum(t *graphql.Enum) {
	p.describe("", t.Description())
	p.line("enum %s {", t.Name())
	values := slices.Clone(t.Values())
	slices.SortFunc(values, func(a, b *graphql.EnumValueDefinition) int { return strings.Compare(a.Name, b.Name) })
	for _, v := range values {
		p.describe("  ", v.Description)
		p.line("  %s", v.Name)
	}
	p.line("}")
}

func (p *printer) input(t *graphql.InputObject) error {
	p.describe("", t.Description())
	p.line("input %s {", t.Name())
	fields := t.Fields()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
		text, err := withDefault(name, f.Type, f.DefaultValue)
		if err != nil {
			return err
		}
		p.describe("  ", f.Description())
		p.line("  %s", text)
	}
	p.line("}")
	return nil
}

func (p *printer) fields(fields graphql.FieldDefinitionMap) error {
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f := fields[name]
		p.describe("  ", f.Description)
		if len(f.Args) == 0 {
			p.line("  %s: %s", name, f.Type)
			continue
		}
		p.line("  %s(", name)
		list := slices.Clone(f.Args)
		slices.SortFunc(list, func(a, b *graphql.Argument) int { return strings.Compare(a.Name(), b.Name()) })
		for _, a := range list {
			text, err := withDefault(a.Name(), a.Type, a.DefaultValue)
			if err != nil {
				return err
			}
			p.describe("    ", a.Description())
			p.line("    %s", text)
		}
		p.line("  ): %s", f.Type)
	}
	p.line("}")
	return nil
}

func withDefault(name string, t graphql.Type, value any) (string, error) {
	text := name + ": " + t.String()
	if value == nil {
		return text, nil
	}
	literal, err := introspect.Literal(value, t)
	if err != nil {
		return "", err
	}
	return text + " = " + literal, nil
}
