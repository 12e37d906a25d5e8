package cues

// verbs is the lexicon: per class and pattern, the lemmas that share them.
// The letters of a pattern:
//
//	c  a clause, with or without "that"        t  a clause, only with "that"
//	w  whether, if, what ...                   i  to and an infinitive
//	q  a quotation                             v  the speaker may follow: said X
//	n  a noun phrase is the content            a  somebody told comes first
//	g  a gerund                                s  something "as" something
//	p  a quotation or noun phrase described: called it "..."
//
// Prepositions after a lemma (point:out, call:for) are part of the cue; they
// are given as lemma:prep+prep, and mean that the content follows them.
var verbs = []group{
	{Speech, "cwqv", "say"},
	{Speech, "cwqa", "tell"},
	{Speech, "cwqvn", "add write note state declare announce report reply respond answer recall observe remark explain reveal confirm acknowledge admit concede argue insist assert maintain contend claim allege predict suggest warn tweet post joke quip reiterate repeat stress emphasize emphasise testify caution counter retort"},
	{Speech, "cwqv", "confess protest demur marvel gush enthuse scoff sneer hiss holler moan whine sob interpose continue agree conclude comment interject muse opine proclaim profess boast brag blog text email cable chime:in shout yell cry whisper exclaim mutter murmur tease crow fume gripe grouse chuckle laugh sigh snap thunder intone roar bellow scream yelp groan growl bark pray recite chant deadpan rejoin volunteer elaborate vent rant recount relate theorize theorise speculate reason surmise hypothesize"},
	{Speech, "cqn", "indicate mention signal imply intimate complain lament hint disclose divulge affirm reaffirm underscore underline highlight point:out vouch attest certify estimate forecast project posit postulate reckon venture lie fret grumble gloat inform:of"},
	{Speech, "wiqvna", "ask"},
	{Speech, "wqvn", "inquire enquire wonder question query"},
	{Speech, "cwqna", "assure remind inform notify convince persuade brief"},
	{Speech, "ciqna", "urge implore beseech beg exhort instruct order command direct"},
	{Speech, "ciqn", "demand request propose recommend plead"},
	{Speech, "ia", "challenge encourage advise"},
	{Speech, "pn", "call dub label brand term"},
	{Speech, "sn", "describe characterize characterise depict portray denounce deride dismiss hail tout praise condemn criticize criticise blast slam decry ridicule mock assail lambaste lambast rebuke castigate lampoon belittle disparage cite"},
	{Speech, "n", "accuse blame thank congratulate apologize:for chide scold fault attack chastise excoriate pan bash skewer savage deplore applaud commend laud salute welcome celebrate trumpet"},
	{Speech, "cgqn", "deny"},
	{Speech, "t", "allow object"},
	{Speech, "q", "shoot:back fire:back hit:back snap:back"},
	{Speech, "qn", "rebut refute rebuff reject repudiate disavow renounce disown"},
	{Speech, "n", "speak:of+about talk:about+of comment:on discuss outline express voice echo refer:to allude:to point:to call:for+on+upon appeal:for+to object:to apologize boast:of+about complain:about+of warn:of+about+against speak:out joke:about rail:against tell:of lash:out testify:about inveigh:against quote"},
	{Speech, "n", "rule:out"},
	{Speech, "c", "make:clear"},
	{Finding, "cwqn", "show find demonstrate prove illustrate"},
	{Finding, "cwq", "read"},
	{Finding, "cwn", "determine discover establish calculate rule decide learn hear"},
	{Finding, "cn", "prompt:fear"},
	{Finding, "n", "document chronicle expose uncover"},
	{Belief, "cwn", "believe think feel suspect doubt fear hope expect assume presume understand realize realise recognize recognise imagine suppose guess deem judge foresee envision envisage anticipate trust know worry conceive"},
	{Belief, "n", "consider regard view see perceive"},
	{Belief, "n", "support oppose endorse back favor favour prefer like dislike love hate resent admire respect distrust mistrust reject resist defend champion advocate embrace approve:of disapprove:of agree:with+on disagree:with+about sympathize:with believe:in question doubt mull weigh ponder contemplate"},
	{Belief, "i", "like prefer hope expect fear"},
	{Intent, "i", "want plan intend seek aim try hope wish decide choose opt prepare hesitate resolve attempt threaten offer refuse decline"},
	{Intent, "n", "want plan seek consider propose pursue demand push:for press:for lobby:for campaign:for ask:for hope:for wait:for look:for threaten offer plan:on plan:for aim:for"},
	{Commitment, "ciqvn", "promise pledge vow swear guarantee"},
	{Commitment, "i", "agree undertake commit"},
	{Commitment, "n", "agree:to+on commit:to+on undertake"},
}

