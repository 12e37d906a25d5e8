// Package cells keeps history: an ordered map whose every entry remembers the
// transaction that began it and, once it is over, the one that ended it.
//
// A cell that holds now lies in the current range; a cell that ended lies in
// the history range, under its key and the transaction that ended it. A read
// of the present touches the current range alone, however long the history
// is. A read as of an earlier transaction takes what the current range had
// begun by then and what the history range had not ended yet.
//
// Keys are chosen by package graph such that no key is a proper prefix of
// another; that keeps both ranges in the same order.
package cells
