// Package cues knows which words of English attribute: verbs of speech,
// belief, intent and commitment, the nouns that go with them, and how each
// takes what it attributes (a clause, an infinitive, an object, a quotation).
//
// The lexicon goes by lemma; forms are derived. What counts as a group of
// verbs around a cue is grammar and lives in extract.
package cues
