package commitments_test

import "testing"

// TestFrames: where words of promise stand decides whether they promise: in a
// question, a supposition, a list, a speech or a law.
func TestFrames(t *testing.T) {
	check(t, []example{
		{name: "dropped a pledge", text: "Senators have dropped a pledge to tax salt.", want: "WITHDRAWN DECLARED_INTENT tax | by Senators"},
		{name: "scrapped plans", text: "The council scrapped plans to build a tram.", want: "WITHDRAWN DECLARED_INTENT build | by The council"},
		{name: "a byline", text: "EXCLUSIVE by Ida Holt\nSenators have dropped a pledge to tax salt.", want: "WITHDRAWN DECLARED_INTENT tax | by Senators"},
		{name: "asked if", text: "Asked if he would resign, the mayor laughed.", by: "the mayor", lemma: "ask", content: "if he would resign"},
		{name: "asked if, without a statement", text: "Asked if he would resign, the mayor laughed."},
		{name: "wondered whether", text: "She said they wondered whether Chad would send troops.", by: "She", lemma: "say", content: "they wondered whether Chad would send troops"},
		{name: "if I were", text: "“If I were you I would pay,” he said.", by: "he", lemma: "say", content: "“If I were you I would pay,”"},
		{name: "it would stay so", text: "It would stay so, Lund said.", by: "Lund", lemma: "say", content: "It would stay so"},
		{name: "a war ends", text: "The war will end soon, Lund said.", by: "Lund", lemma: "say", content: "The war will end soon"},
		{name: "never promised things", text: "Chile never promised boats, Mora said.", by: "Mora", lemma: "say", content: "Chile never promised boats", want: "DENIED DECLARED_INTENT give | by Chile | force boats"},
		{name: "somebody's promise of things", text: "Chile's promise of 20 boats was kept.", want: "PLEDGED DECLARED_INTENT give | by Chile | force boats | of 20 boats"},
		{name: "an offer of things taken back", text: "Chile withdrew its offer of 19 boats.", want: "WITHDRAWN OFFER offer | by Chile | force boats | of 19 boats"},
		{name: "could guarantee", text: "Oslo could guarantee the loan, Mora said.", by: "Mora", lemma: "say", content: "Oslo could guarantee the loan", want: "PLEDGED OFFER guarantee | by Oslo | modal could"},
		{name: "no soldier", text: "No Danish soldier will be sent to Chad, Mora said.", by: "Mora", lemma: "say", content: "No Danish soldier will be sent to Chad", want: "NEGATED DECLARED_INTENT send | by Danish | theirs | modal will | neg No | for Chad | force Danish soldier | at Chad"},
		{name: "shall in a speech", text: "“We shall send 20 boats,” Mora said.", by: "Mora", lemma: "say", content: "“We shall send 20 boats,”", want: "PLEDGED DECLARED_INTENT send | by Mora | modal shall | force boats | of 20 boats"},
		{name: "shall, quoted from a law", text: "Article 9 says each Party shall close its mines.", by: "Article 9", lemma: "say", content: "each Party shall close its mines", want: "PLEDGED LEGALLY_BINDING close | by each Party | modal shall"},
		{name: "a footer", text: "We will never share your data."},
		{name: "a quotation of nobody", text: "“We will never sell the forest.”", want: "NEGATED DECLARED_INTENT sell | by We | modal will | neg never"},
		{name: "an intransitive under a condition", text: "Lima would intervene only if Quito attacked again, Mora said.", by: "Mora", lemma: "say", content: "Lima would intervene only if Quito attacked again", want: "PLEDGED DECLARED_INTENT intervene | by Lima | modal would | precedent [only if Quito attacked again] Quito attacked again"},
		{name: "an insertion", text: "Lima will not, under any circumstances, pay ransom, Mora vowed.", by: "Mora", lemma: "vow", content: "Lima will not, under any circumstances, pay ransom", want: "NEGATED DECLARED_INTENT pay | by Lima | modal will | neg not"},
		{name: "told a paper, unread by others", text: "Lima could send up to 600 soldiers after a truce, Prime Minister Inés Mora told La Hora.", want: "PLEDGED OFFER send | by Lima | modal could | force soldiers | of up to 600 soldiers | precedent [after a truce] a truce"},
		{name: "points of a deal", text: "The deal:\n\n- Lima and Quito will open a port\n- The U.S. will lead the patrols", want: "PLEDGED DECLARED_INTENT open | by Lima & Quito | modal will\nPLEDGED DECLARED_INTENT lead | by The U.S. | modal will | force patrols"},
		{name: "points of no deal", text: "The forecast:\n\n- Lima and Quito will open a port"},
		{name: "promised somebody that it would", text: "Lima promised Quito that it would send tents.", by: "Lima", lemma: "promise", content: "Quito that it would send tents", want: "PLEDGED DECLARED_INTENT send | by Lima | modal would | owed Quito | for Quito"},
		{name: "undertakes not to", text: "The firm undertakes not to resell the licence.", want: "NEGATED DECLARED_INTENT resell | by The firm | neg not"},
	})
}
