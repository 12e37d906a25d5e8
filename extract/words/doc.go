// Package words turns the text of a document into what the grammar of
// extract reads: words with their part of speech and place, the passages in
// quotation marks, and sentences that no quotation runs out of.
//
// Every word knows its bytes: text[w.Start:w.End] == w.Text. Sentences come
// from graph/text and are joined where a quotation runs over their boundary,
// so that what stands in quotation marks and the words that attribute it are
// seen together. Parts of speech come from the perceptron of prose.
package words
