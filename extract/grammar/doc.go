// Package grammar reads the structure of a sentence: verb groups with their
// auxiliaries, noun phrases, who is the subject of a verb, where a clause
// begins.
//
// It looks at words, their tags and their places, never at what a verb means:
// that is for the packages that look for something, such as speech and
// commitments. A sentence is a Clause of items; an item is a word or a whole
// quotation, so that a quotation can be an object like any other. What a
// finder has taken for its own it claims, and subjects are looked for outside
// of it.
package grammar
