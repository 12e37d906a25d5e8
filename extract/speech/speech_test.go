package speech_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/cues"
	"onrecord/extract/speech"
	"onrecord/extract/words"
)

// finder reads texts as package extract does.
type finder struct {
	reader  *words.Reader
	lexicon *cues.Lexicon
}

func newFinder(t testing.TB) *finder {
	t.Helper()
	lexicon := cues.New()
	reader, err := words.NewReader(lexicon.Reports)
	if err != nil {
		t.Fatal(err)
	}
	return &finder{reader, lexicon}
}

func (f *finder) find(source string) []speech.Statement {
	out, err := speech.Find(context.Background(), f.reader.Read(source), f.lexicon)
	if err != nil {
		panic(err)
	}
	return out
}

// told writes a statement as "who | cue | what … what", further in the deeper
// it stands inside others.
func told(source string, all []speech.Statement, i int) string {
	s := &all[i]
	depth := 0
	for at := s.Within; at >= 0; at = all[at].Within {
		depth++
	}
	var parts []string
	for _, c := range s.Content {
		parts = append(parts, c.In(source))
	}
	return fmt.Sprintf("%s%s | %s | %s", strings.Repeat("> ", depth), strings.TrimSuffix(s.Source.In(source), ","), s.Lemma, strings.Join(parts, " … "))
}

type scene struct{ name, text, want string }

