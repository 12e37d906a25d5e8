package speech_test

import (
	"strings"
	"testing"

	"onrecord/graph"
)

// TestActs: the cue names the act, or what is said does.
func TestActs(t *testing.T) {
	f := newFinder(t)
	for _, c := range []struct {
		text string
		want graph.SpeechAct
	}{
		{"Brook said the boats were ready.", graph.Assert},
		{"Brook pledged to send two boats.", graph.Pledge},
		{"Brook agreed to send two boats.", graph.Pledge},
		{"Brook agreed that the boats were old.", graph.Assert},
		{"“We will send two boats,” Brook said.", graph.Pledge},
		{"“We’re going to send two boats,” Brook said.", graph.Pledge},
		{"Brook said she would send two boats.", graph.Pledge},
		{"“After a truce, we will send two boats,” Brook said.", graph.Pledge},
		{"“We will not send boats,” Brook said.", graph.Refuse},
		{"“We won’t send boats,” Brook said.", graph.Refuse},
		{"Brook ruled out any talks.", graph.Refuse},
		{"Brook refused to send boats.", graph.Refuse},
		{"“We will destroy the harbour,” Brook said.", graph.Threaten},
		{"Brook threatened to close the harbour.", graph.Threaten},
		{"“We could send two boats,” Brook said.", graph.Offer},
		{"Brook offered to send two boats.", graph.Offer},
		{"“We are ready to send two boats,” Brook said.", graph.Offer},
		{"“We could lose two boats,” Brook said.", graph.Assert},
		{"“We could sail at dawn,” Brook said.", graph.Assert},
		{"“We will need two boats,” Brook said.", graph.Assert},
		{"“We would be happy,” Brook said.", graph.Assert},
		{"“The harbour must open,” Brook said.", graph.Demand},
		{"“We demand a truce,” Brook said.", graph.Demand},
		{"“We call on the crew to leave,” Brook said.", graph.Demand},
		{"“Let us sail at dawn,” Brook said.", graph.Demand},
		{"Brook called for a truce.", graph.Demand},
		{"Brook called the plan a sham.", graph.Assert},
		{"Brook urged the crew to leave.", graph.Demand},
		{"“The boats must have been late,” Brook said.", graph.Assert},
		{"“It must rain,” Brook said.", graph.Assert},
		{"Brook hopes that the boats come back.", graph.Hope},
		{"Brook expressed hope for a truce.", graph.Hope},
		{"Brook expressed doubt about the truce.", graph.Doubt},
		{"Brook praised the crew.", graph.Praise},
		{"Brook warned that the boats would sink.", graph.Warn},
		{"Brook believes the boats will come back.", graph.Believe},
		{"Brook does not believe the boats will come back.", graph.Doubt},
		{"Brook doubts that the boats will come back.", graph.Doubt},
		{"“I doubt the boats will come back,” she said.", graph.Doubt},
		{"“I cannot imagine a harbour without boats,” she said.", graph.Doubt},
		{"Brook said a truce was unlikely.", graph.Doubt},
		{"Brook denied that the boats were late.", graph.Deny},
		{"Brook did not deny that the boats were late.", graph.Assert},
		{"“I hope the boats come back,” she said.", graph.Hope},
	} {
		all := f.find(c.text)
		if len(all) == 0 {
			t.Errorf("nothing is said in %s", c.text)
			continue
		}
		if got := all[0].Act; got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

// TestOnlyTheOwnSideCanPledge: that Oslo would send boats is a pledge only from
// somebody who speaks for Oslo.
func TestOnlyTheOwnSideCanPledge(t *testing.T) {
	source := "Brook said that after a truce, Oslo would send two boats."
	s := newFinder(t).find(source)[0]
	if s.Act != graph.Assert || s.ActOf(false) != graph.Assert || s.ActOf(true) != graph.Pledge {
		t.Errorf("got %s, %s for others, %s for the own side", s.Act, s.ActOf(false), s.ActOf(true))
	}
	if got := s.Agent.In(source); got != "Oslo" {
		t.Errorf("the agent is %q", got)
	}
	warned := newFinder(t).find("Brook warned that Oslo would send two boats.")[0]
	if warned.ActOf(true) != graph.Warn {
		t.Errorf("a warning became %s", warned.ActOf(true))
	}
}

func TestHedges(t *testing.T) {
	f := newFinder(t)
	for _, c := range []struct{ text, want string }{
		{"Brook said the boats could perhaps sail.", "could perhaps"},
		{"Brook said the boats might be about 20 years old.", "might about"},
		{"Brook said the talks were about boats.", ""},
		{"Brook said the boats would sail in May.", ""},
		{"Brook said the boats may sail.", "may"},
		{"Brook said the boats “may” be asked to sail.", "may"},
		{"Brook said the word was changed from “may” to “shall” at noon.", ""},
		{"Brook said the harbour would be shut to boats should the storm return.", ""},
		{"Brook said the boats should sail.", "should"},
		{"“Should a truce hold, we sail,” Brook said.", ""},
		{"Brook said the boats appeared to be ready.", "appeared"},
		{"Brook said the crew appeared on television.", ""},
		{"“The boats are more or less ready,” Brook said.", "more or less"},
		{"“This kind of boat leaks,” Brook said.", ""},
		{"Holm said that Brook believes the boats could sink.", ""},
		{"Holm said perhaps that Brook believes the boats could sink.", ""},
		{"“New reports suggest a delay,” Brook said.", "suggest"},
	} {
		s := f.find(c.text)[0]
		var got []string
		for _, h := range s.Hedges {
			got = append(got, h.In(c.text))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}
