// Package interop reads and writes graphs as JSON Lines: one JSON object a
// line, its kind under "record".
//
// There are two formats, told apart by the header line.
//
//   - onrecord-draft/1 proposes things: documents, nodes, statements,
//     commitments, relations, facts and merges, with evidence given as words.
//     It is what people and programs write by hand, what `import` takes through
//     the evidence gate, and what `export --state` gives of the present.
//   - onrecord-history/1 is a whole store: every entry of the log exactly as it
//     is chained, and before the first entry that needs them the bytes of
//     documents. Exporting, importing into an empty store and exporting again
//     gives the same bytes.
//
// A file is read strictly. An unknown field or record, a field given twice,
// bytes that are not UTF-8, the character U+0000 and a line that is too long
// are errors that name the line. Reading and writing go line by line; a
// history of any length passes through a bounded memory.
package interop
