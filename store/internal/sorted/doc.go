// Package sorted is an ordered map over byte strings that can be copied for
// nothing: Copy is O(1), and whatever happens to either copy afterwards leaves
// the other as it was.
//
// It is a treap whose nodes carry the mark of the map that made them. A map
// changes its own nodes in place and copies those of others, so a long run of
// writes between two copies costs no more than in an ordinary tree, and a
// scan that took a copy is not disturbed by the writes that follow.
package sorted
