// Package graph is the heart of onrecord: a knowledge graph of actors,
// statements and commitments in which every edge points at the very characters
// of a stored document.
//
// # The way in
//
// A Draft proposes documents, nodes, statements, commitments, relations and
// facts, and quotes words as evidence (draft.go). Verify is the gate
// (verify.go): each quotation must be the characters of its document at one
// place, each relation must fit the ontology (ontology.go). What passes is a
// list of Changes (change.go), everything named by id, every quotation by span
// and digest. Apply runs them as one transaction (txn.go): records are changed
// in memory, then written together with the index entries that follow from
// them (entries.go, the one place that knows which), and the Changes are
// appended to the log, chained by hash (log.go). Load (load.go) does that for
// any number of drafts, which become visible together. What the assertions of a
// relation come to is in tally.go: what was accepted decides, and nothing that
// waits for review changes it.
//
// # What lies in the store
//
// Keys are made in package keys. Records and index entries are cells (package
// cells): each remembers the transaction that began it and the one that ended
// it, so a View can read the graph as of any transaction. Records are in
// records.go and codec.go. Texts of documents are blobs under their hash; the
// log holds digests of them, never the text, so redact.go can remove words for
// good while the chain still verifies.
//
// # The way out
//
// A Session is one committed state; a View of it is what had been recorded as
// of a transaction, seen from a day of the world's time (view.go). Its methods
// take many nodes and answer in one or two round trips. What was decoded is kept
// for all sessions, in the present (recall.go, near.go; package cache), and what a
// view gave by it (met.go). Lists are
// Connections (list.go, lanes.go) over index ranges, with filters in actors.go,
// statements.go, commitments.go and relations.go; what an entry tells of a promise
// (traits.go, txn_missing.go) spares reading it; cursors pin their transaction
// (page.go, pin.go), and a node reached twice is listed once (twins.go).
//
// States of commitments are a pure function of what is recorded (states.go).
// What became of a promise in a document, reported or found by comparing two
// texts, is in presence.go, compare.go and versions.go, with the alignment of
// words in wording.go and modality.go. Walks are neighborhood.go, paths.go and
// links.go; dates are timeline.go; words are found through segments (package
// segments; words.go, merging.go, rebuild.go, search.go). A quote is traced to
// who said it in trace.go and trace_*.go, its words compared by package trace;
// documents are taken in, and read, by package ingest. Evidence is read with
// what stands around it (evidence.go, surroundings.go), from texts shared by
// their hash (texts.go).
//
// # Time
//
// recordedAt is when the graph learned something; it strictly increases.
// Validity is when it held in the world. Nothing is deleted: review and
// retraction act on assertions and facts, and an earlier View still shows them.
package graph
