// Package phrases reads a sentence the way promises are worded: word by word,
// through quotation marks, for a reporter quotes the two words of a pledge
// that matter («several thousand» French troops) and the grammar runs on
// across the marks.
//
// It gives what commitments and changes both need on top of package grammar:
// the segments of a sentence, noun phrases with their heads and members, and
// verbs by their lemma.
package phrases
