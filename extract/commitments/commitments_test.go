package commitments_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/commitments"
	"onrecord/extract/cues"
	"onrecord/extract/words"
	"onrecord/graph/text"
)

func newReader(t testing.TB) *words.Reader {
	t.Helper()
	r, err := words.NewReader(cues.New().Reports)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// shown writes a commitment as "PLEDGED OFFER send | by Paris | ..." with what
// it has of the rest.
func shown(source string, c *commitments.Commitment) string {
	parts := []string{fmt.Sprintf("%s %s %s", c.Outcome, c.Strength, c.Action)}
	add := func(name string, spans ...text.Span) {
		var all []string
		for _, s := range spans {
			if s.Len() > 0 {
				all = append(all, s.In(source))
			}
		}
		if len(all) > 0 {
			parts = append(parts, name+" "+strings.Join(all, " & "))
		}
	}
	add("by", c.Pledgors...)
	if c.Theirs {
		parts = append(parts, "theirs")
	}
	add("modal", c.Modal)
	add("neg", c.Negation)
	add("owed", c.Owed...)
	add("for", c.Beneficiaries...)
	add("force", c.Forces...)
	add("at", c.Places...)
	add("of", c.Quantity)
	add("due", c.Deadline)
	if c.DeadlineEDTF != "" {
		parts = append(parts, c.DeadlineEDTF)
	}
	for _, x := range c.Conditions {
		s := fmt.Sprintf("%s [%s] %s", strings.ToLower(string(x.Kind)), x.Span.In(source), x.Event.In(source))
		if x.Alternative > 0 {
			s += " or"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " | ")
}

// said finds a statement "source cue content" in a text: its content is the
// words given.
func said(t *testing.T, source, by, lemma, content string) []commitments.Said {
	t.Helper()
	if content == "" {
		return nil
	}
	at := strings.Index(source, content)
	who := strings.Index(source, by)
	if at < 0 || who < 0 {
		t.Fatalf("%q or %q is not in %q", content, by, source)
	}
	return []commitments.Said{{Content: []text.Span{{Start: at, End: at + len(content)}}, Source: text.Span{Start: who, End: who + len(by)}, Lemma: lemma}}
}

type example struct {
	name, text         string
	by, lemma, content string // the statement in it; content empty: none
	want               string // one commitment a line
}

func check(t *testing.T, examples []example) {
	r := newReader(t)
	for _, x := range examples {
		t.Run(x.name, func(t *testing.T) {
			var got []string
			for _, c := range commitments.Find(r.Read(x.text), said(t, x.text, x.by, x.lemma, x.content)) {
				got = append(got, shown(x.text, &c))
			}
			if d := cmp.Diff(x.want, strings.Join(got, "\n")); d != "" {
				t.Errorf("%s\n%s\n%s", x.text, strings.Join(got, "\n"), d)
			}
		})
	}
}

// TestCommitments: each case shows one thing the grammar must do.
func TestCommitments(t *testing.T) {
	check(t, []example{
		{
			name: "a verb of promise", text: "Norway pledged to send two frigates to Gdansk by June 2027.",
			want: "PLEDGED DECLARED_INTENT send | by Norway | for Gdansk | force frigates | at Gdansk | of two | due by June 2027 | 2027-06",
		},
		{
			name: "a promise of things", text: "Portugal promised Moldova 40 million euros.",
			want: "PLEDGED DECLARED_INTENT promise | by Portugal | owed Moldova | of 40 million euros",
		},
		{
			name: "promised that", text: "The Estonian government promised residents that the ferry operator would keep the island route open.",
			want: "PLEDGED DECLARED_INTENT keep | by the ferry operator | modal would | owed residents",
		},
		{
			name: "promised not to", text: "The mayor promised not to close the clinic.",
			want: "NEGATED DECLARED_INTENT close | by The mayor | neg not",
		},
		{
			name: "agreed on what a noun names", text: "The ministers agreed on the deployment of 300 observers along the border.",
			want: "PLEDGED DECLARED_INTENT deploy | by The ministers | force observers | at the border | of 300 observers",
		},
		{
			name: "two verbs, two commitments", text: "Sweden will build a field hospital near Lviv and train 200 medics, Lind said.", by: "Lind", lemma: "say", content: "Sweden will build a field hospital near Lviv and train 200 medics",
			want: "PLEDGED DECLARED_INTENT build | by Sweden | modal will | force field hospital | at Lviv\nPLEDGED DECLARED_INTENT train | by Sweden | modal will | for medics | force medics | of 200 medics",
		},
		{
			name: "the first person", text: "“We will rebuild the bridge if the lenders agree,” Okafor said.", by: "Okafor", lemma: "say", content: "“We will rebuild the bridge if the lenders agree,”",
			want: "PLEDGED DECLARED_INTENT rebuild | by Okafor | modal will | precedent [if the lenders agree] the lenders agree",
		},
		{
			name: "whose forces", text: "Holm said Danish engineers could help clear the harbour once the shelling stops.", by: "Holm", lemma: "say", content: "Danish engineers could help clear the harbour once the shelling stops",
			want: "PLEDGED OFFER clear | by Danish | theirs | modal could | force Danish engineers | precedent [once the shelling stops] the shelling stops",
		},
		{
			name: "ready to", text: "Canada is ready to lead the mission in the event of a truce.",
			want: "PLEDGED OFFER lead | by Canada | force mission | precedent [in the event of a truce] a truce",
		},
		{
			name: "an offer", text: "Turkey offered to host the talks.",
			want: "PLEDGED OFFER host | by Turkey",
		},
		{
			name: "a hope", text: "Iceland hopes to contribute two rescue teams.",
			want: "PLEDGED ASPIRATION contribute | by Iceland | force rescue teams | of two",
		},
		{
			name: "a plan", text: "Latvia plans to buy 12 howitzers next year.",
			want: "PLEDGED DECLARED_INTENT buy | by Latvia | force howitzers | of 12 howitzers | due next year",
		},
		{
			name: "a noun of promise, from somebody", text: "A pledge from Ottawa to train Ghanaian officers came late.",
			want: "PLEDGED DECLARED_INTENT train | by Ottawa | for Ghanaian officers | force Ghanaian officers",
		},
		{
			name: "a noun of promise, somebody's", text: "Finland's offer of 20 armoured vehicles surprised the council.",
			want: "PLEDGED OFFER offer | by Finland | force armoured vehicles | of 20",
		},
		{
			name: "its noun", text: "Spain repeated its commitment to double the fund by 2030.",
			want: "PLEDGED DECLARED_INTENT double | by Spain | due by 2030 | 2030",
		},
		{
			name: "by whom, of a passive", text: "Six patrol boats were pledged by Malta.",
			want: "PLEDGED DECLARED_INTENT pledge | by Malta | force patrol boats | of Six",
		},
		{
			name: "a treaty", text: "Each Party shall destroy its stockpiles within ten years.",
			want: "PLEDGED LEGALLY_BINDING destroy | by Each Party | modal shall | due within ten years",
		},
		{
			name: "what a treaty says", text: "The treaty says the signatories will open their airfields to inspectors.", by: "The treaty", lemma: "say", content: "the signatories will open their airfields to inspectors",
			want: "PLEDGED LEGALLY_BINDING open | by the signatories | modal will",
		},
		{
			name: "signed", text: "Kenya and Uganda signed a memorandum to share flood data.",
			want: "PLEDGED SIGNED_POLITICAL share | by Kenya & Uganda",
		},
		{
			name: "under a deal", text: "Under the agreement, Peru will return the artefacts to Chile.",
			want: "PLEDGED DECLARED_INTENT return | by Peru | modal will | for Chile",
		},
		{
			name: "would not", text: "Kovac said Serbia would never recognise the breakaway province.", by: "Kovac", lemma: "say", content: "Serbia would never recognise the breakaway province",
			want: "NEGATED DECLARED_INTENT recognise | by Serbia | modal would | neg never",
		},
		{
			name: "refused", text: "Hungary refused to release the funds.",
			want: "REFUSED DECLARED_INTENT release | by Hungary",
		},
		{
			name: "ruled out", text: "Japan ruled out sending destroyers to the strait.",
			want: "REFUSED DECLARED_INTENT send | by Japan | at the strait",
		},
		{
			name: "no plans", text: "The ministry has no plans to deploy paratroopers.",
			want: "REFUSED DECLARED_INTENT deploy | by The ministry | force paratroopers",
		},
		{
			name: "not ready", text: "Brazil is not prepared to host the inspectors.",
			want: "REFUSED OFFER host | by Brazil | force inspectors",
		},
		{
			name: "denied having promised", text: "The minister denied having promised to resign.",
			want: "DENIED DECLARED_INTENT resign | by The minister",
		},
		{
			name: "denied that it had", text: "Tehran denied that it had promised to suspend enrichment.", by: "Tehran", lemma: "deny", content: "that it had promised to suspend enrichment",
			want: "DENIED DECLARED_INTENT suspend | by Tehran",
		},
		{
			name: "took an offer back", text: "Poland withdrew its offer to lend Slovakia 14 jets.",
			want: "WITHDRAWN OFFER lend | by Poland | for Slovakia | force jets | of 14 jets",
		},
		{
			name: "reneged", text: "The company reneged on its promise to restore the wetlands.",
			want: "WITHDRAWN DECLARED_INTENT restore | by The company",
		},
		{
			name: "backed out", text: "Austria backed out of funding the tunnel.",
			want: "WITHDRAWN DECLARED_INTENT fund | by Austria",
		},
		{
			name: "only if", text: "Egypt would reopen the crossing only if observers return, Nabil said.", by: "Nabil", lemma: "say", content: "Egypt would reopen the crossing only if observers return",
			want: "PLEDGED DECLARED_INTENT reopen | by Egypt | modal would | precedent [only if observers return] observers return",
		},
		{
			name: "alternatives", text: "Ireland pledged to evacuate the embassy if the airport closes or rebels enter the city.",
			want: "PLEDGED DECLARED_INTENT evacuate | by Ireland | precedent [if the airport closes] the airport closes or | precedent [rebels enter the city] rebels enter the city or",
		},
		{
			name: "either or", text: "Italy agreed to send engineers after either a truce or a prisoner swap.",
			want: "PLEDGED DECLARED_INTENT send | by Italy | force engineers | precedent [after either a truce] a truce or | precedent [a prisoner swap] a prisoner swap or",
		},
		{
			name: "as long as", text: "“I will support the reform as long as pensions are safe,” Amadi said.", by: "Amadi", lemma: "say", content: "“I will support the reform as long as pensions are safe,”",
			want: "PLEDGED DECLARED_INTENT support | by Amadi | modal will | concurrent [as long as pensions are safe] pensions are safe",
		},
		{
			name: "until", text: "Chad promised to shelter the refugees until the fighting ends.",
			want: "PLEDGED DECLARED_INTENT shelter | by Chad | subsequent [until the fighting ends] the fighting ends",
		},
		{
			name: "unless", text: "The union vowed to strike unless wages rise.",
			want: "PLEDGED DECLARED_INTENT strike | by The union | subsequent [unless wages rise] wages rise",
		},
		{
			name: "subject to", text: "Belgium agreed to transfer the assets, subject to approval by parliament.",
			want: "PLEDGED DECLARED_INTENT transfer | by Belgium | precedent [subject to approval by parliament] approval by parliament",
		},
		{
			name: "a condition before the subject", text: "If a truce is signed, Slovenia would send police officers, Novak said.", by: "Novak", lemma: "say", content: "If a truce is signed, Slovenia would send police officers",
			want: "PLEDGED DECLARED_INTENT send | by Slovenia | modal would | force police officers | precedent [If a truce is signed] a truce",
		},
		{
			name: "after what has been is no condition", text: "After talks in Oslo, Ghana pledged to send 50 soldiers.",
			want: "PLEDGED DECLARED_INTENT send | by Ghana | force soldiers | of 50 soldiers",
		},
		{
			name: "what has been, behind the verb", text: "Norway promised to send boats after the storm hit Bergen.",
			want: "PLEDGED DECLARED_INTENT send | by Norway | force boats",
		},
		{
			name: "talks are no condition", text: "Holm said Norway would send two boats after talks with Riga.", by: "Holm", lemma: "say", content: "Norway would send two boats after talks with Riga",
			want: "PLEDGED DECLARED_INTENT send | by Norway | modal would | force boats | of two",
		},
		{
			name: "would consider", text: "Greece would consider supplying shells, Pappas said.", by: "Pappas", lemma: "say", content: "Greece would consider supplying shells",
			want: "PLEDGED OFFER supply | by Greece | modal would | force shells",
		},
		{
			name: "intentions for forces", text: "The text sets out intentions for Dutch and Belgian frigates to be stationed off the coast following a truce.",
			want: "PLEDGED DECLARED_INTENT station | by Dutch & Belgian | theirs | force Dutch and Belgian frigates | at the coast | precedent [following a truce] a truce",
		},
		{
			name: "the document's own voice, under a condition", text: "In case of a flood, Rotterdam will open the northern locks.",
			want: "PLEDGED DECLARED_INTENT open | by Rotterdam | modal will | precedent [In case of a flood] a flood",
		},
		{
			name: "somebody's report goes on without a cue", text: "Fiji would join the patrol, Waqa said. Tonga would provide two boats.", by: "Waqa", lemma: "say", content: "Fiji would join the patrol",
			want: "PLEDGED DECLARED_INTENT join | by Fiji | modal would | force patrol\nPLEDGED DECLARED_INTENT provide | by Tonga | modal would | force boats | of two",
		},
		{
			name: "by a signature", text: "By signing the charter, Togo and Benin commit themselves to closing the illegal mines by 2031.",
			want: "PLEDGED LEGALLY_BINDING close | by Togo & Benin | due by 2031 | 2031",
		},
		{
			name: "who somebody is", text: "Her deputy, Nils Aas, had promised them three hundred blankets.",
			want: "PLEDGED DECLARED_INTENT promise | by Her deputy, Nils Aas | owed them | of three hundred",
		},
		{
			name: "never offered", text: "Bhutan never offered to house the archive, Dorji insisted.", by: "Dorji", lemma: "insist", content: "Bhutan never offered to house the archive",
			want: "DENIED OFFER house | by Bhutan",
		},
		{
			name: "pending", text: "Quito will not extradite the banker pending a review, Mora said.", by: "Mora", lemma: "say", content: "Quito will not extradite the banker pending a review",
			want: "NEGATED DECLARED_INTENT extradite | by Quito | modal will | neg not | subsequent [pending a review] a review",
		},
		{
			name: "conceding is no condition", text: "He promised to accept the verdict even if it hurts.",
			want: "PLEDGED DECLARED_INTENT accept | by He",
		},
		{
			name: "whose observers, of its", text: "The league said its observers would stay in Juba until the vote is over.", by: "The league", lemma: "say", content: "its observers would stay in Juba until the vote is over",
			want: "PLEDGED DECLARED_INTENT stay | by The league | theirs | modal would | force observers | at Juba | subsequent [until the vote is over] the vote is over",
		},
	})
}

// TestACueBetween: the words of report part a condition from its deed.
func TestACueBetween(t *testing.T) {
	source := "“If the roof holds,” Brook said, “we will open the hall.”"
	at := func(w string) text.Span {
		i := strings.Index(source, w)
		return text.Span{Start: i, End: i + len(w)}
	}
	s := []commitments.Said{{Content: []text.Span{at("“If the roof holds,”"), at("“we will open the hall.”")}, Source: at("Brook"), Lemma: "say"}}
	var got []string
	for _, c := range commitments.Find(newReader(t).Read(source), s) {
		got = append(got, shown(source, &c))
	}
	want := []string{"PLEDGED DECLARED_INTENT open | by Brook | modal will | precedent [If the roof holds] the roof holds"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestEvidenceAndSummary: what is shown as evidence is the clause and no more;
// the summary is one short line.
func TestEvidenceAndSummary(t *testing.T) {
	r := newReader(t)
	for _, x := range []struct{ text, evidence, summary string }{
		{"He promised to accept the verdict even if it hurts.", "He promised to accept the verdict", "accept the verdict"},
		{"On Monday, Norway pledged to send\ttwo boats, its envoy said.", "Norway pledged to send\ttwo boats", "send two boats"},
		{"Norway, which has ships, pledged to «send» boats if asked, but nobody asked.", "Norway, which has ships, pledged to «send» boats", "send boats"},
		{"Norway pledged to send " + strings.Repeat("very ", 60) + "old boats.", "Norway pledged to send " + strings.Repeat("very ", 60) + "old boats", "send " + strings.Repeat("very ", 31)},
	} {
		got := commitments.Find(r.Read(x.text), nil)
		if len(got) != 1 || len(got[0].Evidence) != 1 {
			t.Errorf("%q: found %d", x.text, len(got))
			continue
		}
		if d := cmp.Diff([]string{x.evidence, strings.TrimSpace(x.summary)}, []string{got[0].Evidence[0].In(x.text), got[0].Summary}); d != "" {
			t.Errorf("%q: %s", x.text, d)
		}
	}
}

// TestNoCommitments: what looks like one and is none.
func TestNoCommitments(t *testing.T) {
	check(t, []example{
		{name: "a forecast", text: "The river will flood the lower town by Friday."},
		{name: "prices", text: "Prices could rise if the strike goes on, Moreau said.", by: "Moreau", lemma: "say", content: "Prices could rise if the strike goes on"},
		{name: "an age", text: "Tan said he will be 60 in May.", by: "Tan", lemma: "say", content: "he will be 60 in May"},
		{name: "what an enemy may do", text: "Ivars warned that Russia could send more troops to the border.", by: "Ivars", lemma: "warn", content: "that Russia could send more troops to the border"},
		{name: "what an enemy could do", text: "Russia could attack next year, Ivars said.", by: "Ivars", lemma: "say", content: "Russia could attack next year"},
		{name: "what others must do", text: "Moscow must withdraw its forces, the minister said.", by: "the minister", lemma: "say", content: "Moscow must withdraw its forces"},
		{name: "a demand", text: "Lagos urged the miners to promise to return.", by: "Lagos", lemma: "urge", content: "the miners to promise to return"},
		{name: "what happened", text: "France sent 200 soldiers to Mali in 2013."},
		{name: "a habit", text: "He would often walk to the harbour after dinner."},
		{name: "had it been", text: "Berlin would have sent the tanks earlier, Vogel said.", by: "Vogel", lemma: "say", content: "Berlin would have sent the tanks earlier"},
		{name: "a question", text: "“Will Norway send troops?” she asked.", by: "she", lemma: "ask", content: "“Will Norway send troops?”"},
		{name: "an opinion", text: "“We will win,” Costa said.", by: "Costa", lemma: "say", content: "“We will win,”"},
		{name: "a need", text: "“We will need to make compromises,” Costa said.", by: "Costa", lemma: "say", content: "“We will need to make compromises,”"},
		{name: "the narrator's forecast", text: "France will send its team to the final on Sunday."},
		{name: "a thing that would not", text: "Costa said the dam would not pose a threat.", by: "Costa", lemma: "say", content: "the dam would not pose a threat"},
		{name: "agreed to nothing", text: "The two leaders agreed that the talks were useful.", by: "The two leaders", lemma: "agree", content: "that the talks were useful"},
		{name: "declined to comment", text: "The ministry declined to comment on the report."},
		{name: "offered condolences", text: "The king offered his condolences to the families."},
		{name: "committed a crime", text: "The gang committed three robberies in March."},
		{name: "sworn in", text: "Lund was sworn in on Monday to lead the council."},
		{name: "promising", text: "The results were promising, and the plan was a good one."},
		{name: "demanded guarantees", text: "Kyiv demanded guarantees that nobody gave."},
		{name: "not pledged", text: "Madrid has not pledged to send soldiers."},
		{name: "a question among statements", text: "“You think we will send boats?” Costa said.", by: "Costa", lemma: "say", content: "“You think we will send boats?”"},
		{name: "supposing", text: "“If we would send boats, nobody would thank us,” Costa said.", by: "Costa", lemma: "say", content: "“If we would send boats, nobody would thank us,”"},
		{name: "a promise that describes", text: "Norway's promised missiles arrived in Vilnius."},
		{name: "a promise wanted of others", text: "Ghana wants the miners to promise to return."},
		{name: "a commitment demanded", text: "Niger demanded a commitment to fund the wells."},
		{name: "a hope for others", text: "The text speaks of the hope that other countries will join the pact.", by: "The text", lemma: "speak", content: "the hope that other countries will join the pact"},
		{name: "who cannot", text: "Costa said she could not send the letters.", by: "Costa", lemma: "say", content: "she could not send the letters"},
		{name: "declined to give a date", text: "The director declined to give a date."},
		{name: "no promise", text: "The minister made no promise to rebuild the pier."},
		{name: "somebody else, spoken of", text: "Prior said Dahl was ill and he would skip the race.", by: "Prior", lemma: "say", content: "Dahl was ill and he would skip the race"},
		{name: "a condition only", text: "If Norway agreed to send ships, the route would be safe."},
	})
}
