// Package extract reads the news: from the plain text of a document it makes
// attributions, each with its exact spans, and a graph.Draft of them.
//
// It goes by grammar, not by a model. Package words gives words, tags,
// sentences and quotations; package cues the lexicon of what attributes. Here
// a sentence becomes items (words, and quotations as one item each), verb
// groups are found around cues, each cue looks for what is attributed (to its
// right, to its left, or both), then for who is its subject. Quotations that
// no cue of their sentence took go to whoever was speaking. Package names
// knows the people, states and organisations of the document and who a
// pronoun, surname or title stands for.
//
// Offsets are bytes of the canonical text; what leaves the package for
// clients counts code points.
package extract
