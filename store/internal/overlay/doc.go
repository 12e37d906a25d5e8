// Package overlay is the half of an update that no engine needs to write
// twice: the writes that are not committed yet, and a transaction that reads
// through them to a committed state beneath.
//
// Writes is a set of pending writes, kept in key order. A Tx begins on top of
// such a set, which it never changes; when its closure succeeds, End hands
// out a larger set, and when it fails the set is simply forgotten. That is
// what lets an engine run several closures for one commit and discard each
// alone.
package overlay
