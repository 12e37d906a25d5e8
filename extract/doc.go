// Package extract reads the news: from the text of a document it makes a
// graph.Draft of who says what, who promises what, and what was dropped along
// the way, each with its exact words.
//
// The way of a sentence:
//
//	page         finds the article in a file or an HTML page
//	words        divides it into words with tags, sentences and quotations
//	grammar      reads a sentence: verb groups, noun phrases, subjects
//	cues         the lexicon of what attributes: said, claim, according to
//	speech       quotations and reported speech, their mention of a speaker,
//	             act, hedges, and which stands inside which
//	names        who the mentions are: people, states, organisations, groups;
//	             which of them the graph knows already
//	commitments  what is promised, offered, refused, denied, taken back
//	changes      what was omitted from a text, or weakened in it
//
// Extract puts the pieces together (draft*.go): actors, then statements, then
// commitments and changes, then what was only described, when it is known which
// names are taken. Everything is a proposal: EXTRACTED, PENDING, with a
// confidence that speech measured on annotated news.
//
// It goes by grammar, not by a model, and reads English. Offsets are bytes of
// the canonical text; what leaves the package for clients counts code points.
package extract
