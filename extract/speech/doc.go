// Package speech finds who says what: quotations and reported speech, each with
// its exact spans, its cue and the mention of its speaker.
//
// It goes by grammar. A sentence becomes a clause of items; every word of the
// cue lexicon becomes a cue with its verb group. Each cue looks for what is
// attributed: to its left ("...," X said), to its right (X said that ...), or
// on both sides; then for who is its subject. Quotations that no cue of their
// sentence took go to whoever was speaking. The passes run in the order in
// which a cue can take words from another: "according to", then cues that
// follow their content, then those that precede it, then what is left over.
//
// Who a mention stands for is not decided here but in package names.
package speech
