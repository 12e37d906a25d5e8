package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onrecord/bench/corpus"
	"onrecord/bench/load"
	"onrecord/bench/rows"
)

// target is a server that is measured.
type target interface {
	// Load puts the corpus in, from files to the first answer.
	Load(ctx context.Context) (loaded, error)
	// Open serves what was loaded before.
	Open(ctx context.Context) error
	URL() string
	Spent() (time.Duration, error)
	Size() (size, error)
	Stop() error
}

// loaded is what a bulk load took.
type loaded struct {
	took, processor time.Duration
	memory          int64 // bytes, at most, where it is known
}

// size is what a server takes after all rows were asked.
type size struct {
	memory, own, peak int64 // own: but for mapped files
	disk, log         int64 // log: of the disk, what is a write-ahead log
}

// measured is one side of the table.
type measured struct {
	side rows.Side
	load *loaded // nil: it was loaded before
	rows map[string]load.Result
	size size
}

// bench is one run.
type bench struct {
	options
	corpus *corpus.Corpus
	log    io.Writer
}

func run(ctx context.Context, args []string, out, errs io.Writer) (err error) {
	o, err := parse(args, errs)
	if err != nil {
		return err
	}
	if err := o.known(); err != nil {
		return err
	}
	b := &bench{options: o, corpus: corpus.New(o.seed, o.statements, corpus.Pledges), log: errs}
	if b.dir == "" {
		if b.dir, err = os.MkdirTemp("", "onrecord-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	}
	sides, err := b.measure(ctx)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(out, report(o, sides)); err != nil {
		return err
	}
	return wrong(sides)
}

// wrong is an error where answers were: such a table is not to be quoted.
func wrong(sides []*measured) error {
	var errs []error
	for _, m := range sides {
		for _, row := range rows.All() {
			if r := m.rows[row.Key]; r.Errors > 0 {
				errs = append(errs, fmt.Errorf("%s, %s: %d of %d answers were wrong, the first: %w", m.side, row.Key, r.Errors, r.Requests, r.Error))
			}
		}
	}
	return errors.Join(errs...)
}

// known refuses rows that there are not.
func (o options) known() error {
	keys := []string{"load"}
	for _, r := range rows.All() {
		keys = append(keys, r.Key)
	}
	for name := range strings.SplitSeq(o.rows, ",") {
		if o.rows != "" && !slices.Contains(keys, strings.TrimSpace(name)) {
			return fmt.Errorf("there is no row %q; there are %s", name, strings.Join(keys, ", "))
		}
	}
	return nil
}

func (b *bench) tell(format string, args ...any) { fmt.Fprintf(b.log, format+"\n", args...) }

// measure brings the sides up and asks row by row, one side after the other, so
// that both find the machine in the same mood.
func (b *bench) measure(ctx context.Context) (sides []*measured, err error) {
	var targets []target
	defer func() {
		for _, t := range targets {
			err = errors.Join(err, t.Stop())
		}
	}()
	for _, side := range b.sides() {
		t, err := b.target(ctx, side)
		if err != nil {
			return nil, err
		}
		targets = append(targets, t)
		m := &measured{side: side, rows: map[string]load.Result{}}
		sides = append(sides, m)
		if m.load, err = b.bring(ctx, side, t); err != nil {
			return nil, fmt.Errorf("%s: %w", side, err)
		}
	}
	for _, row := range rows.All() {
		if !b.wants(row.Key) {
			continue
		}
		for i, t := range targets {
			if sides[i].rows[row.Key], err = b.ask(ctx, row, sides[i].side, t); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", sides[i].side, row.Name, err)
			}
		}
	}
	for i, t := range targets {
		if sides[i].size, err = t.Size(); err != nil {
			return nil, err
		}
	}
	return sides, nil
}

func (b *bench) sides() []rows.Side {
	if b.peer {
		return []rows.Side{rows.Onrecord, rows.Peer}
	}
	return []rows.Side{rows.Onrecord}
}

func (b *bench) target(ctx context.Context, side rows.Side) (target, error) {
	dir := filepath.Join(b.dir, [...]string{"onrecord", "peer"}[side])
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if side == rows.Peer {
		return newTheirs(ctx, b, dir)
	}
	return newOurs(ctx, b, dir)
}

// bring loads a side, or serves what an earlier run loaded into the same folder.
func (b *bench) bring(ctx context.Context, side rows.Side, t target) (*loaded, error) {
	mark := filepath.Join(b.dir, fmt.Sprintf("loaded-%d-%d-%d", side, b.seed, b.statements))
	if _, err := os.Stat(mark); err == nil {
		b.tell("%s: serving what was loaded before", side)
		return nil, t.Open(ctx)
	}
	b.tell("%s: loading %d statements", side, b.statements)
	l, err := t.Load(ctx)
	if err != nil {
		return nil, err
	}
	b.tell("%s: loaded in %.1f s", side, l.took.Seconds())
	return &l, os.WriteFile(mark, nil, 0o644)
}

// Requests that are prepared for a row: more than can be asked, where each may
// be asked once only.
const (
	preparedReads    = 10_000
	preparedASecond  = 10_000
	preparedAtLeast  = 1_000
	differentForEach = 1 << 32 // seeds of rows and of the runs of one store
)

func (b *bench) ask(ctx context.Context, row rows.Row, side rows.Side, t target) (load.Result, error) {
	n, seed := preparedReads, b.seed
	if row.Writes {
		n = max(int((b.warm+b.each).Seconds()*preparedASecond), preparedAtLeast)
		// A store that is asked again has what was written the last time.
		seed += uint64(time.Now().UnixNano()) % differentForEach
	}
	requests, err := rows.Requests(b.corpus, b.statements, row, side, seed, n)
	if err != nil {
		return load.Result{}, err
	}
	r, err := load.Run(ctx, load.Plan{
		URL: t.URL(), Connections: b.connections, Warm: b.warm, Run: b.each,
		Requests: requests, Once: row.Writes, Spent: t.Spent,
	})
	if err == nil {
		b.tell("%s: %-8s %9.1f/s", side, row.Key, r.PerSecond())
	}
	return r, err
}
