package served

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Onrecord is our server, on a folder of its own.
type Onrecord struct {
	URL     string // of GraphQL
	Binary  string
	Data    string
	process *Process
}

// Build compiles the program into a folder.
func Build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "onrecord")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "onrecord/cmd/onrecord").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return binary, nil
}

// Import puts files into the folder with the command that a user would give.
func (o *Onrecord) Import(ctx context.Context, files ...string) (Used, error) {
	return Run(ctx, o.Binary, append([]string{"import", "--data", o.Data}, files...)...)
}

// starting is how long a server may take until it says where it is.
const starting = 5 * time.Minute

// Start serves the folder on a free port.
func (o *Onrecord) Start(ctx context.Context) error {
	cmd := exec.Command(o.Binary, "serve", "--json", "--no-seed", "--log-level", "warn", "--data", o.Data, "--listen", "127.0.0.1:0") //nolint:noctx // ended by Stop
	out, in := io.Pipe()
	var err error
	if o.process, err = Start(cmd, in); err != nil {
		return err
	}
	found := make(chan error, 1)
	go func() {
		var where struct{ GraphQL string }
		line, err := bufio.NewReader(out).ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(line, &where)
		}
		o.URL = where.GraphQL
		found <- err
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case err = <-found:
	case <-o.process.done:
		err = o.process.Failed()
	case <-ctx.Done():
		err = ctx.Err()
	case <-time.After(starting):
		err = fmt.Errorf("the server did not say where it is within %s", starting)
	}
	if err != nil {
		return errors.Join(err, o.Stop())
	}
	return nil
}

// Spent is the server's processor time.
func (o *Onrecord) Spent() (time.Duration, error) { return Spent(o.process.ID()) }

// Memory is what the server holds, how much of it is no mapped file, and what it
// has held at most.
func (o *Onrecord) Memory() (now, own, peak int64, err error) {
	id := o.process.ID()
	now, err1 := Memory(id)
	own, err2 := Own(id)
	peak, err3 := Peak(id)
	return now, own, peak, errors.Join(err1, err2, err3)
}

// Disk is what the folder takes.
func (o *Onrecord) Disk() (int64, error) { return Disk(o.Data) }

// Stop ends the server as an operator would.
func (o *Onrecord) Stop() error {
	if o.process == nil {
		return nil
	}
	return o.process.Stop(os.Interrupt)
}
