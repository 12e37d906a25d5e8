// Package trace compares a quote, as somebody passed it on, with the text of a
// document: where its words stand, what was changed, what was left out. It
// knows nothing of the store; who said the words is for its caller to find.
//
//	q, err := trace.Parse(`"We can arrive … at peace"`)
//	found := trace.Match(q, trace.NewSource(document, nil), windows, nil)
//
// Match gives nil where nothing in the document is close enough. A verdict
// compares with that document, never with reality.
//
// # Verdicts
//
// Say a document has the sentence
//
//	“The harbour will open in May, if the dredging is paid for,” she said.
//
// Then the verdicts are, from the least to the gravest:
//
//	VERBATIM          The harbour will open in May
//	                  (the very characters, but for outer quote marks and the punctuation at the end;
//	                  here it is TRUNCATED, since an "if" follows in the sentence)
//	NORMALIZED        the HARBOUR will open in “May”: equal after folding, see below
//	ELIDED            The harbour … in May; [It] will open in May: words are left out
//	                  where an ellipsis or a bracket shows it
//	TRUNCATED         The harbour will open in May: the words stand there, but the same sentence
//	                  has a negation, condition, hedge or exception that the quote leaves out
//	ALTERED           The harbour will open in June: words changed, added or left out unmarked
//	SPLICED           The dredging is paid for, the harbour will open in May: parts of two places
//	                  or of two utterances joined as if they were one, or in another order
//	NEGATION_FLIPPED  The harbour will not open in May: a not, never, no, without, nobody, hardly,
//	                  rarely, un- was added, dropped or moved
//
// The gravest that applies is given, whatever the score:
//
//   - a dropped "not" in a quote with other changes is NEGATION_FLIPPED, not ALTERED;
//   - an ellipsis that swallows the "not" of a sentence the quote keeps words of is
//     NEGATION_FLIPPED, not ELIDED; one that swallows its "if" is TRUNCATED. Whole
//     sentences in an ellipsis are nobody's "not": that stays ELIDED;
//   - changed words in a sentence whose "if" was cut are ALTERED; Cuts shows the "if";
//   - an antonym is a changed word: "open" for "close" is ALTERED, but "unlikely" for
//     "likely" is NEGATION_FLIPPED, and "never" for "not" is ALTERED;
//   - the first two words turned ("will nobody" for "Nobody will") are one change,
//     ALTERED, unless a "not" or "no" moves;
//   - "far from ready" for "ready", "stopped supporting" for "supported" and "unless"
//     for "if" are NEGATION_FLIPPED; the "only" of "only if" is a condition, and so is
//     "when the storm is over" beside what will be;
//   - a phrase that begins in the quote and goes on after it is lost: "with the",
//     where the sentence goes on "exception of the crews", is TRUNCATED.
//
// A "not" is known in English, and the plain ones of French, German, Ukrainian
// and Russian; conditions, hedges and exceptions in English, with a word or two
// of those. In other languages a changed "not" is ALTERED.
//
// Words of a reporter between two quotations of one sentence (“We will go,” she
// said, “and soon”) may be left out: that is ELIDED. Where the quote stands
// inside quotation marks the sentence ends with them: "she said" is never a cut. Nor
// is "Reed said that" around reported words, or another quotation of the sentence,
// unless a condition, negation, hedge or exception is in it.
//
// # Folding
//
// Words are compared by text.Tokens and text.Fold: case, quote marks, dashes,
// white space, Unicode forms, ligatures, diacritics of Latin letters, straight
// and curly apostrophes, zero-width and bidi characters and all punctuation do
// not count. A word broken by a hyphen at the end of a line is the whole word.
// The commas in a number of groups of three digits do not count: 1,500 is 1500, and
// not 15,000. Signs that say something are words: $, €, £ and so on; % is "percent".
//
// English contractions are the words they stand for, in both directions: "She did
// not sign" is NORMALIZED where the document has "She didn't sign", and so are
// "we'll" for "we will", "can't" for "cannot", "it isn't" for "it's not". "He'd" is
// "he would" or "he had", "it's" is "it is" or "it has", as the other side has it.
// The n't counts as a "not": "She did sign" is NEGATION_FLIPPED. The 's of a noun
// stays what it is, and so do "ain't" and "dont". Words are counted written out.
//
// # Score
//
// Score is the share of the quote's words that stand in the document in order:
// an equal word counts 1, a similar one (an inflection, a typing error) half;
// two words that the document has in between, and nothing shows it, weigh as
// one more word of the quote. Words in brackets and ellipses do not count. 1 is
// every word; under Threshold nothing is a match, and a quote of more than seven
// words needs 0.68. Nor is it one where fewer than
// half of the quote's content words stand there, unless they are more than half of
// the document's in that place; similar words, and function words (articles,
// pronouns, prepositions, conjunctions, auxiliaries, adverbs such as "perhaps"), are
// no content. Nor where a quote of up to three words differs at all, or one of
// up to seven in more than one word; of six or seven words a second one may be
// missing from the quote.
//
// # Differences
//
// Diff turns the quote into the document's words: DELETE is what only the
// quote has, INSERT what only the document has, REPLACE both in each other's
// place, EQUAL the same words folded. Given is of the quote, Source of the document.
// All Given one after the other are the quote (Quote.Text), character for
// character; all Source of spans that are no Gap are the Parts, one after the
// other. A Gap is an ellipsis or bracket of the quote with the words it stands
// for (REPLACE), or with none or words too far off to show (DELETE).
//
// # Cost
//
// Only the surroundings of the windows are read. Short quotes are
// aligned with their surroundings whole; long ones between runs of words that
// occur once in both, so that a speech in a large document stays linear. The
// alignment is our own: diff libraries know neither ends that cost nothing nor
// gaps that an ellipsis has announced.
package trace
