// Package cache keeps what was decoded from the store, within a bound, shared
// by all sessions.
//
// An entry is what a session of one transaction read. It serves a session of
// another transaction only if nothing that it was made of changed between the
// two:
//
//   - A commit tells which keys it wrote before the store shows it (Changed).
//     Their entries go at once, and each leaves the number of the transaction in
//     a mark, so that a session that still reads the state before it cannot put
//     back what is out of date.
//   - A session says which transaction it reads, by number and digest, before it
//     looks anything up (Join). If that transaction does not follow from the ones
//     this cache was told of, somebody else wrote to the store, another server
//     for instance: everything older is then worth nothing, and is not used.
//
// So a reader never sees less than what was committed when its session was
// opened, its own writes included, and never a mixture of two states.
//
// What was used since the hand of the clock last passed stays; what was read once
// goes first. What is larger than a fraction of the bound is not kept.
//
// Look-ups take no lock. An entry does not change, a table is changed slot by slot,
// and a look-up that misses an entry while it is moved reads the store instead.
//
// Values are shared between goroutines: nobody may change them.
package cache
