package names_test

import (
	"slices"
	"testing"

	"onrecord/extract/names"
	"onrecord/graph"
)

// TestAllWhoAreJoined: a mention of several is all of them, and Resolve gives
// the first. The mention is the last place of its words in the source.
func TestAllWhoAreJoined(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ source, mention, want string }{
		{"Paris and Berlin said no.", "Paris and Berlin", "STATE France, STATE Germany"},
		{"Both the EU and NATO declined.", "Both the EU and NATO", "ORGANIZATION European Union, ORGANIZATION NATO"},
		{"Neither Oslo nor Bergen Line, a company, said more.", "Neither Oslo nor Bergen Line", "STATE Norway, ORGANIZATION Bergen Line"},
		{"The United Kingdom, France and Poland pledged it.", "The United Kingdom, France and Poland", "STATE United Kingdom, STATE France, STATE Poland"},
		{"Anna Holm, Peter Dahl and Karin Moe met. Holm, Dahl and Moe said no.", "Holm, Dahl and Moe", "PERSON Anna Holm, PERSON Peter Dahl, PERSON Karin Moe"},
		{"Mr. Quill, Ms. Vane and Dr. Oake met. Quill, Vane and Oake said no.", "Quill, Vane and Oake", "PERSON Quill, PERSON Vane, PERSON Oake"},
		{"Norway, Denmark, and Sweden said no.", "Norway, Denmark, and Sweden", "STATE Norway, STATE Denmark, STATE Sweden"},
		{"French and German ministers said no.", "French and German ministers", "GROUP French and German ministers"},
		{"Anna Holm and Norwegian ministers said no.", "Anna Holm and Norwegian ministers", "PERSON Anna Holm, GROUP Norwegian ministers"},
		{"Norway and its allies said no.", "Norway and its allies", "STATE Norway"},
		{"Anna Holm and several ministers said no.", "Anna Holm and several ministers", "PERSON Anna Holm"},
		{"The ministers of Norway and Denmark said no.", "The ministers of Norway and Denmark", ""},
		{"The Ministry of Trade and Industry said no.", "The Ministry of Trade and Industry", "ORGANIZATION Ministry of Trade and Industry"},
		{"Norwegian Prime Minister Anna Holm and Danish President Peter Lind said no.", "Norwegian Prime Minister Anna Holm and Danish President Peter Lind", "PERSON Anna Holm, PERSON Peter Lind"},
		{"The presidents met. Norway as well as Denmark said no.", "Norway as well as Denmark", "STATE Norway, STATE Denmark"},
		{"Anna Holm, the Norwegian prime minister, and Peter Lind said no.", "Anna Holm, the Norwegian prime minister, and Peter Lind", "PERSON Anna Holm, PERSON Peter Lind"},
		{"Anna Holm, the chair of the board and a lawyer, said no.", "Anna Holm, the chair of the board and a lawyer", "PERSON Anna Holm"},
	} {
		b := names.Find(r.Read(c.source))
		at := place(t, c.source, c.mention)
		all := b.ResolveAll(at, nil)
		if got := named(all...); got != c.want && c.want != "" || c.want == "" && slices.ContainsFunc(all, func(e *names.Entity) bool { return e.Kind != graph.Group }) {
			t.Errorf("%q: all of %q are %s, want %s", c.source, c.mention, got, c.want)
		}
		if one := b.Resolve(at, nil); len(all) > 0 && one != all[0] {
			t.Errorf("%q: %q is %s, want the first of %s", c.source, c.mention, named(one), named(all...))
		}
	}
}

// TestNobodyIsNamed: words around a name that make somebody else of it, whom
// nobody names; and words that tell of no one in particular.
func TestNobodyIsNamed(t *testing.T) {
	const met = "Norwegian President Anna Holm met Peter Dahl, the spokesman, and three MPs in Oslo. "
	r := reader(t)
	for _, mention := range []string{
		"Sources close to the president", "A U.S. official who asked not to be named", "A U.S. official who spoke to The Associated Press", "People familiar with the talks",
		"An aide to Dahl", "A spokesman for Dahl", "A person close to Holm", "Officials briefed on the plan", "Someone in Holm’s office", "A Norwegian official", "A senior NATO official",
		"Dahl’s lawyer", "A Kremlin adviser", "A White House spokesman", "A Reuters source", "One Holm ally", "Two Norwegian diplomats", "Holm critics", "NATO officials", "Oslo officials",
		"Nobody", "Somebody", "Everyone", "Few", "Many", "Some MPs", "No one", "Anybody in Norway", "Most of the MPs", "None of Norway’s allies", "Each", "Several people", "Others", "All", "Some in NATO", "Many Norwegians", "Any president",
		"Every minister", "A minister", "Half of Norway", "One of the ministers", "No president", "Those who know Holm", "Many of the leaders", "Few leaders", "Some European leaders", "Most Norwegian lawmakers",
		"NATO and U.S. officials", "Oslo, Berlin and EU diplomats", "Two people and a source", "Several of Norway’s allies", "An ally of Holm", "The lawyer for Dahl", "Advisers to the Norwegian president",
	} {
		source := met + mention + " said it was over."
		b := names.Find(r.Read(source))
		at := place(t, source, mention)
		at.Start = len(met)
		if e := b.Resolve(at, nil); e != nil {
			t.Errorf("%q is %s", mention, named(e))
		}
		if all := b.ResolveAll(at, nil); len(all) > 0 {
			t.Errorf("all of %q are %s", mention, named(all...))
		}
	}
}

