package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/badger"
)

func (a *app) keysCommand() *cobra.Command {
	var (
		dump, sizes, markdown bool
		table                 string
		limit                 int
	)
	c := &cobra.Command{
		Use:   "keys",
		Short: "Print the table of keys, or a decoded dump or the sizes of a store",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if limit < 0 {
				return usageError{errors.New("--limit is 0 (no limit) or more")}
			}
			switch {
			case dump:
				return a.withGraph(true, func(_ *graph.Graph, s *badger.Store) error { return a.dumpKeys(s, table, limit) })
			case sizes:
				return a.withGraph(true, func(_ *graph.Graph, s *badger.Store) error { return a.keySizes(s) })
			case a.json:
				return a.printJSON(keys.Tables)
			case markdown:
				fmt.Fprint(a.out, keys.Markdown())
			default:
				fmt.Fprint(a.out, keys.PlainText())
			}
			return nil
		},
	}
	c.Flags().BoolVar(&dump, "dump", false, "decode the keys of the store in the data folder")
	c.Flags().BoolVar(&sizes, "sizes", false, "how many keys and bytes each table of the store in the data folder has")
	c.Flags().BoolVar(&markdown, "markdown", false, "print the table as Markdown")
	c.Flags().StringVar(&table, "table", "", "with --dump, only this table")
	c.Flags().IntVar(&limit, "limit", 0, "with --dump, at most so many keys; 0 is no limit")
	return c
}

// dumpKeys prints every key, taken apart, and the size of its value.
func (a *app) dumpKeys(s *badger.Store, table string, limit int) error {
	if table != "" && !isTable(table) {
		return usageError{fmt.Errorf("there is no table %q; `onrecord keys` lists them", table)}
	}
	snap, err := s.Snapshot()
	if err != nil {
		return err
	}
	defer snap.Release()
	out := bufio.NewWriter(a.out)
	var (
		printed int
		bad     error
	)
	err = snap.Scan(store.Range{}, func(k, v []byte) bool {
		key, known := keys.Decode(k)
		if table != "" && (!known || key.Table.Name != table) {
			return true
		}
		bad = a.dumpKey(out, key, known, len(v))
		printed++
		return bad == nil && (limit == 0 || printed < limit)
	})
	return errors.Join(bad, err, out.Flush())
}

func (a *app) dumpKey(out *bufio.Writer, key keys.Stored, known bool, size int) error {
	if a.json {
		raw, err := json.Marshal(map[string]any{"table": key.Table.Name, "key": key.String(), "known": known, "ended": key.Ended, "bytes": size})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s\n", raw)
		return err
	}
	_, err := fmt.Fprintf(out, "%s  (%d bytes)\n", key, size)
	return err
}

// tableSize is what the keys of a table take, before the engine compresses them:
// of those that hold now, or of those that ended.
type tableSize struct {
	Table      string `json:"table"`
	Ended      bool   `json:"ended,omitempty"`
	Keys       int    `json:"keys"`
	KeyBytes   int    `json:"keyBytes"`
	ValueBytes int    `json:"valueBytes"`
}

func (s tableSize) bytes() int { return s.KeyBytes + s.ValueBytes }

// keySizes tells where the bytes of a store are, the largest table first.
func (a *app) keySizes(s *badger.Store) error {
	list, err := sizesOf(s)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(list)
	}
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "keys\tbytes of keys\tof values\ttogether\t  table")
	all := tableSize{Table: "all"}
	for _, t := range list {
		name := t.Table
		if t.Ended {
			name += " (ended)"
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t  %s\n", t.Keys, t.KeyBytes, t.ValueBytes, t.bytes(), name)
		all.Keys, all.KeyBytes, all.ValueBytes = all.Keys+t.Keys, all.KeyBytes+t.KeyBytes, all.ValueBytes+t.ValueBytes
	}
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t  %s\n", all.Keys, all.KeyBytes, all.ValueBytes, all.bytes(), all.Table)
	return w.Flush()
}

func sizesOf(s *badger.Store) ([]tableSize, error) {
	snap, err := s.Snapshot()
	if err != nil {
		return nil, err
	}
	defer snap.Release()
	type table struct {
		name  string
		ended bool
	}
	by := map[table]*tableSize{}
	err = snap.Scan(store.Range{}, func(k, v []byte) bool {
		key, known := keys.Decode(k)
		at := table{key.Table.Name, key.Ended != 0}
		if !known {
			at = table{name: "of no table"}
		}
		if by[at] == nil {
			by[at] = &tableSize{Table: at.name, Ended: at.ended}
		}
		t := by[at]
		t.Keys, t.KeyBytes, t.ValueBytes = t.Keys+1, t.KeyBytes+len(k), t.ValueBytes+len(v)
		return true
	})
	list := make([]tableSize, 0, len(by))
	for _, t := range by {
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b tableSize) int {
		return cmp.Or(cmp.Compare(b.bytes(), a.bytes()), cmp.Compare(a.Table, b.Table))
	})
	return list, err
}

func isTable(name string) bool {
	for _, t := range keys.Tables {
		if t.Name == name {
			return true
		}
	}
	return false
}
