package changes

import (
	"strings"

	"onrecord/extract/grammar"
	"onrecord/graph"
	"onrecord/graph/text"
)

// What is reported of a text in more words than a verb: "is nowhere in the
// final text", "made no mention of", "survived only as a footnote", "made it
// into the statement", "“must” became “should”".

// A turn is such a way of words, read from the word that opens it.
type turn func(r *reader, i int) bool

// turns by the word that opens them.
var turns = map[string]turn{
	"nowhere": (*reader).nowhere, "mention": (*reader).noMention, "reference": (*reader).noMention, "references": (*reader).noMention,
	"survived": (*reader).survived, "survives": (*reader).survived, "survive": (*reader).survived,
	"silent": (*reader).silence, "nothing": (*reader).silence,
	"became": (*reader).became, "becomes": (*reader).became, "short": (*reader).stopsShort,
	"made": (*reader).madeIt, "make": (*reader).madeIt, "makes": (*reader).madeIt, "found": (*reader).madeIt, "finds": (*reader).madeIt,
	"crept": (*reader).madeIt, "slipped": (*reader).madeIt, "fell": (*reader).fellOut, "falls": (*reader).fellOut, "fallen": (*reader).fellOut,
	"dropped": (*reader).fellOut, "drops": (*reader).fellOut,
	"reworded": (*reader).reworded, "rephrased": (*reader).reworded, "rewritten": (*reader).reworded, "redrafted": (*reader).reworded,
	"amended": (*reader).reworded, "reworked": (*reader).reworded,
}

// firm and loose are words that make a wording binding or leave it open.
var (
	firm  = grammar.Set("shall must will require requires required ensure ensures mandatory binding obliged obliges prohibit prohibits ban bans commit commits guarantee guarantees demand demands condemn condemns always never all")
	loose = grammar.Set("may might should could can consider considers encourage encourages encouraged invite invites invited endeavour endeavor seek seeks aim aims strive voluntary optional recommend recommends ask asks urge urges hope hopes note notes explore explores appropriate possible some aspire regret regrets request requests")
)

// rank weighs the words of items [a, b): above 0 they bind, below 0 they leave
// it open.
func (r *reader) rank(a, b int) int {
	n := 0
	for i := a; i < b && i < len(r.Items); i++ {
		switch w := r.At(i).Lower; {
		case firm[w]:
			n++
		case loose[w]:
			n--
		}
	}
	return n
}

// about reads what the preposition at k is about, up to the end of the clause.
func (r *reader) about(k int) (text.Span, int) {
	if !r.At(k).Is("of", "to", "on", "about", "for") {
		return text.Span{}, k
	}
	end := r.clauseEnd(k + 1)
	return r.Span(k+1, end), end
}

// nowhere reads "is nowhere in the declaration", "was nowhere to be found in".
func (r *reader) nowhere(i int) bool {
	k := i + 1
	for r.At(k).Is("to", "be", "found", "seen", "else") {
		k++
	}
	doc, end := r.source(k, "in")
	if doc.Len() == 0 || !grammar.Be[r.At(i-1).Lower] && !r.At(i-1).Is("appears", "appeared", "appear") {
		return false
	}
	a, b, before := r.what(i - 1)
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: graph.Omitted}, a, end, 0.75)
	return true
}

// noMention reads "the statement made no mention of the hostages".
func (r *reader) noMention(i int) bool {
	if !r.At(i-1).Is("no", "any") {
		return false
	}
	v := i - 2
	negated := r.At(i - 1).Is("no")
	if !r.At(v).Is("made", "makes", "make", "making", "contains", "contained", "contain", "has", "had", "have", "includes", "included", "include", "carries", "carried") {
		return false
	}
	g := r.group(v)
	if negated == g.negated || g.unreal {
		return false
	}
	what, end := r.about(i + 1)
	start, doc, before := r.subjectText(g.first)
	if doc.Len() == 0 {
		return false
	}
	if before.Len() == 0 {
		before = r.earlier(end)
	}
	r.add(Change{What: what, Document: doc, Before: before, Status: graph.Omitted}, start, end, 0.65)
	return true
}

