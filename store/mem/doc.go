// Package mem is a store in memory, for tests. It keeps every promise of
// package store except that nothing survives the process.
//
// The committed state is one ordered map that is copied for nothing, so a
// snapshot is a pointer and an update replaces the whole.
package mem
