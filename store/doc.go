// Package store is the ground floor of onrecord: an ordered, transactional
// key-value interface over bytes.
//
// It knows nothing of graphs, documents or quotes; those live in package
// graph, which owns every key. What the interface promises is written beside
// each method, and package storetest holds every engine to it: store/badger
// (embedded, the default) and store/mem (for tests).
//
// The words used here:
//
//   - A snapshot is a view of everything that was committed before it was
//     taken, and of nothing else.
//   - An update is a closure that reads and writes. All its writes become
//     visible and durable together, or none does.
//   - A load is an update of any size. It holds the writer for its duration, and
//     may be taken up again after an interruption.
//   - A token names a committed state. Tokens are opaque but ordered: of two
//     snapshots, the one with the larger token has seen more.
package store
