package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	done, err := profiled()
	if err != nil {
		fmt.Fprintln(os.Stderr, "onrecord:", err)
		os.Exit(1)
	}
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	if err := done(); err != nil {
		fmt.Fprintln(os.Stderr, "onrecord: the CPU profile was not written:", err)
	}
	os.Exit(code)
}

// profileVariable names a file to write a CPU profile of the command to; the name
// of the command is appended. `make profile` renews by it what the compiler is
// guided by, default.pgo in this folder.
const profileVariable = "ONRECORD_CPU_PROFILE"

// profiled begins a CPU profile, if one is asked for, and gives what ends it.
func profiled() (func() error, error) {
	name := os.Getenv(profileVariable)
	if name == "" || len(os.Args) < 2 {
		return func() error { return nil }, nil
	}
	f, err := os.Create(name + "." + os.Args[1])
	if err != nil {
		return nil, fmt.Errorf("%s: %w: name a file that can be written", profileVariable, err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, fmt.Errorf("%s: %w", profileVariable, err)
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}
