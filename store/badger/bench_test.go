package badger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"onrecord/store"
)

const benchKeys = 100_000

func benchKey(i int) []byte { return fmt.Appendf(nil, "node/%08d", i) }

// benchStore holds records of some 300 bytes of text, in tables and not in
// memory only.
func benchStore(b *testing.B) *Store {
	b.Helper()
	dir := b.TempDir()
	s := mustOpen(b, Options{Dir: dir})
	words := []string{"ceasefire ", "Ukraine ", "pledge ", "president ", "\"said\" ", "multinational ", "force ", "of "}
	for from := 0; from < benchKeys; from += 10_000 {
		_, err := s.Update(context.Background(), func(tx store.Tx) error {
			for i := from; i < from+10_000; i++ {
				value := make([]byte, 0, 320)
				for len(value) < 300 {
					value = append(value, words[rand.IntN(len(words))]...)
					value = fmt.Append(value, rand.Uint32())
				}
				if err := tx.Set(benchKey(i), value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	s = mustOpen(b, Options{Dir: dir})
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	return s
}

func BenchmarkRead(b *testing.B) {
	s := benchStore(b)
	snap, err := s.Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	defer snap.Release()
	b.Run("Get", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := snap.Get(benchKey(rand.IntN(benchKeys))); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("GetMissing", func(b *testing.B) {
		for b.Loop() {
			if values, err := snap.GetMany([][]byte{fmt.Appendf(nil, "node/%08dx", rand.IntN(benchKeys))}); err != nil || values[0] != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("GetMany217", func(b *testing.B) {
		b.ReportAllocs()
		keys := make([][]byte, 217)
		for b.Loop() {
			for i := range keys {
				keys[i] = benchKey(rand.IntN(benchKeys))
			}
			if _, err := snap.GetMany(keys); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Scan100", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			n := 0
			r := store.Range{Start: benchKey(rand.IntN(benchKeys - 100)), Limit: 100}
			if err := snap.Scan(r, func(_, _ []byte) bool { n++; return true }); err != nil || n != 100 {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("ScanMany20x5", func(b *testing.B) {
		b.ReportAllocs()
		rs := make([]store.Range, 20)
		for b.Loop() {
			for i := range rs {
				rs[i] = store.Range{Start: benchKey(rand.IntN(benchKeys)), Limit: 5}
			}
			if _, err := snap.ScanMany(rs); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkUpdate(b *testing.B) {
	one := func(s *Store, i int) error {
		_, err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Set(benchKey(i), make([]byte, 300)) })
		return err
	}
	b.Run("1", func(b *testing.B) {
		s := mustOpen(b, Options{Dir: b.TempDir()})
		for b.Loop() {
			if err := one(s, rand.IntN(benchKeys)); err != nil {
				b.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	})
	for _, writers := range []int{8, 64} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			s := mustOpen(b, Options{Dir: b.TempDir()})
			b.SetParallelism(writers / runtime.GOMAXPROCS(0))
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := one(s, rand.IntN(benchKeys)); err != nil {
						b.Error(err)
					}
				}
			})
			st := s.Stats()
			b.ReportMetric(float64(st.Commits)/float64(st.Groups), "updates/group")
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
		})
	}
}
