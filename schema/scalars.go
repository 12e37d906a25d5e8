package schema

import (
	"errors"
	"time"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"onrecord/graph/edtf"
)

const (
	dateTimeAbout = "An instant, as RFC 3339 writes it: `2026-01-06T18:30:00Z`. A fraction of a second may follow the seconds; answers are in UTC and exact to the microsecond.\nSpecified by: https://www.rfc-editor.org/rfc/rfc3339"
	edtfAbout     = "A date as exact as a source gives it, in the Extended Date/Time Format, level 1: a day `2026-01-06`, a month `2026-01`, a year `2022`, about a month `2026-01~`, an interval `2022-02-24/..`. Filters match when the days of both overlap; order is by the earliest day.\nSpecified by: https://www.loc.gov/standards/datetime/"
)

// textScalars are the scalars of the contract.
var textScalars = []string{"DateTime", "EDTF"}

func (b *builder) scalars() {
	b.add("DateTime", scalar("DateTime", dateTimeAbout, func(s string) any {
		t, err := time.Parse(time.RFC3339Nano, s)
		if err != nil || len(s) > 64 {
			return errors.New("this is no RFC 3339 instant; write one like 2026-01-06T18:30:00Z")
		}
		return t
	}))
	b.add("EDTF", scalar("EDTF", edtfAbout, func(s string) any {
		d, err := edtf.Parse(s)
		if err != nil {
			return err
		}
		return d
	}))
}

// scalar makes a scalar that is written as a string. An error that parse gives
// as its value is the reason the client reads.
func scalar(name, about string, parse func(string) any) *graphql.Scalar {
	return graphql.NewScalar(graphql.ScalarConfig{
		Name: name, Description: about,
		Serialize: func(v any) any {
			switch v := v.(type) {
			case string:
				return v // as textScalars promises the executor
			case edtf.Date:
				return v.String()
			case time.Time:
				return formatInstant(v)
			}
			return nil
		},
		ParseValue: func(v any) any {
			if s, ok := v.(string); ok {
				return parse(s)
			}
			return nil
		},
		ParseLiteral: func(v ast.Value) any {
			if s, ok := v.(*ast.StringValue); ok {
				return parse(s.Value)
			}
			return nil
		},
	})
}

func formatInstant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
