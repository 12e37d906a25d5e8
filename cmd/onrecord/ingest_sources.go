package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"onrecord/extract/page"
)

// source is one file to read. Its name is how the user knows it. A source that
// could not even be listed has its failure in err.
type source struct {
	name string
	open func() (io.ReadCloser, error)
	err  error
}

// sourceError is a file that cannot be opened, with a code for scripts.
type sourceError struct {
	code string
	error
}

func (e sourceError) GraphQLCode() string { return e.code }
func (e sourceError) Unwrap() error       { return e.error }

// Codes of files that cannot be opened.
const (
	codeUnreadable = "UNREADABLE"     // missing, or not ours to read
	codeOutside    = "OUTSIDE_FOLDER" // a link that leads out of the folder it lies in
	codeNoFiles    = "NO_FILES"       // a folder with nothing to read
)

// fileNamed is a file that the user named, wherever its links lead.
func fileNamed(path string) source {
	return source{name: path, open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// read reads the whole file, which is bounded, and finds the article in it.
func (s source) read() (*page.Page, error) {
	if s.err != nil {
		return nil, s.err
	}
	in, err := s.open()
	if err != nil {
		return nil, sourceError{codeUnreadable, err}
	}
	defer in.Close() //nolint:errcheck // only read
	raw, err := io.ReadAll(io.LimitReader(in, page.MaxFile+1))
	if err != nil {
		return nil, sourceError{codeUnreadable, err}
	}
	return page.Read(raw, s.name)
}

// sources finds files. It holds the folders open that they lie in: a Root
// follows no link out of its folder.
type sources struct {
	in    io.Reader
	roots []*os.Root
}

func newSources(in io.Reader) *sources { return &sources{in: in} }

func (s *sources) close() {
	for _, r := range s.roots {
		_ = r.Close() // only read from
	}
}

// inputOnce refuses arguments that would read standard input twice.
func inputOnce(args []string) error {
	n := 0
	for _, arg := range args {
		if arg == "-" {
			n++
		}
	}
	if n > 1 {
		return usageError{errors.New("- is standard input, which can be read once only")}
	}
	return nil
}

// list names the files behind the arguments, in their order. Only names are
// kept; the files are read one by one.
func (s *sources) list(args []string) []source {
	var all []source
	for _, arg := range args {
		if arg == "-" {
			all = append(all, source{name: "-", open: func() (io.ReadCloser, error) { return io.NopCloser(s.in), nil }})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			all = append(all, source{name: arg, err: sourceError{codeUnreadable, err}})
		case info.IsDir():
			all = append(all, s.folder(arg)...)
		default:
			all = append(all, fileNamed(arg))
		}
	}
	return all
}

// folder lists what is to be read of a folder and the folders in it, in the
// order of names. Hidden ones are left out.
func (s *sources) folder(dir string) []source {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return []source{{name: dir, err: sourceError{codeUnreadable, err}}}
	}
	s.roots = append(s.roots, root)
	var all []source
	// The function gives no error but SkipDir, so the walk gives none.
	_ = fs.WalkDir(root.FS(), ".", func(at string, e fs.DirEntry, err error) error {
		name := filepath.Join(dir, filepath.FromSlash(at))
		switch {
		case err != nil:
			all = append(all, source{name: name, err: sourceError{codeUnreadable, err}})
			return fs.SkipDir
		case at != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir() && isArticleFile(at):
			if one, ok := inFolder(root, name, at, e); ok {
				all = append(all, one)
			}
		}
		return nil
	})
	if len(all) == 0 {
		return []source{{name: dir, err: sourceError{codeNoFiles, fmt.Errorf("there is nothing to read in it: no %s", strings.Join(articleFiles, ", "))}}}
	}
	return all
}

var articleFiles = []string{".txt", ".text", ".md", ".html", ".htm"}

func isArticleFile(name string) bool {
	return slices.Contains(articleFiles, strings.ToLower(path.Ext(name)))
}

// inFolder is one file of a folder; nothing where it is a pipe, a device or a
// link to a folder.
func inFolder(root *os.Root, name, at string, e fs.DirEntry) (source, bool) {
	one := source{name: name, open: func() (io.ReadCloser, error) { return root.Open(filepath.FromSlash(at)) }}
	if e.Type().IsRegular() {
		return one, true
	}
	if e.Type()&fs.ModeSymlink == 0 {
		return source{}, false
	}
	info, err := root.Stat(filepath.FromSlash(at))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		one.err = sourceError{codeUnreadable, err}
	case err != nil:
		one.err = sourceError{codeOutside, fmt.Errorf("the link leads out of the folder, and is not followed; name the file itself: %w", err)}
	default:
		return one, info.Mode().IsRegular()
	}
	return one, true
}