// subjectText gives the text that is the subject before item v, and the one it
// is told apart from: "The resolution, unlike an earlier draft,".
func (r *reader) subjectText(v int) (start int, doc, before text.Span) {
	for k := v - 1; k > 0 && k > v-12; k-- {
		if r.At(k).Is("unlike") && r.At(k-1).Comma() {
			a := r.whatStart(k - 1)
			return a, r.document(a, k-1), r.document(k+1, v)
		}
	}
	start = r.whatStart(v)
	return start, r.document(start, v), before
}

// survived reads "survived only as a footnote in the charter".
func (r *reader) survived(i int) bool {
	k := i + 1
	if !r.At(k).Is("only", "merely", "just", "in") {
		return false
	}
	if !r.At(k).Is("in") {
		k++
	}
	if !r.At(k).Is("as", "in") {
		return false
	}
	doc, end := r.sourceBehind(k)
	if doc.Len() == 0 {
		return false
	}
	a, b, before := r.what(r.group(i).first)
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: graph.Weakened}, a, end, 0.65)
	return true
}

// sourceBehind finds the text that a preposition from item k on names, over
// verbs: "to say states “may” inspect ships in the draft".
func (r *reader) sourceBehind(k int) (text.Span, int) {
	for n := k; n < len(r.Items) && n < k+18; n++ {
		if !r.At(n).Is("in", "of", "from") {
			continue
		}
		if doc, end := r.source(n, "in", "of", "from"); doc.Len() > 0 {
			return doc, end
		}
	}
	return text.Span{}, 0
}

// silence reads "the text is silent on compensation", "the memo says nothing
// about pensions".
func (r *reader) silence(i int) bool {
	v := i - 1
	if r.At(i).Is("silent") && !grammar.Be[r.At(v).Lower] && !r.At(v).Is("remains", "remained", "stays", "stayed") {
		return false
	}
	if r.At(i).Is("nothing") && !r.At(v).Is("says", "said", "contains", "contained") {
		return false
	}
	start, doc, before := r.subjectText(v)
	if doc.Len() == 0 || !r.At(i+1).Is("on", "about", "of") {
		return false
	}
	what, end := r.about(i + 1)
	if before.Len() == 0 {
		before = r.earlier(end)
	}
	r.add(Change{What: what, Document: doc, Before: before, Status: graph.Omitted}, start, end, 0.6)
	return true
}

// became reads "“must” became “should” in the second draft".
func (r *reader) became(i int) bool {
	doc, end := r.sourceBehind(i + 1)
	a := r.whatStart(i)
	was, is := r.rank(a, i), r.rank(i+1, i+4)
	if doc.Len() == 0 || i-a > 8 || was == 0 || is == 0 || was == is {
		return false
	}
	status := graph.Weakened
	if is > was {
		status = graph.Strengthened
	}
	r.add(Change{What: r.Span(a, i), Document: doc, Status: status}, a, end, 0.6)
	return true
}

// stopsShort reads "the deal stops short of a commitment to open the border".
func (r *reader) stopsShort(i int) bool {
	if !r.At(i-1).Is("stop", "stops", "stopped", "stopping", "falls", "fell") || !r.At(i+1).Is("of") {
		return false
	}
	g := r.group(i - 1)
	start, doc, before := r.subjectText(g.first)
	if doc.Len() == 0 || g.negated || g.unreal {
		return false
	}
	end := r.clauseEnd(i + 2)
	r.add(Change{What: r.Span(i+2, end), Document: doc, Before: before, Status: graph.Omitted}, start, end, 0.5)
	return true
}

