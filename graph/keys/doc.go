// Package keys is the one place where onrecord's keys are made and read. The
// table in table.go is what the documentation prints and what `onrecord keys`
// decodes a store with.
//
// Every key starts with the letter of its table. Numbers are eight bytes, big
// endian, so that they sort; strings end in a zero byte (ids, names and words
// never hold one), so that no key is a proper prefix of another key of its
// table. Tables marked versioned lie in cells: their entries remember when
// they began and ended.
package keys
