// Package rows has the questions that are measured, one file each: what is
// asked of onrecord and of its peer, with which parameters, and what an answer
// must have to count.
//
// Both are asked the same, in the same order, and the fields are named alike, so
// one check reads both answers. Parameters follow from a seed. Where few are
// asked for far more often than the rest, as speakers and states are, they are
// drawn by Zipf's law.
package rows
