// Package speech finds who says what: quotations and reported speech, each with
// its exact spans, its cue, the mention of its speaker, what the speaker does
// by it and how sure he is.
//
// It goes by grammar. A sentence becomes a clause of items; every word of the
// cue lexicon becomes a cue with its verb group (cue.go). Each cue looks for
// what is attributed: to its left ("...," X said), to its right (X said that
// ...), or on both sides; then for who is its subject. The passes run in the
// order in which a cue can take words from another (clause.go): "according to"
// (according.go), then cues that follow their content (trailing.go, rest.go),
// then those that precede it (leading.go, takes.go), each ending where the
// reporter or another cue takes over (ends.go, handover.go), where
// the clause around it goes on (inserted.go) or where an object is over
// (objects.go). Quotations that no cue of their sentence took go to whoever was
// speaking (leftover.go, goon.go); titles and words held at arm's length go to
// nobody.
//
// What a statement relays of somebody else is a statement inside it
// (nested.go): the content is read again as a text of its own, a quotation
// without its marks. Within says in which statement it stands, so that the
// chain of who told what runs from the innermost speaker outwards.
//
// The act comes from the cue, or else from the content (act.go, meaning.go): a
// speaker who says that he will do it pledges, who says that it must be done
// demands. Whether "Oslo would send boats" is a pledge depends on whom the
// speaker speaks for, which ActOf is told. Hedges (hedge.go) are the speaker's
// own words, not those of whom he relays.
//
// Who a mention stands for is not decided here but in package names.
package speech
