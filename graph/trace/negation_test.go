package trace

import "testing"

// TestNotInOtherLanguages: a "not" that is dropped, added or swallowed is seen
// in the languages that have a table, one that is kept is no flip.
func TestNotInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ language, said, without string }{
		{"German", "Wir werden die alten Fabriken an der Küste nicht vor dem Sommer schließen.", "Wir werden die alten Fabriken an der Küste vor dem Sommer schließen"},
		{"German", "In diesem Hafen wird niemals wieder ein fremdes Schiff liegen, sagte der Minister.", "In diesem Hafen wird wieder ein fremdes Schiff liegen"},
		{"French", "Nous ne fermerons jamais les vieilles usines de la côte avant cet été.", "Nous fermerons les vieilles usines de la côte avant cet été"},
		{"French", "Le ministre viendra sans ses conseillers au port de la capitale lundi.", "Le ministre viendra ses conseillers au port de la capitale lundi"},
		{"Ukrainian", "Ми не закриємо старі заводи на узбережжі до початку цього літа.", "Ми закриємо старі заводи на узбережжі до початку цього літа"},
		{"Russian", "Мы никогда закроем старые заводы на побережье до начала этого лета.", "Мы закроем старые заводы на побережье до начала этого лета"},
	} {
		for name, pair := range map[string][2]string{"dropped": {c.without, c.said}, "added": {c.said, c.without}} {
			q, err := Parse(pair[0], Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if r := Match(q, NewSource(pair[1], nil), nil, nil); r == nil || r.Verdict != NegationFlipped {
				t.Errorf("%s, %s: %q of %q: %+v", c.language, name, pair[0], pair[1], r)
			}
		}
		q, err := Parse(c.said, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if r := Match(q, NewSource(c.said, nil), nil, nil); r == nil || r.Verdict != Verbatim {
			t.Errorf("%s: %q of itself: %+v", c.language, c.said, r)
		}
	}
}

// TestNotInOtherWords: what turns a sentence round need not be a "not", and "no
// one" is one word though it is written as two.
func TestNotInOtherWords(t *testing.T) {
	for _, c := range []struct{ said, quote string }{
		{"We rarely agree with the ministry about the quotas.", "We agree with the ministry about the quotas"},
		{"We seldom agree with the ministry about the quotas.", "We often agree with the ministry about the quotas"},
		{"The boats barely survived the winter storms.", "The boats survived the winter storms"},
		{"No one has asked us about the price of diesel.", "Someone has asked us about the price of diesel"},
		{"No one has asked us about the price of diesel.", "Everyone has asked us about the price of diesel"},
		{"Someone has asked us about the price of diesel.", "No one has asked us about the price of diesel"},
		{"I know that no one has asked us about the price of diesel.", "I know that everyone has asked us about the price of diesel"},
	} {
		if r := Match(parsed(t, c.quote), NewSource(c.said, nil), nil, nil); r == nil || r.Verdict != NegationFlipped {
			t.Errorf("%q of %q: %+v", c.quote, c.said, r)
		}
	}
	// One negation for another turns nothing round.
	for _, c := range []struct{ said, quote string }{
		{"No one has asked us about the price of diesel.", "Nobody has asked us about the price of diesel"},
		{"Nobody has asked us about the price of diesel.", "No one has asked us about the price of diesel"},
		{"We rarely agree with the ministry about the quotas.", "We seldom agree with the ministry about the quotas"},
		{"This one has asked us about the price of diesel.", "Someone has asked us about the price of diesel"},
	} {
		if r := Match(parsed(t, c.quote), NewSource(c.said, nil), nil, nil); r == nil || r.Verdict != Altered {
			t.Errorf("%q of %q: %+v", c.quote, c.said, r)
		}
	}
}
