package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// conn is one connection that is kept alive. It speaks just the HTTP/1.1 that
// posting JSON needs, in buffers of its own, because a full client would spend
// as much on a small answer as the server does.
type conn struct {
	host string
	path string

	net net.Conn // nil: to be dialled
	in  *bufio.Reader
	out []byte
	// answer is the body of the last answer, good until the next.
	answer []byte
}

const (
	dialTimeout   = 5 * time.Second
	answerTimeout = 30 * time.Second
	mostAnswer    = 64 << 20
)

// post sends a body and reads the answer to it. After an error the connection
// is given up, and the next post dials anew.
func (c *conn) post(body []byte) (status int, err error) {
	if c.net == nil {
		if c.net, err = net.DialTimeout("tcp", c.host, dialTimeout); err != nil {
			return 0, err
		}
		c.in = bufio.NewReaderSize(c.net, 64<<10)
	}
	status, closes, err := c.exchange(body)
	if err != nil || closes {
		c.close()
	}
	return status, err
}

func (c *conn) close() {
	if c.net != nil {
		_ = c.net.Close()
		c.net = nil
	}
}

func (c *conn) exchange(body []byte) (status int, closes bool, err error) {
	if err := c.net.SetDeadline(time.Now().Add(answerTimeout)); err != nil {
		return 0, false, err
	}
	c.out = fmt.Appendf(c.out[:0], "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n", c.path, c.host, len(body))
	c.out = append(c.out, body...)
	if _, err := c.net.Write(c.out); err != nil {
		return 0, false, err
	}
	status, err = c.status()
	if err != nil {
		return 0, false, err
	}
	h, err := c.header()
	if err != nil {
		return status, false, err
	}
	c.answer = c.answer[:0]
	if h.chunked {
		return status, h.closes, c.chunks()
	}
	return status, h.closes, c.read(h.length)
}

// line reads a line without its end; it is good until the next read.
func (c *conn) line() ([]byte, error) {
	l, err := c.in.ReadSlice('\n')
	return bytes.TrimRight(l, "\r\n"), err
}

func (c *conn) status() (int, error) {
	l, err := c.line()
	if err != nil {
		return 0, err
	}
	if len(l) < 12 || !bytes.HasPrefix(l, []byte("HTTP/1.1 ")) {
		return 0, fmt.Errorf("not an answer of HTTP/1.1: %.100q", l)
	}
	return strconv.Atoi(string(l[9:12]))
}

// header is what must be known to read the body of an answer.
type header struct {
	length          int
	chunked, closes bool
}

func (c *conn) header() (header, error) {
	h := header{length: -1}
	for {
		l, err := c.line()
		if err != nil {
			return h, err
		}
		if len(l) == 0 {
			break
		}
		name, value, _ := bytes.Cut(l, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("content-length")):
			if h.length, err = strconv.Atoi(string(value)); err != nil {
				return h, err
			}
		case bytes.EqualFold(name, []byte("transfer-encoding")):
			h.chunked = bytes.EqualFold(value, []byte("chunked"))
		case bytes.EqualFold(name, []byte("connection")):
			h.closes = bytes.EqualFold(value, []byte("close"))
		}
	}
	if h.length < 0 && !h.chunked {
		return h, errors.New("an answer that does not tell its length")
	}
	return h, nil
}

// read appends so many bytes to the answer.
func (c *conn) read(n int) error {
	at := len(c.answer)
	if n < 0 || at+n > mostAnswer {
		return fmt.Errorf("an answer of more than %d bytes", mostAnswer)
	}
	if at+n > cap(c.answer) {
		c.answer = append(make([]byte, 0, 2*(at+n)), c.answer...)
	}
	c.answer = c.answer[:at+n]
	_, err := io.ReadFull(c.in, c.answer[at:])
	return err
}

func (c *conn) chunks() error {
	for {
		l, err := c.line()
		if err != nil {
			return err
		}
		size, _, _ := bytes.Cut(l, []byte(";"))
		n, err := strconv.ParseUint(string(size), 16, 31)
		if err != nil {
			return err
		}
		if err := c.read(int(n)); err != nil {
			return err
		}
		// The end of the chunk, or of the (empty) trailer.
		if _, err := c.line(); err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
	}
}