// irregular gives the forms that rules do not: third person, past, past
// participle and -ing, where they differ from the regular ones.
var irregular = map[string][4]string{
	"say": {"says", "said", "said", "saying"}, "tell": {"tells", "told", "told", "telling"},
	"write": {"writes", "wrote", "written", "writing"}, "think": {"thinks", "thought", "thought", "thinking"},
	"know": {"knows", "knew", "known", "knowing"}, "hear": {"hears", "heard", "heard", "hearing"},
	"find": {"finds", "found", "found", "finding"}, "swear": {"swears", "swore", "sworn", "swearing"},
	"see": {"sees", "saw", "seen", "seeing"}, "feel": {"feels", "felt", "felt", "feeling"},
	"read": {"reads", "read", "read", "reading"}, "show": {"shows", "showed", "shown", "showing"},
	"speak": {"speaks", "spoke", "spoken", "speaking"}, "seek": {"seeks", "sought", "sought", "seeking"},
	"undertake":  {"undertakes", "undertook", "undertaken", "undertaking"},
	"understand": {"understands", "understood", "understood", "understanding"},
	"foresee":    {"foresees", "foresaw", "foreseen", "foreseeing"}, "choose": {"chooses", "chose", "chosen", "choosing"},
	"shoot": {"shoots", "shot", "shot", "shooting"}, "hit": {"hits", "hit", "hit", "hitting"},
	"make": {"makes", "made", "made", "making"}, "cast": {"casts", "cast", "cast", "casting"}, "lie": {"lies", "lied", "lied", "lying"},
	"learn": {"learns", "learned", "learned", "learning"}, "prove": {"proves", "proved", "proven", "proving"},
	"refer": {"refers", "referred", "referred", "referring"}, "admit": {"admits", "admitted", "admitted", "admitting"},
	"commit": {"commits", "committed", "committed", "committing"}, "plan": {"plans", "planned", "planned", "planning"},
	"rebut": {"rebuts", "rebutted", "rebutted", "rebutting"}, "slam": {"slams", "slammed", "slammed", "slamming"},
	"quip": {"quips", "quipped", "quipped", "quipping"}, "beg": {"begs", "begged", "begged", "begging"},
	"brag": {"brags", "bragged", "bragged", "bragging"}, "blog": {"blogs", "blogged", "blogged", "blogging"},
	"dub": {"dubs", "dubbed", "dubbed", "dubbing"}, "pan": {"pans", "panned", "panned", "panning"},
	"label": {"labels", "labeled", "labelled", "labeling"}, "snap": {"snaps", "snapped", "snapped", "snapping"},
	"signal": {"signals", "signaled", "signalled", "signaling"},
}

// nouns carry what a person says, thinks or means to do: his concern that,
// their pledge to. A clause after "that" or an infinitive is the content.
var nouns = map[Class]string{
	Speech:     "claim assertion statement allegation accusation charge argument contention suggestion warning announcement admission acknowledgment insistence complaint remark declaration denial prediction proposal demand call plea report revelation confession assurance",
	Belief:     "belief concern fear hope expectation view opinion conviction worry suspicion doubt confidence sense feeling idea notion",
	Intent:     "intention desire plan decision determination wish threat offer refusal effort attempt bid",
	Commitment: "promise pledge vow commitment guarantee oath undertaking agreement",
}

// adjectives say what somebody holds: was confident that, is eager to.
var adjectives = map[Class]string{
	Belief: "confident hopeful optimistic certain convinced sure aware worried concerned afraid skeptical sceptical doubtful adamant pessimistic glad proud sorry disappointed surprised wary fearful mindful unaware uncertain unsure supportive critical",
	Intent: "eager willing ready determined unwilling reluctant keen prepared anxious poised",
}
