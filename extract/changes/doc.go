// Package changes finds what a document reports of texts: that a commitment
// was omitted from the final statement, no longer stands in the draft, was
// watered down, strengthened or added.
//
// A verb tells of most of them (actions.go); others are told by a turn of
// phrase: "is nowhere in", "survived only as", "made it into" (phrasal.go).
//
// The document must be a text (a statement, a treaty, a bill), told by its
// noun; what was cut from a budget or dropped from a team is no change of
// wording.
package changes
