// Package corpus invents an archive of news to measure with: N statements in
// N/10 documents, by two thousand speakers of whom a few speak far more than
// the rest, in words of whom a few are far more frequent than the rest.
//
//	c := corpus.New(1, 100_000)
//	loaded, err := c.Load(ctx, g, corpus.Batch)
//
// Everything follows from the seed, and every document can be made by itself:
// nothing is kept, so a million statements need no more memory than ten. The
// texts contain the words of the statements, so what is loaded has passed the
// evidence gate like any other draft.
//
// # What it is like
//
// Real function words and a few hundred real nouns, verbs and adjectives are
// mixed with twenty thousand invented ones, so that sentences of 8 to 25 words
// are grammatical and say nothing. About half the words are function words;
// they are the head of the frequencies, and the others follow as the law of
// Zipf has it from the fiftieth rank. Each speaker leans towards words of
// their own.
//
// Some sentences have a "not" or a "never", some end with a condition ("only
// if ..."), an exception ("except for ...") or carry a hedge ("may",
// "perhaps"). Words that only sometimes are such (but, when, would, until) do
// not occur, so that a test knows what a sentence loses when it is cut.
//
// One statement in twenty was taken over from an earlier document, words and
// speaker; one in ten has a turn of phrase that hundreds share. Two in three
// are quoted directly.
//
// With Pledges, each document ends with a promise of one of forty states that
// stood in a draft; four in five are missing from an agreement, of a kind. The
// statements and their places are the same as without.
package corpus
