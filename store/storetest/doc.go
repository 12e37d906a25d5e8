// Package storetest holds store engines to the contract of package store.
//
// Run is the conformance suite: every engine passes it, and so does every
// wrapper around one. Rerun and Counting are wrappers for the tests of higher
// layers: the first runs each closure twice, as an engine may, the second
// counts round trips, so that a test can say "this takes one".
package storetest
