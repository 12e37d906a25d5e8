package guard

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// DecodeVariables decodes the variables' JSON text within the guard's limits:
// an object, or null or nothing for none. Numbers keep their digits. Text that
// encoding/json would quietly mangle (bytes that are not UTF-8, halves of
// surrogate pairs) is refused. upload says that the caller may write, and so
// send a whole document. The error is an *Error.
func (g *Guard) DecodeVariables(raw []byte, upload bool) (map[string]any, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return nil, nil
	}
	limits := g.limits
	if upload {
		limits.VariableBytes = limits.UploadBytes
	}
	if err := scanJSON(raw, &limits); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var values map[string]any
	if err := decoder.Decode(&values); err != nil {
		return nil, refuse(CodeBadVariable, "The variables are not a JSON object: %s.", clip(err.Error()))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, refuse(CodeBadVariable, "The variables are followed by more text: send one JSON object.")
	}
	return values, nil
}

// scanJSON checks what must hold before the text is decoded.
func scanJSON(raw []byte, limits *Limits) error {
	if len(raw) > limits.VariableBytes {
		return refuse(CodeVariablesTooLarge, "The variables are %d bytes long, the limit is %d: send less in one request.", len(raw), limits.VariableBytes)
	}
	if !utf8.Valid(raw) {
		return refuse(CodeBadVariable, "The variables are not valid UTF-8.")
	}
	depth, values := 0, 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case ',':
			values++
		case '{', '[':
			values++
			depth++
			if depth > limits.VariableNesting {
				return refuse(CodeTooDeep, "The variables nest at least %d brackets, the limit is %d: flatten them.", depth, limits.VariableNesting)
			}
		case '}', ']':
			depth--
		case '"':
			end, ok := skipJSONString(raw, i+1)
			if !ok {
				return refuse(CodeBadVariable, "The variables hold half of a surrogate pair at byte %d: send whole characters.", end)
			}
			i = end
		}
		if values > limits.VariableValues {
			return refuse(CodeTooManyItems, "The variables hold more than %d values: send fewer in one request.", limits.VariableValues)
		}
	}
	return nil
}

// skipJSONString finds the closing quote of a string whose content begins at i.
// It is not ok at an escape that is half of a surrogate pair; other faults are
// left for the decoder to name.
func skipJSONString(raw []byte, i int) (end int, ok bool) {
	for i < len(raw) && raw[i] != '"' {
		if raw[i] != '\\' {
			i++
			continue
		}
		if i+1 >= len(raw) || raw[i+1] != 'u' {
			i += 2
			continue
		}
		window := string(raw[i:min(i+12, len(raw))])
		_, next, valid := readEscape(window, 0)
		if !valid {
			half, isHex := hex4(window, 2)
			if isHex && half >= 0xD800 && half < 0xE000 {
				return i, false
			}
			next = 2
		}
		i += next
	}
	return i, true
}
