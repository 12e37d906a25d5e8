// Command profile joins CPU profiles into the one that the compiler is guided by
// (cmd/onrecord/default.pgo), without what they tell of the machine they were
// taken on: names of files, of the program and its build.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/google/pprof/profile"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "profile:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("give the file to write, then the profiles to join")
	}
	var all []*profile.Profile
	for _, name := range args[1:] {
		p, err := read(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, anonymous(p))
	}
	joined, err := profile.Merge(all)
	if err != nil {
		return err
	}
	out, err := os.Create(args[0])
	if err != nil {
		return err
	}
	return errors.Join(joined.Write(out), out.Close())
}

func read(name string) (*profile.Profile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return profile.Parse(f)
}

// anonymous takes the names of files out of a profile. The compiler goes by the
// names of functions and by lines within them.
func anonymous(p *profile.Profile) *profile.Profile {
	for _, m := range p.Mapping {
		m.File, m.BuildID, m.KernelRelocationSymbol = "", "", ""
	}
	for _, f := range p.Function {
		f.Filename = ""
	}
	p.Comments, p.DocURL = nil, ""
	return p
}
