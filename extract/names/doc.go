// Package names finds who and what a document names, and who a mention of it
// stands for.
//
// A name is a run of capitalised words. Its kind is decided from evidence in
// the whole document: a title before it, a first name, an age after it, a
// pronoun's gender, a word that only organisations or places bear, a table of
// states with their demonyms and capitals. Names that share a surname are one
// person unless their first names differ.
//
// Resolve takes a mention (a name, a surname, a title, a pronoun) and gives
// the entity, or nil: nobody is a legal answer, a guess is not. Places are
// never people.
package names
