package speech

import (
	"slices"
	"strings"

	"onrecord/extract/cues"
	"onrecord/extract/grammar"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

// acts are what speakers do with cues that say it, and with the same verbs in
// the first person.
var acts = byLemma(map[graph.SpeechAct]string{
	graph.Pledge:   "promise pledge vow swear guarantee commit undertake commitment oath undertaking assurance assure",
	graph.Offer:    "offer propose volunteer proposal willing ready prepared",
	graph.Demand:   "demand urge order request implore beseech beg exhort instruct command direct plead recommend advise plea call appeal",
	graph.Threaten: "threaten threat",
	graph.Praise:   "praise hail laud applaud commend welcome salute celebrate tout trumpet thank congratulate admire glad proud",
	graph.Hope:     "hope wish hopeful optimistic",
	graph.Warn:     "warn caution warning",
	graph.Believe:  "believe think feel suspect assume presume suppose guess reckon surmise conceive deem belief view opinion conviction suspicion confident convinced certain sure",
	graph.Doubt:    "doubt question distrust mistrust doubtful skeptical sceptical uncertain unsure pessimistic",
	graph.Deny:     "deny rebut refute repudiate denial",
	graph.Refuse:   "refuse decline reject rebuff refusal unwilling reluctant",
})

func byLemma(lists map[graph.SpeechAct]string) map[string]graph.SpeechAct {
	m := map[string]graph.SpeechAct{}
	for act, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[w] = act
		}
	}
	return m
}

// expressed are nouns that say what is done where a verb such as "express"
// governs them: expressed hope, voiced doubt.
var expressed = byLemma(map[graph.SpeechAct]string{
	graph.Hope:   "hope hopes optimism",
	graph.Praise: "approval praise admiration thanks gratitude appreciation satisfaction delight respect",
	graph.Doubt:  "doubt doubts skepticism scepticism uncertainty",
	graph.Offer:  "readiness willingness",
	graph.Refuse: "unwillingness reluctance",
	graph.Warn:   "warning warnings",
})

// judge says of each statement what act it is, who is to act by it, and what
// it hedges.
func (e *reading) judge() {
	for i := range e.out {
		s := &e.out[i]
		m := e.meaning(s)
		s.Agent, s.owned = m.agent, m.byOwnSide
		s.Act = m.act
		if act, ok := e.byCue(s); ok {
			s.Act, s.owned = act, ""
		}
		s.Hedges = e.hedges(i)
	}
}

// ActOf is the act, given whether the Agent is on the speaker's own side: that
// Oslo would send boats is a pledge from Norway's minister and a forecast from
// anybody else.
func (s *Statement) ActOf(ownSide bool) graph.SpeechAct {
	if ownSide && s.owned != "" {
		return s.owned
	}
	return s.Act
}

// byCue is the act that the cue names. A cue such as "say" names none.
func (e *reading) byCue(s *Statement) (graph.SpeechAct, bool) {
	cue := strings.ToLower(s.Cue.In(e.t.Source))
	first := e.firstWord(s)
	act, ok := acts[s.Lemma]
	switch s.Lemma {
	case "call", "appeal":
		// To call for is to demand; to call it a sham is not.
		if particle := cue[strings.LastIndexByte(cue, ' ')+1:]; particle != "for" && particle != "on" && particle != "upon" && first != "for" && first != "to" {
			return "", false
		}
	case "ask", "push", "press", "lobby", "campaign":
		if first == "to" || strings.HasSuffix(cue, " for") {
			act, ok = graph.Demand, true
		}
	case "agree":
		// Agreeing to do is a promise; agreeing that is not.
		if s.Class == cues.Commitment {
			act, ok = graph.Pledge, true
		}
	case "rule":
		if strings.HasSuffix(cue, " out") {
			act, ok = graph.Refuse, true
		}
	case "express", "voice", "convey", "echo":
		act, ok = expressed[first]
	}
	if !ok {
		return "", false
	}
	if s.Negated {
		act = negation(act)
	}
	return act, true
}

// negation is what it is not to do what the cue says.
func negation(act graph.SpeechAct) graph.SpeechAct {
	switch act {
	case graph.Believe, graph.Hope:
		return graph.Doubt
	case graph.Doubt:
		return graph.Believe
	case graph.Pledge, graph.Offer:
		return graph.Refuse
	}
	return graph.Assert // did not deny, did not refuse
}

func (e *reading) firstWord(s *Statement) string {
	k, _ := slices.BinarySearchFunc(e.t.Words, s.Content[0].Start, func(w words.Word, at int) int { return w.Start - at })
	for ; k < len(e.t.Words) && e.t.Words[k].End <= s.Content[0].End; k++ {
		if grammar.IsWord(e.t.Words[k].Text) {
			return e.t.Words[k].Lower
		}
	}
	return ""
}

// A meaning is what the content of a statement does by itself.
type meaning struct {
	act       graph.SpeechAct
	agent     text.Span
	byOwnSide graph.SpeechAct // if the agent is on the speaker's side
}
