package speech

import (
	"onrecord/extract/cues"
	"onrecord/graph"
)

// calibrate turns how a statement was found into how often such statements are
// right, content and speaker together. Three things decide: the construction
// (after a quotation, with "that", bare, none), whether words are quoted, and
// the class of the cue. The numbers are shares counted on 426 annotated news
// articles, in which a statement is right if four fifths of its words and its
// speaker are; they hold in each half of the articles. Nobody has annotated
// statements inside statements: theirs is the product with that of the
// statement around them.
func calibrate(s *Statement) float64 {
	quoted := s.Type != graph.Indirect
	how := s.Confidence
	if s.Class != cues.Speech && how < 0.7 {
		return byClass(s.Class, quoted)
	}
	switch {
	case how >= 0.85:
		return either(quoted, 0.94, 0.76)
	case how >= 0.75:
		return either(quoted, 0.87, 0.75)
	case how >= 0.55:
		return either(quoted, 0.71, 0.61)
	}
	return either(quoted, 0.28, 0.27)
}

func byClass(c cues.Class, quoted bool) float64 {
	switch c {
	case cues.Commitment:
		return either(quoted, 0.80, 0.44)
	case cues.Belief:
		return 0.42
	}
	return 0.32
}

func either(quoted bool, yes, no float64) float64 {
	if quoted {
		return yes
	}
	return no
}
