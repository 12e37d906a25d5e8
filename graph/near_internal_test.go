package graph

import (
	"encoding/binary"
	"slices"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestPiecesAnswerAsTheWhole: whatever stretches of a hub were read before, and in
// whatever order, a stretch is answered as the whole adjacency would, and where
// something must be read it is what was not known.
func TestPiecesAnswerAsTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := &vicinity{whole: true, all: hubOf(rapid.IntRange(1, 60).Draw(t, "relations"))}
		kept, spared := &vicinity{}, 0
		for range rapid.IntRange(1, 20).Draw(t, "stretches") {
			s := stretch{
				from: someBound(t, whole.all, "from"), to: someBound(t, whole.all, "to"),
				reverse: rapid.Bool().Draw(t, "reverse"), limit: rapid.IntRange(1, 70).Draw(t, "limit"),
			}
			if s.to.n > 0 && s.from.compare(&s.to) >= 0 {
				s.from = bound{}
			}
			want := s.of(whole.all)
			got, rest, ok := kept.answer(&s)
			if !ok {
				if rest.limit < s.limit {
					spared++
				} else {
					got = nil
				}
				read := rest.of(whole.all)
				got = slices.Concat(got, read)
				kept = kept.with(rest, read)
			}
			if d := cmp.Diff(numbers(want), numbers(got)); d != "" {
				t.Fatalf("%+v (-want +got)\n%s", s, d)
			}
			if again, _, ok := kept.answer(&s); !ok || !slices.Equal(numbers(again), numbers(want)) {
				t.Fatalf("%+v is not known after it was read: %v %v", s, ok, numbers(again))
			}
		}
	})
	if size := unsafe.Sizeof(neighbor{}); size != neighborBytes {
		t.Errorf("an entry takes %d bytes, and is counted as %d", size, neighborBytes)
	}
}

// TestPiecesAreBounded: a hub that is walked from end to end keeps no more than it
// may, and the latest of it.
func TestPiecesAreBounded(t *testing.T) {
	all := hubOf(3 * longestKept)
	v := &vicinity{}
	s := stretch{limit: 500}
	for at := 0; at < len(all); at += s.limit {
		list := s.of(all)
		v = v.with(s, list)
		s.from = boundOf(append(list[len(list)-1].tail[:], 0)...)
	}
	if most := longestKept*neighborBytes + 1000; v.size() > most {
		t.Errorf("%d bytes are kept of %d entries, more than %d", v.size(), len(all), most)
	}
	last := stretch{limit: 10, reverse: true}
	if list, _, ok := v.answer(&last); !ok || len(list) != 10 || list[0].Other != all[len(all)-1].Other {
		t.Errorf("the end is not known: %d, %v", len(list), ok)
	}
}

// hubOf makes the adjacency of a node with so many relations.
func hubOf(n int) []neighbor {
	out := make([]neighbor, n)
	for i := range out {
		out[i].Other = Ref(i + 1)
		out[i].tail[0] = byte(2 * i / n)
		binary.BigEndian.PutUint64(out[i].tail[nearTail-8:], uint64(2*i+2))
	}
	return out
}

// someBound is none, an entry, right behind one, or a direction.
func someBound(t *rapid.T, all []neighbor, what string) bound {
	n := &all[rapid.IntRange(0, len(all)-1).Draw(t, what)]
	switch rapid.IntRange(0, 4).Draw(t, "which") {
	case 0:
		return bound{}
	case 1:
		return boundOf(n.tail[0])
	case 2:
		return boundOf(append(n.tail[:], 0)...)
	}
	return boundOf(n.tail[:]...)
}

func numbers(list []neighbor) []Ref {
	out := []Ref{}
	for i := range list {
		out = append(out, list[i].Other)
	}
	return out
}