// madeIt reads "made it into the final text", "did not make it into", "found
// its way into", "crept into".
func (r *reader) madeIt(i int) bool {
	k := i + 1
	switch {
	case r.At(i).Is("made", "make", "makes") && r.At(k).Is("it"):
		k++
	case r.At(i).Is("found", "finds") && r.At(k).Is("its", "their") && r.At(k+1).Is("way"):
		k += 2
	case !r.At(i).Is("crept", "slipped"):
		return false
	}
	if !r.At(k).Is("into", "onto") {
		return false
	}
	doc, end := r.source(k, "into", "onto")
	if doc.Len() == 0 {
		return false
	}
	g := r.group(i)
	status, first := graph.Added, g.first
	if r.At(g.first).Is("to") && r.At(g.first-1).Is("failed", "fails") {
		first, g.unreal, g.negated = g.first-1, false, true
	} else if r.At(i-1).Is("to") && r.At(i-2).Is("failed", "fails") {
		first, g.unreal, g.negated = i-2, false, true
	}
	if g.unreal {
		return false
	}
	if g.negated {
		status = graph.Omitted
	}
	a, b, before := r.what(first)
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: status}, a, end, 0.65)
	return true
}

// fellOut reads "fell out of the resolution", "dropped out of the manifesto".
func (r *reader) fellOut(i int) bool {
	if !r.At(i+1).Is("out", "off") || !r.At(i+2).Is("of") && !r.At(i+1).Is("off") {
		return false
	}
	k := i + 2
	if r.At(i + 1).Is("off") {
		k = i + 1
	}
	doc, end := r.source(k, "of", "off")
	g := r.group(i)
	if doc.Len() == 0 || g.negated || g.unreal {
		return false
	}
	a, b, before := r.what(g.first)
	if before.Len() == 0 {
		before = r.earlier(end)
	}
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: graph.Omitted}, a, end, 0.75)
	return true
}

// reworded reads "was reworded to say that states “may” inspect". Whether it
// got weaker or firmer is told by the new words; where they do not tell, there
// is no change to speak of.
func (r *reader) reworded(i int) bool {
	g := r.group(i)
	if !r.At(i+1).Is("to", "so", "as") || g.negated || g.unreal {
		return false
	}
	new := r.rank(i+2, len(r.Items))
	if new == 0 {
		return false
	}
	c := Change{Status: graph.Weakened}
	if new > 0 {
		c.Status = graph.Strengthened
	}
	end := len(r.Items)
	for end > i && (r.At(end-1).Stop() || r.At(end-1).Comma()) {
		end--
	}
	if g.passive {
		a, b, before := r.what(g.first)
		c.What, c.Before = r.Span(a, b), before
		if c.Document, _ = r.sourceBehind(i + 1); c.Document.Len() == 0 {
			c.Document = r.document(a, b)
		}
		r.add(c, a, end, 0.6)
		return true
	}
	return false
}

// lessened reads "was cut down to two lines in the agreement", "pared back".
func (r *reader) lessened(i int, g group) bool {
	k := i + 1
	if !r.At(k).Is("down", "back", "to") || r.At(k).Is("to") && !r.At(i).Is("reduced", "confined", "limited", "relegated", "downgraded", "demoted") {
		return false
	}
	doc, end := r.sourceBehind(k)
	a, b, before := r.what(g.first)
	if doc.Len() == 0 {
		if doc = r.document(a, b); doc.Len() == 0 {
			return false
		}
		end = r.clauseEnd(k + 1)
	}
	r.add(Change{What: r.Span(a, b), Document: doc, Before: before, Status: graph.Weakened}, a, end, 0.65)
	return true
}

// decided: the infinitive whose "to" stands at k is what somebody agreed to do.
func (r *reader) decided(k int) bool {
	return r.At(k).Is("to") && strings.HasPrefix(r.At(k-1).Tag, "VB") && r.At(k-1).Is("agreed", "decided", "voted", "opted", "resolved", "chose", "moved", "managed")
}
