// Package names finds who and what a document names, and who a mention of it
// stands for.
//
// Find goes once through the words (find.go). A name is a run of capitalised
// words, cut where a title, an adjective of a state or a name that is known
// beforehand ends (gazetteer.go over the tables in states.go, regions.go and
// bodies.go). What stands before and after it is evidence of its kind
// (kinds.go) and of the office its bearer holds (offices.go). When all of the
// text was seen, names that are one person's or one organisation's are brought
// together (identity.go): a surname belongs to the only one who bears it, two
// who share one are never merged.
//
// Resolve takes a mention (a name, a surname, an office, a pronoun) and gives
// the entity, or nil (resolve.go, pronouns.go): nobody is a legal answer, a
// guess is not. A capital or a seat of government is a place where something
// happens in it, and its state where it speaks. Groups ("European leaders")
// and institutions ("the Russian foreign ministry") come to be when they are
// asked for (groups.go), as do bodies that have no name (nominals.go). A name
// that shows no kind has the one that an apposition (introduced.go,
// callings.go) or its doings (behaviour.go) show. ResolveAll takes a mention of several (several.go).
//
// Link says which entities the graph knows already (link.go).
//
// Everything is decided by the whole document and by general tables. What
// shows no kind stays without one: a wrong kind is worse than none.
package names
