package segments

import (
	"slices"
)

// Two words in a row say far more of where they stand than either: a quote of
// nothing but common words has pairs that are rare. A passage is therefore found
// by its pairs of words as by its words. A pair belongs to the passage in which
// its first word stands.
//
// A pair is known by 24 bits of a hash, which are written as a word that no text
// has. Different pairs may share them: whoever looks a pair up may be led to a
// passage that has another, and looks there. How they are found is part of what
// is stored: a change needs all segments to be written anew.

const (
	pairMark  = 0  // the first byte of a pair, and of no word
	pairBytes = 4  // of a pair, written as a word
	pairBits  = 24 // of its hash
)

// pairOf gives the hash of two words in a row: Fowler, Noll and Vo's of their
// bytes with a zero between them, its upper byte folded in.
func pairOf(first, second string) uint32 {
	const offset, prime = 2166136261, 16777619
	h := uint32(offset)
	for i := range len(first) {
		h = (h ^ uint32(first[i])) * prime
	}
	h *= prime
	for i := range len(second) {
		h = (h ^ uint32(second[i])) * prime
	}
	return (h>>pairBits ^ h) & (1<<pairBits - 1)
}

// appendPair appends a pair as it is written.
func appendPair(to []byte, pair uint32) []byte {
	return append(to, pairMark, byte(pair>>16), byte(pair>>8), byte(pair))
}

// isPair says whether what is written as a word is a pair.
func isPair[T string | []byte](word T) bool { return len(word) > 0 && word[0] == pairMark }

// pairAt is a pair and a passage that has it, in this order of bits.
type pairAt uint64

func newPairAt(pair, passage uint32) pairAt { return pairAt(pair)<<32 | pairAt(passage) }

func (p pairAt) pair() uint32    { return uint32(p >> 32) }
func (p pairAt) passage() uint32 { return uint32(p) }

// sortPairs puts what was added passage by passage in the order of the pairs,
// each once. It distributes by half of the bits at a time, which keeps the order
// of the passages; few are sorted.
func sortPairs(list []pairAt) []pairAt {
	const (
		half = pairBits / 2
		few  = 1 << half
	)
	if len(list) <= few {
		slices.Sort(list)
		return slices.Compact(list)
	}
	other := make([]pairAt, len(list))
	for shift := 32; shift < 32+pairBits; shift += half {
		var starts [1 << half]int
		for _, p := range list {
			starts[p>>shift&(1<<half-1)]++
		}
		sum := 0
		for i, n := range starts {
			starts[i], sum = sum, sum+n
		}
		for _, p := range list {
			at := &starts[p>>shift&(1<<half-1)]
			other[*at] = p
			*at++
		}
		list, other = other, list
	}
	return slices.Compact(list)
}
