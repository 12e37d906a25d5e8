package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"onrecord/bench/load"
	"onrecord/bench/rows"
	"onrecord/bench/served"
)

// ours is onrecord, built from this tree and served from a folder.
type ours struct {
	*bench
	dir    string
	server served.Onrecord
}

func newOurs(ctx context.Context, b *bench, dir string) (*ours, error) {
	o := &ours{bench: b, dir: dir, server: served.Onrecord{Binary: b.binary, Data: filepath.Join(dir, "data")}}
	if o.server.Binary == "" {
		var err error
		if o.server.Binary, err = served.Build(ctx, dir); err != nil {
			return nil, err
		}
	}
	return o, nil
}

// Load imports the file that the corpus is written to, with the command a user
// gives, and serves.
func (o *ours) Load(ctx context.Context) (l loaded, err error) {
	file := filepath.Join(o.dir, "corpus.jsonl")
	defer func() { err = errors.Join(err, os.RemoveAll(file)) }()
	if err := errors.Join(os.RemoveAll(o.server.Data), o.write(file)); err != nil {
		return l, err
	}
	start := time.Now()
	used, err := o.server.Import(ctx, file)
	if err != nil {
		return l, err
	}
	if err := o.Open(ctx); err != nil {
		return l, err
	}
	l.took = time.Since(start)
	served, err := o.server.Spent()
	l.processor, l.memory = used.Processor+served, used.Memory
	return l, err
}

func (o *ours) write(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(o.corpus.WriteLines(f), f.Close())
}

// Open starts the server and waits for the first answer.
func (o *ours) Open(ctx context.Context) error {
	if err := o.server.Start(ctx); err != nil {
		return err
	}
	return o.answers(ctx, rows.Onrecord, o)
}

// answers asks for one node.
func (b *bench) answers(ctx context.Context, side rows.Side, t target) error {
	row := rows.All()[0]
	requests, err := rows.Requests(b.corpus, b.statements, row, side, b.seed, 1)
	if err != nil {
		return err
	}
	r, err := load.Run(ctx, load.Plan{URL: t.URL(), Connections: 1, Run: time.Minute, Requests: requests, Once: true, Spent: t.Spent})
	if err == nil && r.Error != nil {
		err = fmt.Errorf("the first question: %w", r.Error)
	}
	return err
}

func (o *ours) URL() string                   { return o.server.URL }
func (o *ours) Spent() (time.Duration, error) { return o.server.Spent() }
func (o *ours) Stop() error                   { return o.server.Stop() }

func (o *ours) Size() (size, error) {
	var s size
	var err error
	if s.memory, s.own, s.peak, err = o.server.Memory(); err != nil {
		return s, err
	}
	s.disk, err = o.server.Disk()
	return s, err
}
