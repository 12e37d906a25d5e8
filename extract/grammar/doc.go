// Package grammar reads the structure of a sentence: verb groups with their
// auxiliaries (group.go), noun phrases to the left and to the right of a place,
// who is the subject of a verb (subject.go, apposition.go, governor.go,
// inverted.go), what may stand between a verb and its object (adverbials.go),
// what the main clause says of its subject (predicate.go).
//
// It looks at words, their tags and their places, never at what a verb means:
// that is for the packages that look for something, such as speech and
// commitments. A sentence is a Clause of items; an item is a word or a whole
// quotation, so that a quotation can be an object like any other. What a
// finder has taken for its own it claims, and subjects are looked for outside
// of it. How far each search goes is bounded, so that a page of words without
// sense takes no longer than one with it.
package grammar
