package trace

import (
	"fmt"
	"strings"
	"testing"
)

// TestWhatIsLostBeside: words that mean a loss only beside what the quote has, and
// words of a sentence that are none.
func TestWhatIsLostBeside(t *testing.T) {
	for _, c := range []struct{ said, quote, want string }{
		{"“When the storm is over, we will rebuild the breakwater,” he said.", "we will rebuild the breakwater", "TRUNCATED [When the storm is over CONDITION]"},
		{"“We will rebuild the breakwater when the storm is over,” he said.", "We will rebuild the breakwater", "TRUNCATED [when the storm is over CONDITION]"},
		{"“As soon as it is paid for, we'll rebuild the breakwater,” he said.", "we will rebuild the breakwater", "TRUNCATED [As soon as it is paid for CONDITION]"},
		{"“When the storm was over, we rebuilt the breakwater,” he said.", "we rebuilt the breakwater", "VERBATIM [When the storm was over OTHER]"},
		{"“We will sail to Bergen on the first, God willing,” he said.", "We will sail to Bergen on the first", "TRUNCATED [God willing HEDGE]"},
		{"“The plan works only if the catch is shared equally,” she said.", "The plan works [...] if the catch is shared equally", "TRUNCATED [only CONDITION]"},
		{"“The plan works only if the catch is shared equally,” she said.", "The plan works if the catch is shared equally", "ALTERED [only CONDITION]"},
		{"“The plan works only if the catch is shared equally,” she said.", "The plan works unless the catch is shared equally", "NEGATION_FLIPPED [only CONDITION]"},
		{"“We are far from ready to accept the quota,” she said.", "ready to accept the quota", "TRUNCATED [We are far from NEGATION]"},
		{"“We are far from ready to accept the quota,” she said.", "We are ready to accept the quota", "NEGATION_FLIPPED [far from NEGATION]"},
		{"“We live far from the coast of this island,” she said.", "the coast of this island", "VERBATIM [We live far from OTHER]"},
		{"“We stopped supporting the closure of the lighthouse,” she said.", "We supported the closure of the lighthouse", "NEGATION_FLIPPED [stopped OTHER]"},
		// A reporter's clause, and the quotation beside it.
		{"Reed said that port fees would be halved by the autumn.", "port fees would be halved by the autumn", "VERBATIM []"},
		{"Port fees would be halved by the autumn, Reed told the wire.", "Port fees would be halved by the autumn", "VERBATIM []"},
		{"Against a backdrop of strikes, the minister stated on Tuesday that port fees would fall.", "port fees would fall", "VERBATIM []"},
		{"Reed did not say that port fees would be halved by the autumn.", "port fees would be halved by the autumn", "TRUNCATED [Reed did not say that NEGATION]"},
		{"Reed said that, if the banks agree, port fees would be halved.", "port fees would be halved", "TRUNCATED [Reed said that, if the banks agree CONDITION]"},
		{"According to an official who asked not to be named, the ministry sold the dredger.", "the ministry sold the dredger", "VERBATIM []"},
		{"“We will pay for the quay,” Berg said, “and we are glad of it.”", "We will pay for the quay", "VERBATIM []"},
		{"“We will pay for the quay,” Berg said, “but not for the pier.”", "We will pay for the quay", "TRUNCATED [but not for the pier NEGATION EXCEPTION]"},
	} {
		doc := "The mayor spoke first.\n\n" + c.said
		r := Match(parsed(t, c.quote), NewSource(doc, nil), nil, nil)
		if r == nil {
			t.Errorf("%q of %q: nothing", c.quote, c.said)
			continue
		}
		cuts := make([]string, len(r.Cuts))
		for i, cut := range r.Cuts {
			cuts[i] = cut.Span.In(doc)
			for _, l := range cut.Loss {
				cuts[i] += " " + l.String()
			}
		}
		if got := fmt.Sprintf("%v [%s]", r.Verdict, strings.Join(cuts, "; ")); got != c.want {
			t.Errorf("%q of %q\n got %s\nwant %s", c.quote, c.said, got, c.want)
		}
	}
}
