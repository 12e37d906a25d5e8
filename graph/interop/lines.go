package interop

import (
	"bufio"
	"bytes"
	"errors"
	"hash"
	"io"
	"unicode/utf8"
)

const (
	// MaxLine is the longest line of a file, in bytes.
	MaxLine = 32 << 20
	// MaxDraft bounds the lines of a draft that is held in memory as a whole
	// (see Decode).
	MaxDraft = 64 << 20
)

// lines reads a file line by line. A line that is too long is refused before
// it is held.
type lines struct {
	r    *bufio.Reader
	n    int // the line last read, from 1
	most int
	buf  []byte
	at   int64     // bytes read, to the end of the last line
	sum  hash.Hash // of them; nil where nobody asks
	*decoder
}

func newLines(r io.Reader, most int) *lines {
	return &lines{r: bufio.NewReaderSize(r, 64<<10), most: most, decoder: newDecoder()}
}

// next gives the next line that is not blank, or io.EOF. The slice is good
// until the next call.
func (l *lines) next() ([]byte, error) {
	for {
		raw, err := l.read()
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(raw)) == 0 {
			continue
		}
		if !utf8.Valid(raw) {
			return nil, badLine(l.n, "the line is not valid UTF-8")
		}
		return raw, nil
	}
}

func (l *lines) read() ([]byte, error) {
	l.buf = l.buf[:0]
	l.n++
	for {
		part, err := l.r.ReadSlice('\n')
		if len(l.buf)+len(part) > l.most {
			return nil, badLine(l.n, "the line is longer than %d bytes", l.most)
		}
		l.buf = append(l.buf, part...)
		l.at += int64(len(part))
		if l.sum != nil {
			l.sum.Write(part)
		}
		switch {
		case err == nil:
			return l.buf, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(l.buf) > 0:
			return l.buf, nil
		default:
			return nil, err
		}
	}
}