func (f *finder) play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, c := range scenes {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			all := f.find(c.text)
			for i := range all {
				got = append(got, told(c.text, all, i))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

// TestWhatIsSaidAndByWhom: each scene shows one thing the grammar must do.
func TestWhatIsSaidAndByWhom(t *testing.T) {
	newFinder(t).play(t, []scene{
		{"the speaker after the verb", "“We sail at dawn,” said Ada Brook, the harbour master.", "Ada Brook, the harbour master | say | “We sail at dawn,”"},
		{"the speaker before the verb", "“We sail at dawn,” Brook said.", "Brook | say | “We sail at dawn,”"},
		{"a quotation that goes on", "“We sail,” she said. “Nobody stays.”", "she | say | “We sail,” … “Nobody stays.”"},
		{"content around the cue", "The boats, the harbour master said, are ready to leave.", "the harbour master | say | The boats … are ready to leave"},
		{"a question mark ends no sentence", "“Will they sail?” Brook asked.", "Brook | ask | “Will they sail?”"},
		{"that", "Brook said on Monday that the boats were ready.", "Brook | say | that the boats were ready"},
		{"no that", "Brook said the boats were ready.", "Brook | say | the boats were ready"},
		{"somebody is told", "Brook told reporters in Oslo that the boats were ready.", "Brook | tell | that the boats were ready"},
		{"somebody described is told", "Brook told the skippers who had come to Oslo, “The boats are ready.”", "Brook | tell | “The boats are ready.”"},
		{"two cues, one subject", "Brook said that the boats were ready and insisted that they would sail.", "Brook | say | that the boats were ready\nBrook | insist | that they would sail"},
		{"rejected, saying", "Brook rejected the offer, saying the boats would sail.", "Brook | reject | the offer\nBrook | say | the boats would sail"},
		{"participles in a row", "Brook spoke at noon, saying the boats were ready and insisting that they would sail.", "Brook | say | the boats were ready\nBrook | insist | that they would sail"},
		{"a participle after a quotation", "Brook dismissed the “wild rumours,” saying the boats were ready.", "Brook | dismiss | the “wild rumours,”\nBrook | say | the boats were ready"},
		{"time is not a name", "“We sail,” Brook later Thursday said.", "Brook | say | “We sail,”"},
		{"according to", "The boats are ready, according to the harbour master.", "the harbour master | according to | The boats are ready"},
		{"a noun that attributes", "His concern that the boats would sink grew.", "His | concern | that the boats would sink"},
		{"a noun inside the subject", "Brook’s claim that the boats were ready, had pleased the crew.", "Brook | claim | that the boats were ready"},
		{"typed apostrophes", "''We sail at dawn,'' Mr. Brook said.", "Mr. Brook | say | ''We sail at dawn,''"},
		{"one curly, one typed mark", "“We sail at dawn,\" Brook said on Friday.", "Brook | say | “We sail at dawn,\""},
		{"a double mark closed by a single one", "Brook wrote: “We sail at dawn.’ The crew was asleep.", "Brook | write | “We sail at dawn.’"},
		{"an apposition between", "Ada Brook, who runs the harbour, said the boats were ready.", "Ada Brook, who runs the harbour | say | the boats were ready"},
		{"age and home between", "Ada Brook, 54, of Bergen, Norway, who runs the harbour, said the boats were ready.", "Ada Brook, 54, of Bergen, Norway, who runs the harbour | say | the boats were ready"},
		{"a visit between", "Brook, during a visit to Bergen, said the boats were ready.", "Brook, during a visit to Bergen | say | the boats were ready"},
		{"a title in marks before the verb", "Ada Brook, host of “Harbour Life,” said the boats were ready.", "Ada Brook, host of “Harbour Life,” | say | the boats were ready"},
		{"a pledge", "Norway pledged to send two boats.", "Norway | pledge | to send two boats"},
		{"a pledge half in marks", "Norway pledged to “send two boats” before leaving the talks.", "Norway | pledge | to “send two boats”"},
		{"the reporter goes on", "Norway pledged to send two boats and left the talks.", "Norway | pledge | to send two boats"},
		{"a comma and the reporter's own and", "Brook said: “We sail at dawn,” but the crew had not been paid for months.", "Brook | say | “We sail at dawn,”"},
		{"an aside", "Brook said the boats were ready for the crossing, something that nobody believed.", "Brook | say | the boats were ready for the crossing"},
		{"the quotation is the subject", "“Only the boats,” she said, would leave the harbour.", "she | say | “Only the boats,” … would leave the harbour"},
		{"an introduction goes on in marks", "In other words, he said, “the harbour is shut.”", "he | say | In other words … “the harbour is shut.”"},
		{"a circumstance comes first", "Holding up a sign that read “No boats,” the crew chanted, “We stay here tonight.”", "that | read | “No boats,”\nthe crew | chant | “We stay here tonight.”"},
		{"a relative clause between two halves", "“We sail,” he said of the boats that had waited, “and we sail at dawn.”", "he | say | “We sail,” … “and we sail at dawn.”"},
		{"a list of quotations", "Brook shouted “To the boats,” “To the oars” and “To the sails” from the quay.", "Brook | shout | “To the boats,” “To the oars” and “To the sails” from the quay"},
		{"where it was said", "Brook pointed out on Monday that the boats were ready.", "Brook | point | that the boats were ready"},
		{"a verb that the pronoun swallowed", "Brook came back, saying he’s ready to sail.", "Brook | say | he’s ready to sail"},
		{"a relative clause is no content", "Brook spoke of old boats that leaked.", "Brook | speak | old boats that leaked"},
		{"while they say", "While the skippers say the boats are ready, they have not sailed.", "the skippers | say | the boats are ready"},
		{"and though he has said", "The boats wait, and though Brook has said he will sail, the crew is asleep.", "Brook | say | he will sail"},
		{"asked whether", "Asked whether the boats would sail, Brook smiled.", " | ask | whether the boats would sail"},
		{"when asked, he says", "When asked if the boats would sail, Brook said: “They will.”", " | ask | if the boats would sail\nBrook | say | “They will.”"},
		{"asked how, he says", "Asked how the boats would sail, Brook said: “They will.”", " | ask | how the boats would sail\nBrook | say | “They will.”"},
		{"as he noted", "As Brook noted, the people of the harbour could still be fined.", "Brook | note | the people of the harbour could still be fined"},
		{"the verb comes first", "Said Brook, “We sail at dawn.”", "Brook | say | “We sail at dawn.”"},
		{"an adjective after its noun", "The boats would sail, people close to the talks said on Monday night.", "people close to the talks | say | The boats would sail"},
		{"when it was said", "Brook announced the new crossing on Thursday night.", "Brook | announce | the new crossing"},
		{"an object ends with a verb", "Brook praised the crew and left the harbour.", "Brook | praise | the crew"},
		{"a noun is the subject", "Norway’s pledge to train nurses for the islands survives the cuts.", "Norway | pledge | to train nurses for the islands"},
		{"a clause in an insertion", "The ruling, in which Brook said the boats were ready, was published.", "Brook | say | the boats were ready"},
		{"a mark that nobody closed", "\"The road is open, said Ada Brook, and pointed at the snow.", "Ada Brook | say | \"The road is open"},
		{"a question with an object after it", "“Will they sail?” Brook asked the skipper.", "Brook | ask | “Will they sail?”"},
		{"two words and more of them in marks", "“We are extremely happy” about the boats, said Ada Brook.", "Ada Brook | say | “We are extremely happy” about the boats"},
		{"a source and a clause with a past", "According to the Gazette, Brook brought the boats to the harbour of Bergen.", "the Gazette | according to | Brook brought the boats to the harbour of Bergen"},
		{"a verb that could be a noun", "Norway declined to hand them over, saying the boats were old.", "Norway | decline | to hand them over\nNorway | say | the boats were old"},
		{"a colon after who he is", "Ada Brook, who runs the harbour: “Give us five clean years.”", "Ada Brook |  | “Give us five clean years.”"},
		{"a source that is not to be named", "A skipper, who asked not to be named, said the boats were old.", "A skipper, who asked not to be named | say | the boats were old"},
		{"a number before a noun is no verb", "Brook thanked the 35 states that had sent boats.", "Brook | thank | the 35 states that had sent boats"},
	})
}

// TestQuotationsWithoutACue: they go to whoever was speaking, or to nobody.
func TestQuotationsWithoutACue(t *testing.T) {
	newFinder(t).play(t, []scene{
		{"a paragraph of its own", "“We sail at dawn,” Brook said.\n\n“Nobody stays behind.”", "Brook | say | “We sail at dawn,” … “Nobody stays behind.”"},
		{"after a colon", "In 1963 Brook declared:\n\n“We sail at dawn and nobody stays.”", "Brook |  | “We sail at dawn and nobody stays.”"},
		{"after what was released", "When the harbour closed, Brook released the following statement:\n\n“We sail at dawn and nobody stays.”", "Brook |  | “We sail at dawn and nobody stays.”"},
		{"after a verb of speech without content", "Brook agreed. “We sail at dawn and nobody stays.”", "Brook |  | “We sail at dawn and nobody stays.”"},
		{"with an adverb in front", "“We sail at dawn,” Brook said. Indeed, “nobody stays behind tonight.”", "Brook | say | “We sail at dawn,” … “nobody stays behind tonight.”"},
		{"over two paragraphs", "Brook said: “We sail.\n\n“Nobody stays.”", "Brook | say | “We sail.\n\n“Nobody stays.”"},
		{"a name and a colon", "Brook: “We sail at dawn and nobody stays.”", "Brook |  | “We sail at dawn and nobody stays.”"},
	})
}

// TestMarksThatQuoteNobody: titles and words held at arm's length.
func TestMarksThatQuoteNobody(t *testing.T) {
	newFinder(t).play(t, []scene{
		{"a title", "Brook appeared on “Harbour Life” and left.", ""},
		{"a scare quote", "The “fast” boats left the harbour at noon.", ""},
		{"a scare quote after a preposition", "The town lives from “slow travel” in summer.", ""},
		{"nothing is said", "The boats left the harbour at noon.", ""},
	})
}

// TestStatementsInsideStatements: who relays whom, in the reporter's words, in
// half of them and inside a quotation.
func TestStatementsInsideStatements(t *testing.T) {
	newFinder(t).play(t, []scene{
		{"half quoted", "Holm also mentioned that Brook believes “this storm must end.”", "Holm | mention | that Brook believes “this storm must end.”\n> Brook | believe | “this storm must end.”"},
		{"in the reporter's words", "Holm said that Brook had told the crew that the boats were ready.", "Holm | say | that Brook had told the crew that the boats were ready\n> Brook | tell | that the boats were ready"},
		{"inside a quotation", "“Brook told us the boats were ready,” Holm said.", "Holm | say | “Brook told us the boats were ready,”\n> Brook | tell | the boats were ready"},
		{"marks inside marks", "“The skipper said, ‘We sail at dawn,’ and he meant it,” Holm said.", "Holm | say | “The skipper said, ‘We sail at dawn,’ and he meant it,”\n> The skipper | say | ‘We sail at dawn,’"},
		{"an offer that is told", "Oslo has offered to lend its boats to Bergen, two skippers said.", "two skippers | say | Oslo has offered to lend its boats to Bergen\n> Oslo | offer | to lend its boats to Bergen"},
		{"being willing is not said", "Holm said that Brook was willing to lend the boats.", "Holm | say | that Brook was willing to lend the boats"},
		{"three deep", "Holm said that Brook believes that Dahl pledged to send boats.", "Holm | say | that Brook believes that Dahl pledged to send boats\n> Brook | believe | that Dahl pledged to send boats\n> > Dahl | pledge | to send boats"},
		{"one's own opinion is no relay", "“I think we sail at dawn,” Holm said.", "Holm | say | “I think we sail at dawn,”"},
		{"what somebody likes is no relay", "Holm said that Brook loves the sea.", "Holm | say | that Brook loves the sea"},
	})
}

func TestAnInnerStatementIsLessSureThanBoth(t *testing.T) {
	all := newFinder(t).find("Holm said that Brook had told the crew that the boats were ready.")
	if len(all) != 2 || all[0].Within != -1 || all[1].Within != 0 || all[1].Confidence >= all[0].Confidence {
		t.Errorf("%+v", all)
	}
}
