// Package seeds carries the founding article and its curated annotation, so
// that a fresh onrecord has something real to answer from.
//
// The article is kept byte for byte. The annotation is JSON Lines in the import
// format: the first line is a header that names the format, the default origin
// and the default document of evidence; each further line is one record, its
// kind under "record" and the rest in the fields of the graph's drafts. The
// article's own document record says with "textFile" which file holds its text.
// Evidence is given as words, with the characters directly before or after them
// where the words repeat. Records stand in the order of the article: each
// paragraph brings the nodes it names first, then its statements, commitments
// and relations.
//
// How the annotation decides
//
//   - What the article does not say, it does not say. The few values from
//     outside (the date of “Tuesday”, ISO codes, names in other scripts) are
//     CURATED and give a reason.
//   - Every sentence has a statement: of a named speaker, of a document that
//     the article cites, or of the article itself (NARRATOR).
//   - A fully quoted utterance spans the words between the marks; a partly
//     quoted one spans its content clause, marks included.
//   - What a speaker or a cited document says goes under "accordingTo";
//     without it the article speaks in its own voice.
//   - A ceasefire, the end of the war, a peace agreement and a renewed attack
//     are four events. A commitment depends only on the one its words name.
//   - Two documents, or two commitments, that the article does not identify
//     stay two; POSSIBLY_SAME_AS says what a reader may suspect, and why.
//   - Somebody whom the article places at the meeting without saying so in as
//     many words takes part in it with a confidence below 1 and a reason.
package seeds
