package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/graph"
	"onrecord/graph/keys"
	"onrecord/store"
	"onrecord/store/badger"
)

func (a *app) keysCommand() *cobra.Command {
	var (
		dump, markdown bool
		table          string
		limit          int
	)
	c := &cobra.Command{
		Use:   "keys",
		Short: "Print the table of keys, or a decoded dump of a store",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			if limit < 0 {
				return usageError{errors.New("--limit is 0 (no limit) or more")}
			}
			switch {
			case dump:
				return a.withGraph(true, func(_ *graph.Graph, s *badger.Store) error { return a.dumpKeys(s, table, limit) })
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

func isTable(name string) bool {
	for _, t := range keys.Tables {
		if t.Name == name {
			return true
		}
	}
	return false
}