// TestNamesOfInterviews: how transcripts and captions write names.
func TestNamesOfInterviews(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ source, mention, want string }{
		{"Q: Will Estonia send ships?\n\nANNA HOLM: Estonia will.\n\nQ: Can Norway?\n\nHOLM: Ask Norway.", "ANNA HOLM", "PERSON Anna Holm"},
		{"Q: Will Estonia send ships?\n\nANNA HOLM: Estonia will.\n\nQ: Can Norway?\n\nHOLM: Ask Norway.", "HOLM", "PERSON Anna Holm"},
		{"HANNO PEVKUR: We will send ships.", "HANNO PEVKUR", "PERSON Hanno Pevkur"},
		{"Q: Will they come?\n\nHANNO PEVKUR: Estonia will.", "HANNO PEVKUR", "PERSON Hanno Pevkur"},
		{"The minister, Hanno Pevkur, met us.\n\nHANNO PEVKUR: We will send ships.", "HANNO PEVKUR", "PERSON Hanno Pevkur"},
		{"Q: Will Estonia send ships?", "Will Estonia", "STATE Estonia"},
		{"Will Estonia send ships? Should Anna Holm go?", "Should Anna Holm", "PERSON Anna Holm"},
		{"Will Holm, a lawyer, smiled. Will Holm left.", "Will Holm", "PERSON Will Holm"},
		{"Will Smith said no.", "Will Smith", "PERSON Will Smith"},
		{"Mark Moe said no.", "Mark Moe", "PERSON Mark Moe"},
		{"John Healey1 said no. John Healey left.", "John Healey1", "PERSON John Healey"},
		{"John Healey12 said no.", "John Healey12", "PERSON John Healey"},
		{"The plant makes 300 MW, and 12 GW later. MW said no.", "300 MW", "-"},
		{"Friedrich Merz met envoys. Merz replied no.", "Merz", "PERSON Friedrich Merz"},
		{"“No,” Merz replied.", "Merz", "PERSON Merz"},
		{"Merz replied. Merz said that it would wait.", "Merz", "PERSON Merz"},
		{"They met Hanno Pevkur, who left. Pevkur said it would wait. Pevkur said it had time.", "Pevkur", "PERSON Hanno Pevkur"},
		{"May said no.", "May", " May"},
		{"Ask Norway.", "Ask Norway", "STATE Norway"},
		{"Downing Street declined to comment.", "Street", "STATE United Kingdom"},
		{"The Falcon9 rocket of Orbix3 failed, Orbix3 said.", "Orbix3", " Orbix3"},
		{"Orbix shrank. Orbix3 said no.", "Orbix3", " Orbix"},
		{"The BMG met. BMG7 said no.", "BMG7", " BMG7"},
		{"MI6 said no.", "MI6", " MI6"},
		{"BREAKING NEWS: We won.", "BREAKING NEWS", " BREAKING NEWS"},
		{"By ANNA HOLM, in Oslo", "ANNA HOLM", "PERSON Anna Holm"},
		{"Norvik said that it would wait. Norvik said it had time.", "Norvik", "ORGANIZATION Norvik"},
		{"Downing Street declined to comment.", "Downing Street", "STATE United Kingdom"},
		{"No 10 said no.", "No 10", "STATE United Kingdom"},
		{"Number 10 said no.", "Number 10", "STATE United Kingdom"},
		{"Talks with the Élysée went on. The Élysée declined to comment.", "The Élysée", "STATE France"},
		{"The Elysee Palace declined to comment.", "The Elysee Palace", "STATE France"},
		{"Bankova said no.", "Bankova", "STATE Ukraine"},
		{"In Kyiv, Bankova declined.", "Bankova", "STATE Ukraine"},
		{"The player in the No 10 shirt scored.", "No 10", "-"},
	} {
		b := names.Find(r.Read(c.source))
		if got := named(b.Resolve(place(t, c.source, c.mention), nil)); got != c.want {
			t.Errorf("%q: %q is %s, want %s", c.source, c.mention, got, c.want)
		}
	}
	for source, wrong := range map[string]string{
		"Q: Will Estonia send ships?": "Will Estonia", "The plant makes 300 MW.": "MW", "It is 12 GB and 400 MWh, 3 GW.": "GB", "It has 155mm and 20 KM to go.": "KM", "Should Norvik go?": "Should Norvik",
	} {
		for _, e := range names.Find(r.Read(source)).Entities {
			if e.Name == wrong {
				t.Errorf("%q: a %s %q", source, e.Kind, wrong)
			}
		}
	}
}
