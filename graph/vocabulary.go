package graph

import (
	"regexp"
	"slices"
	"strings"

	"onrecord/graph/edtf"
)

// A property that other parts of the graph read: which kinds of nodes have it
// and which values it takes. Any other property name in lowerCamel case may be
// given to any node; its value is free.
type property struct {
	name  string
	kinds []NodeKind
	check func(value string) string // what is wrong, or ""
	// verbatim: the value is words of the document.
	verbatim bool
	// derived: the document does not hold the value in these characters (a
	// status, a normalised date); evidence shows what it was read from.
	about string
}

// Properties that are kept with the node's own record.
const (
	PropStatus   = "status"
	PropDate     = "date"
	PropISO3166  = "iso3166"
	PropSize     = "size"
	PropMention  = "mention"
	PropSaidAt   = "saidAt"
	PropSaidOn   = "saidOn"
	PropStrength = "strength"
	PropQuantity = "quantity"
	PropDeadline = "deadline"
	PropAction   = "action"
	PropModal    = "modal"
)

var properties = []property{
	{name: PropStatus, kinds: []NodeKind{Event}, check: oneOf([]EventStatus{Hypothetical, Planned, Ongoing, Occurred, EventCancelled}), about: "whether the event took place"},
	{name: PropDate, kinds: []NodeKind{Event}, check: checkEDTF, about: "when the event took place (EDTF)"},
	{name: PropISO3166, kinds: []NodeKind{State}, check: matches(`^[A-Z]{2}$`, "two capital letters"), about: "ISO 3166-1 alpha-2"},
	{name: PropSize, kinds: []NodeKind{Force}, verbatim: true, about: "how large the force is, as worded"},
	{name: PropMention, kinds: append([]NodeKind{Document}, things...), verbatim: true, about: "how the source words it"},
	{name: PropSaidAt, kinds: []NodeKind{Statement}, check: checkEDTF, about: "when it was said (EDTF)"},
	{name: PropSaidOn, kinds: []NodeKind{Statement}, verbatim: true, about: "where it was said, as worded"},
	{name: PropStrength, kinds: []NodeKind{Commitment}, check: oneOf(strengths), about: "how firmly it was undertaken"},
	{name: PropQuantity, kinds: []NodeKind{Commitment}, verbatim: true, about: "how much, as worded"},
	{name: PropDeadline, kinds: []NodeKind{Commitment}, check: checkEDTF, about: "until when (EDTF)"},
	{name: PropAction, kinds: []NodeKind{Commitment}, about: "what is to be done: deploy, monitor, fund"},
	{name: PropModal, kinds: []NodeKind{Commitment}, verbatim: true, about: "the modal verb, as worded"},
}

var propertyName = regexp.MustCompile(`^[a-z][A-Za-z0-9]{0,63}$`)

func propertyOf(name string) *property {
	for i := range properties {
		if properties[i].name == name {
			return &properties[i]
		}
	}
	return nil
}

// checkProperty says whether a node of the kind may have the property with the
// value.
func checkProperty(k NodeKind, name, value string) *Error {
	if !propertyName.MatchString(name) {
		return errorf(CodeBadInput, "the property %s is not a name in lowerCamel case", quoted(name))
	}
	if value == "" {
		return errorf(CodeBadInput, "the property %s has no value", name)
	}
	p := propertyOf(name)
	if p == nil {
		return nil
	}
	if !slices.Contains(p.kinds, k) {
		return errorf(CodeBadInput, "the property %s belongs to %v, not to a %s", name, p.kinds, k)
	}
	if p.check != nil {
		if wrong := p.check(value); wrong != "" {
			return errorf(CodeBadInput, "the value %s of property %s: %s", quoted(value), name, wrong)
		}
	}
	return nil
}

func oneOf[T ~string](list []T) func(string) string {
	return func(v string) string {
		if slices.Contains(list, T(v)) {
			return ""
		}
		names := make([]string, len(list))
		for i, x := range list {
			names[i] = string(x)
		}
		return "use one of " + strings.Join(names, ", ")
	}
}

func matches(pattern, words string) func(string) string {
	re := regexp.MustCompile(pattern)
	return func(v string) string {
		if re.MatchString(v) {
			return ""
		}
		return "use " + words
	}
}

func checkEDTF(v string) string {
	if _, err := edtf.Parse(v); err != nil {
		return err.Error()
	}
	return ""
}

// enumOf checks a value of one of the contract's enums; empty is allowed and
// takes its default elsewhere.
func enumOf[T ~string](what string, list []T, v T) *Error {
	if v == "" {
		return nil
	}
	if wrong := oneOf(list)(string(v)); wrong != "" {
		return errorf(CodeBadInput, "%s %s: %s", what, quoted(string(v)), wrong)
	}
	return nil
}
