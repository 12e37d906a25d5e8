// Package ingest takes a document in: its text, and what an extractor finds in
// it, as one transaction or not at all.
//
// # The way of a document
//
// Its text is made canonical, or refused with a code that says why (text.go);
// so are a language that is no BCP 47 tag and an address that nobody could
// follow (said.go).
// If these bytes of this publisher at this address are held already, the answer
// is the document that holds them, and nothing is read or written; otherwise a
// free id is found for it (place.go). Only then is it extracted, against a view
// of the graph, so that actors that are known are linked to.
//
// What the extractor proposes is a proposal: every part of it becomes EXTRACTED
// and PENDING, whatever it says of itself, and what curators entered is added
// to at most (proposal.go). It goes through the evidence gate; a part that does
// not pass is dropped with what refers to it, and told (weed.go). The rest is
// applied (ingest.go).
//
// # How large
//
// A text has at most 10 MiB, the bytes it was made from at most 16 MiB. All of
// it is one update of the store, which takes 64 MiB. An engine may write that
// in several pieces; readers see it when the last, small one is on disk, and a
// crash before that leaves nothing. A document in which so much is found that
// the update would be larger is refused as a whole.
package ingest
