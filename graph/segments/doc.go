// Package segments is the inverted index that search and trace share: it says
// in which nodes, and at which places of which documents, a word occurs.
//
// # Units
//
// What a posting names is a unit. A unit is either a node with the words of its
// names and its statement, or a passage of a document: PassageWords words of
// the canonical text, one window after the other, none overlapping (Cut). The
// units of a segment are numbered from 0; a table says which node each stands
// for and, of a passage, at which byte it begins and ends. Words are folded by
// Word, texts are taken apart by Words.
//
// # What lies in the store
//
// A transaction writes one segment: blocks of about 8 KiB of sorted words with
// the units they occur in, blocks of the table of units, and a head that says
// with which word each block begins. Reading k words from s segments is one
// GetMany of the blocks they fall in. Blocks are never changed under the name
// they are cached by: a segment's number is never given again, and removing the
// words of a text raises the segment's generation.
//
// # Folding
//
// Segments of a size are folded into one: their units are numbered on, their
// postings put one behind the other; no text is read again. Eight small ones are
// folded by the transaction that makes the eighth (Write); three larger ones by
// Merge beside the transactions, since a word that is looked for may have to be
// read in each: it reads a snapshot, writes blocks that nobody sees yet, and
// swaps the heads in one small transaction, unless one of the
// folded segments has changed since. What a crash leaves over, the next Merge
// sweeps away.
//
// Segments are derived: they are no part of the log, and take no numbers from
// the graph's.
//
// # Asking
//
// Reader.Postings gives the nodes of each word, for search. Reader.Quest finds
// the passages that a quote may have come from, a few at a time: its rarest words
// and pairs find candidates, and where those come to nothing more common ones do,
// a step at a time (Quest.Widen). What else the quote has only tells candidates
// apart, and is looked for only in those that are asked for. Since a changed word
// spoils two pairs and no more, who asks can say how many pairs must be there;
// when fewer are left that were not looked for, nothing can have been missed. The
// work is bounded. A Hit names a document and the bytes [Start, End) of its
// canonical text where to look; whoever aligns the words may look beyond it.
package segments
