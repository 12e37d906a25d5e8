package speech

import (
	"onrecord/extract/cues"
	"onrecord/graph"
)

// calibrate turns how a statement was found into how often such statements are
// right, content and speaker together, as measured on annotated news. Three
// things decide: the construction (after a quotation, with "that", bare, none),
// whether words are quoted, and the class of the cue.
func calibrate(s *Statement) float64 {
	quoted := s.Type != graph.Indirect
	how := s.Confidence
	if s.Class != cues.Speech && how < 0.7 {
		return byClass(s.Class, quoted)
	}
	switch {
	case how >= 0.85:
		return either(quoted, 0.93, 0.78)
	case how >= 0.75:
		return either(quoted, 0.86, 0.75)
	case how >= 0.55:
		return either(quoted, 0.69, 0.60)
	}
	return either(quoted, 0.35, 0.30)
}

func byClass(c cues.Class, quoted bool) float64 {
	switch c {
	case cues.Commitment:
		return either(quoted, 0.80, 0.46)
	case cues.Belief:
		return 0.38
	}
	return 0.31
}

func either(quoted bool, yes, no float64) float64 {
	if quoted {
		return yes
	}
	return no
}
