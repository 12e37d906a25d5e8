package served

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Process is a program that was started here and is stopped here.
type Process struct {
	cmd  *exec.Cmd
	said *tail
	done chan struct{}
	err  error
}

const (
	// stopping is how long a program may take to end when it is asked to.
	stopping = 60 * time.Second
	// lingering is how long its output is read after it has ended.
	lingering = 5 * time.Second
)

// Start starts a program. What it writes is kept for error messages, the last of
// it; standard output goes to out as well, when there is one.
func Start(cmd *exec.Cmd, out io.Writer) (*Process, error) {
	p := &Process{cmd: cmd, said: &tail{}, done: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = io.Writer(p.said), p.said
	if out != nil {
		cmd.Stdout = io.MultiWriter(out, p.said)
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	// It ends with us, however we end.
	cmd.SysProcAttr.Pdeathsig = syscall.SIGTERM
	// Whoever it started and left behind may hold its output open.
	cmd.WaitDelay = lingering
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.err = cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

// ID is the number of the process.
func (p *Process) ID() int { return p.cmd.Process.Pid }

// Done is closed when the process has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Failed tells how it ended, nil while it runs.
func (p *Process) Failed() error {
	select {
	case <-p.done:
		return fmt.Errorf("%s ended: %w\n%s", filepath.Base(p.cmd.Path), errors.Join(errors.New("it was to go on"), p.err), p.said)
	default:
		return nil
	}
}

// Stop asks the process to end with a signal, and waits.
func (p *Process) Stop(signal os.Signal) error {
	select {
	case <-p.done:
		return p.Failed()
	default:
	}
	if err := p.cmd.Process.Signal(signal); err != nil {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(stopping):
		err := p.cmd.Process.Kill()
		<-p.done
		return errors.Join(fmt.Errorf("%s did not end within %s and was killed", filepath.Base(p.cmd.Path), stopping), err)
	}
}

// Run runs a program to its end.
func Run(ctx context.Context, name string, args ...string) (Used, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	said := &tail{}
	cmd.Stdout, cmd.Stderr = said, said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return Used{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args[:min(2, len(args))], " "), err, said)
	}
	u := Used{Took: time.Since(start), Processor: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.Memory = r.Maxrss << 10
	}
	return u, nil
}

// Used is what a program that ran to its end used.
type Used struct {
	Took, Processor time.Duration
	Memory          int64 // bytes, at most
}

// tail keeps the last of what is written.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	const most = 4 << 10
	t.kept = append(t.kept, p...)
	if len(t.kept) > 2*most {
		t.kept = append(t.kept[:0], t.kept[len(t.kept)-most:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.kept))
}

// ticks are the units of processor time in /proc; Linux counts in hundredths of
// a second wherever Go runs.
const ticks = 100

// Spent is the processor time of processes and of all that they started, those
// that have ended with them.
func Spent(ids ...int) (time.Duration, error) {
	family, err := family(ids)
	if err != nil {
		return 0, err
	}
	var sum int64
	for _, s := range family {
		sum += s.spent
	}
	return time.Duration(sum) * time.Second / ticks, nil
}

// Memory is what processes and all that they started hold, in bytes: now, what
// they share counted once.
func Memory(ids ...int) (int64, error) {
	family, err := family(ids)
	if err != nil {
		return 0, err
	}
	var sum int64
	for id := range family {
		n, err := field(fmt.Sprintf("/proc/%d/smaps_rollup", id), "Pss:")
		if err != nil && !gone(err) {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// Peak is the most a process has held, in bytes.
func Peak(id int) (int64, error) { return field(fmt.Sprintf("/proc/%d/status", id), "VmHWM:") }

// Own is what a process holds but for mapped files, which the system takes back
// when it needs to, in bytes.
func Own(id int) (int64, error) { return field(fmt.Sprintf("/proc/%d/status", id), "RssAnon:") }

func gone(err error) bool { return errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ESRCH) }

// field reads a line of kilobytes from a file of /proc.
func field(file, name string) (int64, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			kb, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(rest, "kB")), 10, 64)
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("%s has no %s", file, name)
}

// stat is what /proc tells of a process.
type stat struct {
	parent int
	spent  int64 // ticks, with children that ended
}

// family finds processes and their descendants.
func family(ids []int) (map[int]stat, error) {
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil, err
	}
	all := map[int]stat{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if gone(err) {
			continue // it ended meanwhile
		}
		if err != nil {
			return nil, err
		}
		id, s, err := parseStat(string(raw))
		if err != nil {
			return nil, err
		}
		all[id] = s
	}
	out := map[int]stat{}
	for _, id := range ids {
		s, ok := all[id]
		if !ok {
			return nil, fmt.Errorf("process %d has ended", id)
		}
		out[id] = s
	}
	for grown := true; grown; {
		grown = false
		for id, s := range all {
			if _, parent := out[s.parent]; parent {
				if _, known := out[id]; !known {
					out[id], grown = s, true
				}
			}
		}
	}
	return out, nil
}

// parseStat reads a line of /proc/ID/stat. The name of the program is in
// parentheses and may hold anything.
func parseStat(line string) (int, stat, error) {
	open, end := strings.IndexByte(line, '('), strings.LastIndexByte(line, ')')
	if open < 0 || end < open {
		return 0, stat{}, fmt.Errorf("not a line of /proc/ID/stat: %q", line)
	}
	id, err := strconv.Atoi(strings.TrimSpace(line[:open]))
	if err != nil {
		return 0, stat{}, err
	}
	f := strings.Fields(line[end+1:])
	const parent, user, children = 1, 11, 13 // fields after the name: ppid, utime stime, cutime cstime
	if len(f) <= children+1 {
		return 0, stat{}, fmt.Errorf("not a line of /proc/ID/stat: %q", line)
	}
	var s stat
	if s.parent, err = strconv.Atoi(f[parent]); err != nil {
		return 0, stat{}, err
	}
	for _, at := range []int{user, user + 1, children, children + 1} {
		n, err := strconv.ParseInt(f[at], 10, 64)
		if err != nil {
			return 0, stat{}, err
		}
		s.spent += n
	}
	return id, s, nil
}

// Disk is what the files of a folder take on disk, in bytes.
func Disk(dir string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if s, ok := info.Sys().(*syscall.Stat_t); ok {
			sum += s.Blocks * 512
		}
		return nil
	})
	return sum, err
}
