package cache

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

// TestAgainstAStore: a cache beside a made store whose every state is known. The
// writer tells of its commits before they show, other writers do not; sessions of
// any age look up and put back. What the cache answers is what the session's
// state has.
func TestAgainstAStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const keys = 4
		c := New(1 << 20)
		states := [][keys]int{{}} // by transaction
		// Every attempt to commit has a digest of its own.
		sums, attempts := []Digest{{}}, byte(0)
		var sessions []Seq // those that may use the cache
		join := func() {
			seq := Seq(len(states) - 1)
			if c.Join(seq, sums[seq]) {
				sessions = append(sessions, seq)
			}
		}
		join()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			next := states[len(states)-1]
			seq := Seq(len(states))
			attempts++
			sum := Digest{attempts}
			switch rapid.IntRange(0, 5).Draw(t, "step") {
			case 0: // a commit, which may fail after it was told of
				var touched []Key
				for range rapid.IntRange(1, 2).Draw(t, "keys") {
					k := rapid.IntRange(0, keys-1).Draw(t, "key")
					next[k] = int(seq)
					touched = append(touched, KeyOf(0, uint64(k)))
				}
				c.Changed(seq, sums[seq-1], sum, touched)
				if rapid.IntRange(0, 4).Draw(t, "it fails") > 0 {
					states, sums = append(states, next), append(sums, sum)
				}
			case 1: // somebody else's commit
				next[rapid.IntRange(0, keys-1).Draw(t, "key")] = -int(seq)
				states, sums = append(states, next), append(sums, sum)
			case 2:
				join()
			default:
				at := rapid.SampledFrom(sessions).Draw(t, "session")
				k := rapid.IntRange(0, keys-1).Draw(t, "key")
				want := states[at][k]
				got, ok := c.Get(KeyOf(0, uint64(k)), at)
				if !ok {
					c.Put(KeyOf(0, uint64(k)), want, 8, at)
				} else if got != want {
					t.Fatalf("a session of transaction %d of %d reads %v at key %d, its state has %d", at, len(states)-1, got, k, want)
				}
			}
		}
	})
}

// TestReadersTakeNoLock: sessions look up while the writer commits, entries are
// moved, dropped and put back. What each is answered is what its state has.
func TestReadersTakeNoLock(t *testing.T) {
	const (
		keys    = 2000
		commits = 1000
		readers = 4
	)
	type state struct {
		seq    Seq
		values [keys]int
	}
	c := New(shards * 8 * (1 + overhead)) // room for a quarter of them
	sum := func(seq Seq) Digest { return Digest{byte(seq), byte(seq >> 8)} }
	var shown atomic.Pointer[state]
	shown.Store(&state{})
	var all sync.WaitGroup
	answered := make([]int, readers)
	for r := range readers {
		all.Go(func() {
			for n, done := 0, false; !done; {
				s := shown.Load()
				done = s.seq == commits
				if !c.Join(s.seq, sum(s.seq)) {
					continue
				}
				for range 100 {
					n += 7
					k := KeyOf(1, uint64(n%keys))
					switch got, ok := c.Get(k, s.seq); {
					case !ok:
						c.Put(k, s.values[n%keys], 1, s.seq)
					case got != s.values[n%keys]:
						t.Errorf("a session of transaction %d reads %v at key %d, its state has %d", s.seq, got, n%keys, s.values[n%keys])
						return
					default:
						answered[r]++
					}
				}
			}
		})
	}
	for range commits {
		next := *shown.Load()
		next.seq++
		var touched []Key
		for i := range 20 {
			k := (int(next.seq)*31 + i*97) % keys
			next.values[k] = int(next.seq)
			touched = append(touched, KeyOf(1, uint64(k)))
		}
		c.Changed(next.seq, sum(next.seq-1), sum(next.seq), touched)
		shown.Store(&next)
	}
	all.Wait()
	if s := c.Stats(); s.Evicted == 0 || slices.Contains(answered, 0) {
		t.Errorf("%+v, answered %v: nothing was tried", s, answered)
	}
}

func TestItIsBoundedAndKeepsWhatIsUsed(t *testing.T) {
	const size, room = 1000, 8
	c := New(shards * room * (size + overhead))
	c.Join(1, Digest{})
	hot := KeyOf(9, 7)
	c.Put(hot, "hot", size, 1)
	for i := range 10_000 {
		c.Put(KeyOf(1, uint64(i)), i, size, 1)
		if _, ok := c.Get(hot, 1); !ok {
			t.Fatalf("what is used all the time was dropped after %d others", i)
		}
	}
	s := c.Stats()
	if most := shards * room * (size + overhead); s.Bytes > most || s.Bytes < most/2 || s.Evicted == 0 {
		t.Errorf("%+v, bound %d", s, most)
	}
	c.Put(KeyOf(0, 1), "large", shards*room*size, 1)
	if _, ok := c.Get(KeyOf(0, 1), 1); ok {
		t.Error("what is larger than its part of the bound was kept")
	}
	if c.Clear(); c.Stats().Entries != 0 || c.Stats().Bytes != 0 {
		t.Errorf("%+v after Clear", c.Stats())
	}
}

func TestWithoutRoomThereIsNone(t *testing.T) {
	c := New(0)
	c.Changed(1, Digest{}, Digest{1}, nil)
	c.Clear()
	if c.Join(1, Digest{1}) || c.Stats() != (Stats{}) {
		t.Error("a cache of no bytes takes part")
	}
}

func BenchmarkGet(b *testing.B) {
	c := New(64 << 20)
	c.Join(1, Digest{})
	for i := range 10_000 {
		c.Put(KeyOf(0, uint64(i)), fmt.Sprint(i), 100, 1)
	}
	b.ReportAllocs()
	n := uint64(0)
	for b.Loop() {
		n++
		c.Get(KeyOf(0, n%10_000), 1)
	}
}
