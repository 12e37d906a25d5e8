package attacks

import "strings"

// values attacks through literals and variables.
func values() []Attack {
	const relate = "mutation($i:RelateInput!){relate(input:$i){transaction}}"
	const around = "query($ids:[ID!]!){neighborhood(ids:$ids){truncated}}"
	const page = "query($n:Int){statements(first:$n){nodes{id}}}"
	return []Attack{
		{Name: "a literal list of 1,400 items", Query: "{neighborhood(ids:[" + strings.Repeat("1 ", 1400) + "]){truncated}}", Code: "VALIDATION_FAILED"},
		{Name: "a literal list of 1,400 wrong items", Query: "{neighborhood(ids:[" + strings.Repeat("A ", 1400) + "]){truncated}}", Code: "VALIDATION_FAILED"},
		{Name: "an Int of 64 bits", Query: "{statements(first:99999999999999){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "an Int of 30,000 digits", Query: "{statements(first:" + strings.Repeat("9", 30000) + "){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "an Int with a huge exponent", Query: "{statements(first:1e999999999){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "null where it may not stand", Query: "{node(id:null){id}}", Code: "VALIDATION_FAILED"},
		{Name: "a variable's null where it may not stand", Query: "query($i:ID=null){node(id:$i){id}}", Code: "VALIDATION_FAILED"},
		{Name: "unknown fields of an input object", Query: "{statements(filter:{" + numbered("speakr%d:1 ", 400) + "}){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "one input field 400 times", Query: "{statements(filter:{" + strings.Repeat("text:\"\" ", 400) + "}){nodes{id}}}", Code: "VALIDATION_FAILED"},
		{Name: "variables nested 5,000 deep", Query: relate, Variables: strings.Repeat(`{"i":`, 5000) + "1" + strings.Repeat("}", 5000), Code: "TOO_DEEP"},
		{Name: "5 MB of brackets as variables", Query: relate, Variables: strings.Repeat("[", 5*megabyte), Code: "TOO_DEEP"},
		{Name: "9 MB of variables", Query: relate, Variables: `{"i":"` + strings.Repeat("x", 9*megabyte) + `"}`, Code: "VARIABLES_TOO_LARGE"},
		{Name: "4 MB of small values", Query: around, Variables: `{"ids":[` + strings.Repeat("[],", 4*megabyte/3) + "[]]}", Code: "TOO_MANY_ITEMS"},
		{Name: "a variable list of 5,000 items", Query: around, Variables: `{"ids":["a"` + strings.Repeat(`,"a"`, 4999) + "]}", Code: "TOO_MANY_ITEMS"},
		{Name: "a variable list of 1,000 wrong items", Query: around, Variables: `{"ids":[null` + strings.Repeat(`,{}`, 999) + "]}", Code: "BAD_VARIABLE"},
		{Name: "1,000 unknown fields in a variable", Query: relate, Variables: `{"i":{"type":"STATED"` + numbered(`,"frm%d":1`, 1000) + "}}", Code: "BAD_VARIABLE"},
		{Name: "variables cut off", Query: page, Variables: `{"n":`, Code: "BAD_VARIABLE"},
		{Name: "two variable objects", Query: page, Variables: `{"n":1}{"n":2}`, Code: "BAD_VARIABLE"},
		{Name: "variables that are a list", Query: page, Variables: `[1]`, Code: "BAD_VARIABLE"},
		{Name: "a variable that is not UTF-8", Query: page, Variables: "{\"n\":\"\xff\"}", Code: "BAD_VARIABLE"},
		{Name: "half of a surrogate pair in a variable", Query: page, Variables: `{"n":"\ud83d"}`, Code: "BAD_VARIABLE"},
		{Name: "a string for an Int", Query: page, Variables: `{"n":"3"}`, Code: "BAD_VARIABLE"},
		{Name: "a fraction for an Int", Query: page, Variables: `{"n":3.7}`, Code: "BAD_VARIABLE"},
		{Name: "a boolean for an Int", Query: page, Variables: `{"n":true}`, Code: "BAD_VARIABLE"},
		{Name: "an Int variable of a million digits", Query: page, Variables: `{"n":` + strings.Repeat("9", megabyte) + "}", Code: "BAD_VARIABLE"},
		{Name: "an Int variable with a huge exponent", Query: page, Variables: `{"n":1e999999999}`, Code: "BAD_VARIABLE"},
		{Name: "a required variable that is missing", Query: relate, Code: "BAD_VARIABLE"},
	}
}

// costs attacks by valid documents that would load too much.
func costs() []Attack {
	return []Attack{
		{Name: "a page of a million", Query: "{statements(first:1000000){nodes{id}}}", Code: "TOO_COSTLY"},
		{Name: "a page of two billion by a variable", Query: "query($n:Int!){statements(first:$n){nodes{id}}}", Variables: `{"n":2147483647}`, Code: "TOO_COSTLY"},
		{Name: "pages in pages", Query: "{statements(first:500){nodes{about(first:500){nodes{relations(first:500){nodes{id}}}}}}}", Code: "TOO_COSTLY"},
		{Name: "pages of the default size in pages", Query: "{statements{nodes{about{nodes{relations{nodes{relations{nodes{id}}}}}}}}}", Code: "TOO_COSTLY"},
		{Name: "pages in pages by fragments", Query: "{statements(first:400){...A}}fragment A on StatementConnection{nodes{about(first:400){...B}}}fragment B on NodeConnection{nodes{id}}", Code: "TOO_COSTLY"},
		{Name: "a page counted from its end", Query: "{statements(last:400){edges{node{about(last:400){edges{node{id}}}}}}}", Code: "TOO_COSTLY"},
		{Name: "20 aliases of a page of 2,000", Query: "{" + numbered("a%d:statements(first:2000){nodes{id}}", 20) + "}", Code: "TOO_COSTLY"},
		{Name: "introspection in introspection", Query: "{__schema{types{fields{type{fields{type{fields{type{fields{name}}}}}}}}}}", Code: "TOO_COSTLY"},
		{Name: "introspection of implementations", Query: "{__schema{types{possibleTypes{interfaces{possibleTypes{interfaces{possibleTypes{fields{name}}}}}}}}}", Code: "TOO_COSTLY"},
		{Name: "20 aliases of introspection", Query: "{" + numbered("a%d:__schema{types{fields{args{name type{name}}type{fields{name}}}}}", 20) + "}", Code: "TOO_COSTLY"},
		{Name: "introspection 24 levels deep", Query: "{__schema{types{" + strings.Repeat("ofType{", 24) + "name" + strings.Repeat("}", 27), Code: "TOO_DEEP"},
	}
}
