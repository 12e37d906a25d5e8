package names_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onrecord/extract/names"
	"onrecord/extract/words"
	"onrecord/graph"
	"onrecord/graph/text"
)

func reader(t testing.TB) *words.Reader {
	t.Helper()
	r, err := words.NewReader(func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(t testing.TB, source string) *names.Book {
	t.Helper()
	return names.Find(reader(t).Read(source))
}

// place gives the last place of words in a source.
func place(t testing.TB, source, words string) text.Span {
	t.Helper()
	at, err := text.Find(source, words, "", "")
	if err != nil {
		t.Fatal(err)
	}
	return at[len(at)-1]
}

func named(es ...*names.Entity) string {
	var out []string
	for _, e := range es {
		if e == nil {
			out = append(out, "-")
		} else {
			out = append(out, string(e.Kind)+" "+e.Name)
		}
	}
	return strings.Join(out, ", ")
}

func TestKinds(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ source, name, kind string }{
		{"German Chancellor Anna Holm met Peter Dahl, 54, in Oslo.", "Anna Holm", "PERSON"},
		{"German Chancellor Anna Holm met Peter Dahl, 54, in Oslo.", "Peter Dahl", "PERSON"},
		{"German Chancellor Anna Holm met Peter Dahl, 54, in Oslo.", "Oslo", "PLACE"},
		{"German Chancellor Anna Holm met Peter Dahl, 54, in Oslo.", "Germany", "STATE"},
		{"The U.S. and the Harbour Workers Union sent envoys.", "United States", "STATE"},
		{"The U.S. and the Harbour Workers Union sent envoys.", "Harbour Workers Union", "ORGANIZATION"},
		{"The International Grain Council (IGC) met. The IGC agreed.", "International Grain Council", "ORGANIZATION"},
		{"The Ministry of Defence denied it.", "Ministry of Defence", "ORGANIZATION"},
		{"The Center for Baltic and International Studies disagreed.", "Center for Baltic and International Studies", "ORGANIZATION"},
		{"Norvik Shipping Ltd. raised its offer.", "Norvik Shipping Ltd.", "ORGANIZATION"},
		{"The report by Amnesty International names NATO.", "NATO", "ORGANIZATION"},
		{"They crossed the eastern Vardia region at night.", "Vardia", "PLACE"},
		{"Mr. Quill stayed at home.", "Quill", "PERSON"},
		{"The Kingdom of Norway signed.", "Norway", "STATE"},
		{"Bashar al-Assad spoke.", "Bashar al-Assad", "PERSON"},
		{"Ursula von der Leyen spoke.", "Ursula von der Leyen", "PERSON"},
		{"It was the worst week since World War II.", "World War II", ""},
		{"The Clean Rivers Act passed.", "Clean Rivers Act", ""},
		{"THE LONG WAY HOME by nobody. YES, HE CAN said a sign.", "YES", "none"},
		{"Georgia was calm.", "Georgia", ""},
		{"Georgia was calm. Georgian police were out.", "Georgia", "STATE"},
		{"Israel Katz, the Israeli defence minister, left.", "Israel Katz", "PERSON"},
		{"Brel said no.", "Brel", ""}, // once is no evidence
		{"The Zandor-led group met.", "Zandor-led", "none"},
		{"George W. Moe met George H. Moe.", "George H. Moe", "PERSON"},
		{"George W. Moe met George H. Moe.", "George W. Moe", "PERSON"},
		{"The Kyiv Harbour Company closed.", "Kyiv Harbour Company", "ORGANIZATION"},
	} {
		got := "none"
		for _, e := range names.Find(r.Read(c.source)).Entities {
			if e.Name == c.name {
				got = string(e.Kind)
			}
		}
		if got != c.kind {
			t.Errorf("%q: %s is %q, want %q", c.source, c.name, got, c.kind)
		}
	}
}

// TestResolve: the mention is the last place of its words in the source.
func TestResolve(t *testing.T) {
	const summit = "German Chancellor Anna Holm met Peter Dahl, 54, in Paris. The U.S. and the Harbour Workers Union sent envoys. Dahl left early, and Holm stayed. “Fine,” she said. The German chancellor went home. A spokesman for Dahl agreed. The German leader slept."
	r := reader(t)
	for _, c := range []struct{ source, mention, want string }{
		{summit, "Holm", "PERSON Anna Holm"},
		{summit, "Dahl", "PERSON Peter Dahl"},
		{summit, "she", "PERSON Anna Holm"},
		{summit, "The German chancellor", "PERSON Anna Holm"},
		{summit, "The German leader", "PERSON Anna Holm"},
		{summit, "A spokesman for Dahl", "-"},
		{summit, "The U.S.", "STATE United States"},
		{summit, "Paris", "STATE France"}, // asked for as who acts
		{"A senior official and a spokesman spoke.", "A senior official", "-"},
		{"Paris could send troops.", "Paris", "STATE France"},
		{"Moscow said no.", "Moscow", "STATE Russia"},
		{"The Hague said no.", "The Hague", "STATE Netherlands"},
		{"The Kremlin said no.", "The Kremlin", "STATE Russia"},
		{"10 Downing Street said no.", "10 Downing Street", "STATE United Kingdom"},
		{"The Élysée said no.", "The Élysée", "STATE France"},
		{"The White House said no.", "The White House", "STATE United States"},
		{"Officials in Oslo said no.", "Officials in Oslo", "-"},
		{"Brussels said no.", "Brussels", "-"},
		{"The EU met. Brussels said no.", "Brussels", "ORGANIZATION European Union"},
		{"Belgian farmers met. Brussels said no.", "Brussels", "STATE Belgium"},
		{"Georgetown said no.", "Georgetown", "-"},
		{"The French government said no.", "The French government", "STATE France"},
		{"Norway’s government said no.", "Norway’s government", "STATE Norway"},
		{"The French said no.", "The French", "STATE France"},
		{"The Danish foreign ministry said no.", "The Danish foreign ministry", "ORGANIZATION Danish Foreign Ministry"},
		{"Denmark’s foreign ministry said no.", "Denmark’s foreign ministry", "ORGANIZATION Denmark's foreign ministry"},
		{"The International Grain Council (IGC) met. The IGC agreed.", "The IGC", "ORGANIZATION International Grain Council"},
		{"The Harbour Workers Union met. The Union agreed.", "The Union", "ORGANIZATION Harbour Workers Union"},
		{"Norway’s northern allies met. Later the allies agreed.", "the allies", "GROUP Norway’s northern allies"},
		{"Norway’s northern allies met Sweden’s southern allies. Later the allies agreed.", "the allies", "-"},
		{"European leaders agreed.", "European leaders", "GROUP European leaders"},
		{"The leaders from Europe agreed.", "The leaders from Europe", "GROUP leaders from Europe"},
		{"Opposition lawmakers agreed.", "Opposition lawmakers", "GROUP Opposition lawmakers"},
		{"Other leaders agreed.", "Other leaders", "-"},
		{"Western officials agreed.", "Western officials", "-"},
		{"Allies agreed.", "Allies", "-"},
		{"Norway’s foreign minister, Siri Lund, spoke. The minister left.", "The minister", "PERSON Siri Lund"},
		{"Siri Lund, the Norwegian foreign minister, spoke. The foreign minister of Norway left.", "The foreign minister of Norway", "PERSON Siri Lund"},
		{"Foreign Minister Siri Lund met Finance Minister Ida Moe. The minister left.", "The minister", "-"},
		{"Prime Minister Siri Lund spoke. The minister left.", "The minister", "-"},
		{"Vice President Siri Lund spoke. The president left.", "The president", "-"},
		{"Former Norwegian President Siri Lund spoke. The Norwegian president left.", "The Norwegian president", "-"},
		{"Siri Lund, a spokeswoman, spoke. The spokeswoman left.", "The spokeswoman", "PERSON Siri Lund"},
		{"President Siri Lund of Norway spoke. The Norwegian president left.", "The Norwegian president", "PERSON Siri Lund"},
		{"President Siri Lund spoke. The French president left.", "The French president", "-"},
		{"Secretary of State Siri Lund spoke. The secretary of state left.", "The secretary of state", "PERSON Siri Lund"},
		{"Secretary of State Siri Lund spoke.", "Secretary of State Siri Lund", "PERSON Siri Lund"},
		{"Lund, who met Karin Moe, spoke.", "who", "PERSON Lund"},
		{"They asked Karin Moe, who spoke.", "who", "PERSON Karin Moe"},
		{"Karin Moe met envoys. They spoke.", "They", "-"},
		{"J. D. Hale met envoys. JD Hale spoke.", "JD Hale", "PERSON J. D. Hale"},
		{"Mr. Dag Nørgård met envoys. Norgard spoke.", "Norgard", "PERSON Dag Nørgård"},
		{"Ursula von der Leyen met envoys. Von der Leyen spoke.", "Von der Leyen", "PERSON Ursula von der Leyen"},
		{"Karin Moe met envoys. Karin spoke.", "Karin", "PERSON Karin Moe"},
		{"President Lund Moe-Hansen met envoys. Moe-Hansen’s aides left. Moe-Hansen spoke.", "Moe-Hansen", "PERSON Lund Moe-Hansen"},
	} {
		b := names.Find(r.Read(c.source))
		if got := named(b.Resolve(place(t, c.source, c.mention), nil)); got != c.want {
			t.Errorf("%q: %s is %q, want %q", c.source, c.mention, got, c.want)
		}
	}
}

// TestTwoOfOneSurnameStayApart: a surname alone is who bore it alone before
// the other came up, and nobody where that does not tell.
func TestTwoOfOneSurnameStayApart(t *testing.T) {
	r := reader(t)
	for _, c := range []struct{ source, want string }{
		{"Karin Moe spoke. Moe left.\n\nErik Moe came.\n\nMoe sang.", "PERSON Karin Moe"},
		{"Karin Moe spoke. Erik Moe came.\n\nMoe sang.", "-"},
		{"Karin Moe spoke.\n\nErik Moe came. Moe sang.", "PERSON Erik Moe"},
		{"Karin Moe spoke. Erik Moe came.\n\nMr. Moe sang.", "PERSON Erik Moe"},
		{"Karin Moe spoke. Moe left.\n\nErik Moe came and Moe sang.", "-"},
		{"Erik Moe spoke. Moe left. Erik Moe Jr. came.\n\nMoe Jr. sang.", "PERSON Erik Moe Jr."},
	} {
		b := names.Find(r.Read(c.source))
		mention := "Moe"
		if strings.Contains(c.source, "Moe Jr. sang") {
			mention = "Moe Jr."
		}
		got := named(b.Resolve(place(t, c.source, mention), nil))
		if got != c.want {
			t.Errorf("%q: Moe is %q, want %q", c.source, got, c.want)
		}
		people := 0
		for _, e := range b.Entities {
			if e.Kind == graph.Person {
				people++
			}
		}
		if people != 2 {
			t.Errorf("%q: %d people, want 2", c.source, people)
		}
	}
}

func TestResolveAll(t *testing.T) {
	const cast = "French President Luc Adam met Anna Holm, the German chancellor. He and Holm spoke. "
	r := reader(t)
	for _, c := range []struct{ source, mention, want string }{
		{"The U.K. and France agreed.", "The U.K. and France", "STATE United Kingdom, STATE France"},
		{"France, the U.K. and NATO agreed.", "France, the U.K. and NATO", "STATE France, STATE United Kingdom, ORGANIZATION NATO"},
		{cast + "Adam and Holm agreed.", "Adam and Holm", "PERSON Luc Adam, PERSON Anna Holm"},
		{cast, "He and Holm", "PERSON Luc Adam, PERSON Anna Holm"},
		{cast + "Adam, the French president, and Holm agreed.", "Adam, the French president, and Holm", "PERSON Luc Adam, PERSON Anna Holm"},
		{cast + "Adam, along with Holm, agreed.", "Adam, along with Holm", "PERSON Luc Adam, PERSON Anna Holm"},
		{cast + "A spokesman for Adam and Holm agreed.", "A spokesman for Adam and Holm", ""},
		{"The leaders of France and Germany agreed.", "The leaders of France and Germany", "GROUP leaders of France and Germany"},
		{"Moscow and Kyiv agreed.", "Moscow and Kyiv", "STATE Russia, STATE Ukraine"},
		{"Bosnia and Herzegovina agreed.", "Bosnia and Herzegovina", "STATE Bosnia and Herzegovina"},
		{"A senior official agreed.", "A senior official", ""},
	} {
		b := names.Find(r.Read(c.source))
		if got := named(b.ResolveAll(place(t, c.source, c.mention), nil)...); got != c.want {
			t.Errorf("%q: %s are %q, want %q", c.source, c.mention, got, c.want)
		}
	}
}

func TestDemonyms(t *testing.T) {
	r := reader(t)
	for source, want := range map[string]string{
		"British, French and other European forces":  "STATE United Kingdom, STATE France",
		"the U.S.-led mission":                       "STATE United States",
		"a Franco-German brigade of South Koreans":   "STATE France, STATE Germany",
		"South Korean and American troops":           "STATE South Korea, STATE United States",
		"European troops in the harbour of the city": "",
	} {
		b := names.Find(r.Read(source))
		if got := named(b.Demonyms(text.Span{End: len(source)})...); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	}
}

func TestOffices(t *testing.T) {
	b := find(t, "French President Luc Adam met Kremlin spokesman Ivan Petrov, former Danish Prime Minister Mette Lund and Arbor Group CEO Karin Moe. Siri Lie, Norway’s minister of health, was absent, as was European Commission President Jean Clair.")
	got := map[string][]string{}
	for _, e := range b.Entities {
		for _, o := range e.Offices {
			s := o.Title
			if o.Of != nil {
				s += " of " + o.Of.Name
			}
			if o.Former {
				s = "former " + s
			}
			got[e.Name] = append(got[e.Name], s)
		}
	}
	want := map[string][]string{
		"Luc Adam": {"president of France"}, "Ivan Petrov": {"spokesman of Russia"}, "Mette Lund": {"former prime minister of Denmark"}, "Karin Moe": {"ceo of Arbor Group"},
		"Siri Lie": {"minister of health of Norway"}, "Jean Clair": {"president of European Commission"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("offices (-want +got):\n%s", d)
	}
}

// TestACapitalThatActsIsNoPlace: an article that names Paris only as who acts
// has no place Paris, and the name is no alias of the state.
func TestACapitalThatActsIsNoPlace(t *testing.T) {
	const source = "Oslo could send troops. A commitment from Oslo was dropped."
	b := find(t, source)
	if len(b.Entities) != 0 {
		t.Errorf("named: %s", named(b.Entities...))
	}
	e := b.Resolve(text.Span{End: len("Oslo")}, nil)
	if named(b.Entities...) != "STATE Norway" || len(e.Mentions) != 0 || e.ISO != "NO" {
		t.Errorf("named: %s, mentions %v, code %s", named(b.Entities...), e.Mentions, e.ISO)
	}
	b = find(t, "They met in Oslo. The Oslo talks ended.")
	if named(b.Entities...) != "PLACE Oslo" || len(b.Entities[0].Mentions) != 2 {
		t.Errorf("named: %s", named(b.Entities...))
	}
	if e := b.At(b.Entities[0].Mentions[0]); e != b.Entities[0] {
		t.Errorf("the name in the text is of %s", named(e))
	}
}

func TestGroupsComeOnDemandOnly(t *testing.T) {
	const source = "European leaders met opposition lawmakers and western allies. European leaders left."
	b := find(t, source)
	if len(b.Entities) != 0 {
		t.Errorf("named: %s", named(b.Entities...))
	}
	first, err := text.Find(source, "European leaders", "", "")
	if err != nil {
		t.Fatal(err)
	}
	x, y := b.Resolve(first[0], nil), b.Resolve(first[1], nil)
	if x == nil || x != y || len(x.Mentions) != 2 || len(b.Entities) != 1 {
		t.Errorf("got %s and %s of %s", named(x), named(y), named(b.Entities...))
	}
}

func TestPronounsTakeNobodyRatherThanAGuess(t *testing.T) {
	const source = "Anna Holm met envoys in Oslo.\n\nIt went on. He left. They slept."
	b := find(t, source)
	for _, p := range []string{"It", "He", "They"} {
		if e := b.Resolve(place(t, source, p), nil); e != nil {
			t.Errorf("%s is %s", p, named(e))
		}
	}
}

// checkBook: whatever is asked, spans lie inside the text and no entity is
// listed twice.
func checkBook(t interface {
	Helper()
	Fatalf(string, ...any)
}, source string, b *names.Book,
) {
	t.Helper()
	for i, e := range b.Entities {
		if slices.Index(b.Entities, e) != i {
			t.Fatalf("%s is listed twice", e.Name)
		}
		for _, m := range e.Mentions {
			if m.Check(source) != nil || m.Len() == 0 {
				t.Fatalf("%s: the mention %v is not in %q", e.Name, m, source)
			}
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{
		"", "The", "the president of", "The U.K. and France, Paris’s", "Holm, the", "(IMF) (IMF", "“He,” she", "Ministry of the & of", "von der", "al-", "Mr. Jr.", "É. Ö", "the of of 's allies", "President of of the State",
	} {
		f.Add(s, 0, len(s))
	}
	r := reader(f)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		source, err := text.Canonicalize([]byte(s))
		if err != nil || len(source) > 2000 {
			return // no text that the extractor would be given
		}
		b := names.Find(r.Read(source))
		span := text.Span{Start: from, End: to}
		b.Resolve(span, b.Entities)
		b.ResolveAll(span, nil)
		b.Demonyms(span)
		b.At(span)
		checkBook(t, source, b)
	})
}

func BenchmarkFind(b *testing.B) {
	source := strings.Repeat("German Chancellor Anna Holm met Peter Dahl, 54, in Paris. The U.S. and the Harbour Workers Union sent envoys, the French president said. Dahl left early, and Holm stayed.\n", 2000)
	t := reader(b).Read(source)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		names.Find(t)
	}
}
