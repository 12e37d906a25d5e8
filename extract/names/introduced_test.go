package names_test

import (
	"testing"

	"onrecord/graph"
)

// TestIntroduced: who is unknown is known by what the text calls him, and by
// what he does.
func TestIntroduced(t *testing.T) {
	for _, c := range []struct{ source, name, want string }{
		{"The British defence secretary, Ottoline Quarm, said no.", "Ottoline Quarm", "PERSON Ottoline Quarm"},
		{"They met a fisherman, Zebulon Okwu, on the pier.", "Zebulon Okwu", "PERSON Zebulon Okwu"},
		{"Zebulon Okwu, its chief executive, left in May.", "Zebulon Okwu", "PERSON Zebulon Okwu"},
		{"The singer Ottoline Quarm left in May.", "Ottoline Quarm", "PERSON Ottoline Quarm"},
		{"It rains, said Zebulon Okwu, who runs the mill.", "Zebulon Okwu", "PERSON Zebulon Okwu"},
		{"Ottoline Quarm laughed.", "Ottoline Quarm", "PERSON Ottoline Quarm"},
		{"Varnkyst, the ferry company, has a new quay.", "Varnkyst", "ORGANIZATION Varnkyst"},
		{"The vaccine maker Zorn Tollund has a new quay.", "Zorn Tollund", "ORGANIZATION Zorn Tollund"},
		{"Open Cellar, the charity that runs the silos, agreed.", "Open Cellar", "ORGANIZATION Open Cellar"},
		{"Varnkyst said it would pay. On Monday Varnkyst said no.", "Varnkyst", "ORGANIZATION Varnkyst"},
		{"Okwu said he would pay.", "Okwu", "PERSON Okwu"},
		{"Varnkyst said no. On Monday Varnkyst said so again.", "Varnkyst", " Varnkyst"}, // somebody, or something
		{"They read a novel by a postman, the Varnkyst, and a diary.", "Varnkyst", " Varnkyst"},
		{"The leader of the union, Zebulon Okwu, left.", "Zebulon Okwu", "PERSON Zebulon Okwu"},
		{"A policy maker Zebulon Okwu knew left.", "Zebulon Okwu", "PERSON Zebulon Okwu"},
	} {
		b := find(t, c.source)
		if got := named(b.At(place(t, c.source, c.name))); got != c.want {
			t.Errorf("%q: %s is %q, want %q", c.source, c.name, got, c.want)
		}
	}
}

// TestNominals: a body without a name is one by its words, where it is a
// certain one.
func TestNominals(t *testing.T) {
	for _, c := range []struct{ source, mention, want string }{
		{"The regional council promised three.", "The regional council", "ORGANIZATION regional council"},
		{"It will hold, the army command in Sarajevo said.", "the army command in Sarajevo", "ORGANIZATION army command"},
		{"Yemen’s health ministry thanked them.", "Yemen’s health ministry", "ORGANIZATION Yemen's health ministry"},
		{"The Ministry of Transport opened it. It will pay, the ministry said.", "the ministry", "ORGANIZATION Ministry of Transport"},
		{"Varnkyst, the ferry operator, has ships. It is full, the company said.", "the company", "ORGANIZATION Varnkyst"},
		{"A letter came. It is full, the company said.", "the company", "-"},
		{"The Ministry of Transport met the Ministry of Defence. It will pay, the ministry said.", "the ministry", "-"},
		{"A regional council promised three.", "A regional council", "-"},
		{"The union’s lawyer promised three.", "The union’s lawyer", "-"},
		{"The senior official promised three.", "The senior official", "-"},
		{"The other council promised three.", "The other council", "-"},
		{"The hill tribes have sworn it.", "The hill tribes", "GROUP hill tribes"},
		{"They were told so in a statement from the Red Crescent.", "a statement from the Red Crescent", "ORGANIZATION Red Crescent"},
		{"The harbour master, Zebulon Okwu, was pleased.", "The harbour master, Zebulon Okwu", "PERSON Zebulon Okwu"},
		{"Hungary will wait but it will pay.", "it", "STATE Hungary"},
		{"Hungary warned Slovakia that it will pay.", "it", "-"},
	} {
		b := find(t, c.source)
		if got := named(b.Resolve(place(t, c.source, c.mention), nil)); got != c.want {
			t.Errorf("%q: %s is %q, want %q", c.source, c.mention, got, c.want)
		}
	}
	b := find(t, "The regional council promised three.")
	if e := b.Resolve(place(t, "The regional council promised three.", "The regional council"), nil); e == nil || !e.Described || e.Kind != graph.Organization {
		t.Errorf("a council without a name is %+v, want one that is described", e)
	}
}
