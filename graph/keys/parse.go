package keys

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"onrecord/graph/cells"
)

// Field is one part of a key that was taken apart.
type Field struct {
	Part   Part
	Number uint64 // Number, Byte and Uint32
	Text   string // Text and Ident
	Bytes  []byte // Order and Hash
}

// String shows the field as name=value.
func (f Field) String() string {
	switch f.Part.Form {
	case Text, Ident:
		return fmt.Sprintf("%s=%q", f.Part.Name, f.Text)
	case Order, Hash:
		return f.Part.Name + "=" + hex.EncodeToString(f.Bytes)
	}
	if f.Part.Form == Byte && (f.Part.Name == "class") {
		return fmt.Sprintf("%s=%c", f.Part.Name, rune(f.Number))
	}
	return fmt.Sprintf("%s=%d", f.Part.Name, f.Number)
}

// Parse takes a key of the table apart, letter included. It is false for a key
// that the table's constructors cannot have made.
func (t Table) Parse(k []byte) ([]Field, bool) {
	if len(k) == 0 || k[0] != t.Letter {
		return nil, false
	}
	k = k[1:]
	out := make([]Field, 0, len(t.Parts))
	for _, p := range t.Parts {
		f := Field{Part: p}
		size, ok := p.Form.size(), true
		switch p.Form {
		case Text:
			f.Text, size, ok = cutText(k)
		case Ident:
			f.Text, size, ok = cutID(k)
		}
		if !ok || len(k) < size {
			return nil, false
		}
		raw := k[:size]
		switch p.Form {
		case Number:
			f.Number = binary.BigEndian.Uint64(raw)
		case Uint32:
			f.Number = uint64(binary.BigEndian.Uint32(raw))
		case Byte:
			f.Number = uint64(raw[0])
		case Order, Hash:
			f.Bytes = bytes.Clone(raw)
		}
		k = k[size:]
		out = append(out, f)
	}
	return out, len(k) == 0
}

// cutText takes a text off a key, with the zero byte that ends it.
func cutText(k []byte) (s string, size int, ok bool) {
	size = bytes.IndexByte(k, 0)
	if size < 0 || !utf8.Valid(k[:size]) {
		return "", 0, false
	}
	return string(k[:size]), size + 1, true
}

// size is how many bytes a part of the form takes; Text and Ident end themselves.
func (f Form) size() int {
	switch f {
	case Number, Order:
		return 8
	case Uint32:
		return 4
	case Byte:
		return 1
	case Hash:
		return 32
	}
	return 0
}

// TableOf finds the table a key belongs to by its letter.
func TableOf(k []byte) (Table, bool) {
	if len(k) == 0 {
		return Table{}, false
	}
	for _, t := range Tables {
		if t.Letter == k[0] {
			return t, true
		}
	}
	return Table{}, false
}

// Stored is a key as it lies in the store: of a plain table, or of a cell that
// holds now, or of one that ended.
type Stored struct {
	Table  Table
	Key    []byte // without the range's letter and the transaction that ended it
	Fields []Field
	Cell   bool
	Ended  uint64 // the transaction that ended the cell; 0: it holds now
}

// Decode takes any key of a store apart; false: no table can have made it.
func Decode(raw []byte) (Stored, bool) {
	out := Stored{Key: raw}
	if len(raw) > 0 {
		switch raw[0] {
		case cells.CurrentPrefix:
			out.Cell, out.Key = true, raw[1:]
		case cells.HistoryPrefix:
			if len(raw) < 10 {
				return out, false
			}
			cut := len(raw) - 8
			out.Cell, out.Key, out.Ended = true, raw[1:cut], binary.BigEndian.Uint64(raw[cut:])
			if out.Ended == 0 {
				return out, false
			}
		}
	}
	t, ok := TableOf(out.Key)
	if !ok || t.Versioned != out.Cell {
		return out, false
	}
	out.Table = t
	out.Fields, ok = t.Parse(out.Key)
	return out, ok
}

// String shows the table and the parts, and for an ended cell its end.
func (s Stored) String() string {
	if s.Table.Name == "" {
		return fmt.Sprintf("unknown key %q", s.Key)
	}
	var b strings.Builder
	b.WriteString(s.Table.Name)
	for _, f := range s.Fields {
		b.WriteByte(' ')
		b.WriteString(f.String())
	}
	if s.Ended != 0 {
		fmt.Fprintf(&b, " ended=%d", s.Ended)
	}
	return b.String()
}
