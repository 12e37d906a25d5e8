package commitments

import (
	"maps"

	"onrecord/extract/commitments/phrases"
	"onrecord/extract/grammar"
	"onrecord/graph"
)

// pledge is what a word of promise makes of the deed it governs.
type pledge struct {
	lemma    string
	outcome  Outcome
	strength graph.Strength
	sure     float64
	// object: the deed may be a noun phrase ("pledged 5,000 troops").
	object bool
	// person: may be followed by who is promised ("assured Kyiv that").
	person bool
	// on: the deed may follow "on" ("agreed on the establishment of").
	on bool
	// gerund: the deed may be an -ing form ("ruled out sending").
	gerund bool
}

func pledged(strength graph.Strength, sure float64) pledge {
	return pledge{outcome: Pledged, strength: strength, sure: sure}
}

// deeds as noun phrases, persons and so on are switched on by these.
func (p pledge) of(letters string) pledge {
	for _, l := range letters {
		switch l {
		case 'o':
			p.object = true
		case 'p':
			p.person = true
		case 'n':
			p.on = true
		case 'g':
			p.gerund = true
		}
	}
	return p
}

// Verbs that take back a promise that is their object, and verbs that reach a
// deal that is theirs.
const (
	takeBack  = "withdraw revoke rescind suspend retract cancel scrap abandon break drop ditch shelve axe junk dump reverse repudiate renounce disown"
	reachDeal = "reach strike make forge sign conclude ink finalise finalize broker announce endorse approve"
)

var pledgeVerbs = verbTable(map[string]pledge{
	"pledge promise vow":                  pledged(graph.DeclaredIntent, 0.85).of("op"),
	"commit":                              pledged(graph.DeclaredIntent, 0.8).of("og"),
	"swear undertake":                     pledged(graph.DeclaredIntent, 0.8),
	"vote":                                pledged(graph.DeclaredIntent, 0.6),
	"earmark":                             pledged(graph.DeclaredIntent, 0.65).of("o"),
	"oblige obligate require bind compel": pledged(graph.LegallyBinding, 0.6),
	"accept assume":                       pledged(graph.DeclaredIntent, 0.6),
	"decline rebuff spurn dismiss":        {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.7},
	"guarantee":                           pledged(graph.DeclaredIntent, 0.75).of("op"),
	"assure":                              pledged(graph.DeclaredIntent, 0.7).of("p"),
	"agree":                               pledged(graph.DeclaredIntent, 0.8).of("no"),
	"consent accede assent":               pledged(graph.DeclaredIntent, 0.75).of("g"),
	"decide resolve":                      pledged(graph.DeclaredIntent, 0.6).of("n"),
	"offer volunteer":                     pledged(graph.Offered, 0.8).of("op"),
	"propose":                             pledged(graph.Offered, 0.5),
	"plan intend prepare":                 pledged(graph.DeclaredIntent, 0.5),
	"hope aim aspire":                     pledged(graph.Aspiration, 0.55),
	"refuse":                              {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.8},
	"reject":                              {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.55, gerund: true},
	"deny":                                {outcome: Denied, strength: graph.DeclaredIntent, sure: 0.75, gerund: true},
	takeBack:                              {outcome: Withdrawn, strength: graph.DeclaredIntent, sure: 0.75},
	reachDeal:                             pledged(graph.DeclaredIntent, 0.75),
})

// verbPledge is a pledge verb in one form.
type verbPledge struct {
	pledge
	form phrases.Form
}

func verbTable(entries map[string]pledge) map[string]verbPledge {
	out := map[string]verbPledge{}
	for list, p := range entries {
		for word, use := range phrases.NewVerbs(list) {
			q := p
			q.lemma = use.Lemma
			out[word] = verbPledge{q, use.Form}
		}
	}
	return out
}

var (
	withdrawing = grammar.Set(takeBack)
	closing     = grammar.Set(reachDeal)
	signing     = grammar.Set("sign ink initial")
	deals       = grammar.Set("consensus agreement deal accord pact understanding treaty convention memorandum declaration statement communiqué communique compact protocol charter settlement")
	binding     = grammar.Set("treaty convention protocol charter law act statute constitution contract concession lease covenant licence license")
	signed      = grammar.Set("declaration statement communique communiqué memorandum compact accord pact agreement deal")
)

// pledgeNouns are nouns of promise, in both numbers.
var pledgeNouns = nounTable(map[string]pledge{
	"commitment pledge promise vow undertaking": pledged(graph.DeclaredIntent, 0.75),
	"guarantee assurance":                       pledged(graph.DeclaredIntent, 0.65),
	"offer":                                     pledged(graph.Offered, 0.7),
	"readiness willingness preparedness":        pledged(graph.Offered, 0.6),
	"intention intent":                          pledged(graph.DeclaredIntent, 0.55),
	"plan":                                      pledged(graph.DeclaredIntent, 0.4),
	"resolve determination":                     pledged(graph.DeclaredIntent, 0.5),
	"decision":                                  pledged(graph.DeclaredIntent, 0.5),
	"consensus agreement deal accord pact understanding treaty convention memorandum declaration": pledged(graph.DeclaredIntent, 0.65),
	"refusal": {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.7},
})

func nounTable(entries map[string]pledge) map[string]pledge {
	out := map[string]pledge{}
	for list, p := range entries {
		for word := range grammar.Set(list) {
			p.lemma = word
			out[word] = p
			out[word+"s"] = p
		}
	}
	return out
}

// readiness are adjectives that, after a form of "be", offer or promise.
var readiness = map[string]pledge{
	"ready":      pledged(graph.Offered, 0.65),
	"prepared":   pledged(graph.Offered, 0.65),
	"willing":    pledged(graph.Offered, 0.65),
	"open":       pledged(graph.Offered, 0.5).of("g"),
	"committed":  pledged(graph.DeclaredIntent, 0.7).of("g"),
	"determined": pledged(graph.DeclaredIntent, 0.5),
	"set":        pledged(graph.DeclaredIntent, 0.45),
	"due":        pledged(graph.DeclaredIntent, 0.4),
	"bound":      pledged(graph.LegallyBinding, 0.45),
	"obliged":    pledged(graph.LegallyBinding, 0.6),
	"obligated":  pledged(graph.LegallyBinding, 0.6),
	"unwilling":  {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.6},
	"unprepared": {outcome: Refused, strength: graph.DeclaredIntent, sure: 0.4},
}

// modals and what they are short for.
var modals = map[string]string{
	"will": "will", "'ll": "will", "wo": "will", "shall": "shall", "sha": "shall", "would": "would", "'d": "would",
	"could": "could", "can": "can", "ca": "can", "cannot": "can", "may": "may", "might": "might",
}

// offering are the modals that leave it open.
var offering = grammar.Set("could can may might")

// acts are deeds somebody decides to do, that a promise is about.
var acts = phrases.NewVerbs("send deploy provide supply deliver contribute give donate fund finance invest pay build establish create launch station base support back help assist aid defend protect guarantee secure ensure assure monitor patrol train equip arm host open close withdraw pull cut reduce increase raise double triple boost expand strengthen lift impose sanction ease freeze suspend resume restore release return transfer ship dispatch commit pledge offer join participate take lead lend grant allocate spend buy purchase sell sign ratify implement enforce respect honor honour comply recognise recognize halt stop cease end refrain permit ban abolish repeal reform appoint nominate hold host convene publish disclose share intervene retaliate cooperate coordinate work accept admit veto block vote oppose reject approve adopt introduce propose present file hire rebuild reconstruct repair maintain keep extend renew replace evacuate rescue accommodate relocate mediate facilitate observe inspect investigate prosecute respond destroy dismantle disarm exchange swap compensate reimburse repay forgive abandon phase set uphold bring guard escort clear demine supervise verify treat vaccinate feed house plant earmark mobilise mobilize reinforce transport quarter underwrite match absorb dedicate devote waive retain restart reopen complete upgrade modernise modernize move pass eliminate limit stand continue consult notify report submit apply meet make use leave allow protect produce manufacture intercept shield safeguard preserve act form assemble man staff operate run negotiate hand let cover drill dump lease refund shelter free detain deport extradite halve bail surrender recall refund privatise nationalise nationalize renationalise hike slash evict repatriate hire train replant dredge pave ban outlaw license licence legalise legalize pardon amnesty execute arrest charge tax cap index devalue peg unfreeze defuse disband demobilise demobilize downgrade dismiss fire recruit relinquish cede renounce hush reroute ration stockpile scrap shelve axe retrain resettle readmit welcome loosen relax tighten toughen enlarge widen lower lengthen shorten speed accelerate delay postpone cancel rewrite revise amend review audit test reroof repaint refurbish renovate restructure decommission mothball sever cut disconnect subsidise subsidize insure indemnify endow sponsor scatter sow irrigate fortify patch rearm disclose declassify unveil televise broadcast redeploy garrison vacate demolish recuse step resign retire stay fill store remove lobby fence erect install hang electrify dig lay tender auction divest boycott blockade besiege embargo outsource insource reimpose hand turn throw roll offset plough plow sink spare sentence commute mend fix upgrade staff crew curb tackle combat fight address treat clean sweep sanction halt")

// given are the acts that a mere "could" offers.
var given = grammar.Set("send deploy provide supply deliver contribute give donate fund finance build establish create launch station support back help assist aid monitor patrol train equip host join participate lend grant offer guarantee protect lead share dispatch ship transfer take pay invest escort clear demine rebuild rescue evacuate mediate facilitate arm release reinforce lease forgive")

// arranged are acts that a passive promises without saying who does it.
var arranged = grammar.Set("exchange free close open lift restore withdraw return destroy reopen station")

// states that nobody promises by a bare modal.
var unpromised = grammar.Set("be have need know see win lose become remain seem appear want like hope think believe feel fear wish cost rise fall grow die happen occur mean matter suffer benefit learn find understand depend rely face look sound show prove expect regret love hate prefer say argue add note suggest call tell ask imagine wonder envision envisage live last flood erupt collapse fail struggle surprise shock hurt require remember forget skyrocket equate cease pose deserve exist belong serve emerge reach get go come turn start begin affect cause lead result follow break strike hit attack invade")

// passed verbs stand before the verb that matters: "continue to support".
var passed = phrases.NewVerbs("continue help begin start keep participate move seek work proceed aim try look consider engage join")

// gerunds of a preposition follow these: "participate in monitoring".
var throughIn = grammar.Set("in on to towards toward")

// deverbal nouns name a deed.
var deverbal = map[string]string{
	"establishment": "establish", "creation": "create", "deployment": "deploy", "provision": "provide", "delivery": "deliver", "deliveries": "deliver",
	"supply": "supply", "supplies": "supply", "support": "support", "assistance": "assist", "protection": "protect", "construction": "build", "training": "train",
	"monitoring": "monitor", "withdrawal": "withdraw", "reduction": "reduce", "increase": "increase", "release": "release", "exchange": "exchange",
	"funding": "fund", "financing": "finance", "investment": "invest", "investments": "invest", "assurance": "assure", "assurances": "assure",
	"guarantee": "guarantee", "guarantees": "guarantee", "formation": "form", "transfer": "transfer", "removal": "remove", "suspension": "suspend",
	"extension": "extend", "expansion": "expand", "reconstruction": "rebuild", "rebuilding": "rebuild", "implementation": "implement", "dispatch": "dispatch",
	"purchase": "buy", "sale": "sell", "participation": "participate", "contribution": "contribute", "contributions": "contribute", "donation": "donate",
	"cut": "cut", "cuts": "cut", "evacuation": "evacuate", "protections": "protect", "inspection": "inspect", "inspections": "inspect", "opening": "open",
	"reopening": "reopen", "closure": "close", "appointment": "appoint", "return": "return", "resumption": "resume", "restoration": "restore",
	"defence": "defend", "defense": "defend", "aid": "aid", "help": "help", "launch": "launch", "setting": "set", "disarmament": "disarm", "destruction": "destroy",
	"pause": "pause", "halt": "halt", "freeze": "freeze", "sharing": "share", "cooperation": "cooperate", "repair": "repair", "replacement": "replace",
	"repatriation": "repatriate", "payment": "pay", "payments": "pay", "landing": "land", "landings": "land", "permission": "permit", "recognition": "recognise", "ratification": "ratify", "publication": "publish", "loan": "lend", "loans": "lend", "lifting": "lift",
}

// units do what they are sent to do, and belong to somebody.
var units = grammar.Set("soldier peacekeeper troops troop forces force soldiers peacekeepers personnel units battalion battalions brigade brigades regiment regiments army navy fleet marines paratroopers jets planes aircraft warships warship ships ship frigate frigates submarines tanks drones helicopters engineers experts advisers advisors trainers instructors observers monitors inspectors police officers contingent contingents squadron squadrons crews teams medics doctors rescuers divers minesweepers minehunters vessels boats boat helicopter airmen sailors")

// capabilities are forces that are no people.
var capabilities = grammar.Set("mission missions hub hubs facility facilities base bases mechanism mechanisms system systems battery batteries missiles missile launchers howitzers artillery shells ammunition weapons weaponry equipment vehicles hospital hospitals garrison garrisons corps patrols patrol airlift taskforce launcher radar radars interceptors stations outpost outposts carrier carriers camp camps")

// agents can decide something though they have no name.
var agents = grammar.Set("government governments ministry ministries allies ally leaders leader president minister ministers premier chancellor countries country members member states state nations nation union alliance coalition party parties company companies group council parliament senate congress administration authorities authority officials official partners partner side sides committee bank agency commission bloc signatories signatory lawmakers king queen mayor governor governors cabinet delegation delegations envoy republic kingdom federation organisation organization firm firms ministries donors donor operator owner owners rebels militia army navy police military court board executive manufacturer airline university city senators director chairman chairwoman spokesman spokeswoman secretary general prosecutor prosecutors contractor employer employers institute association club consortium harbour union unions team province region district township contracting powers power we i us presidency capitals junta trust clinic regime emir sultan pm treasurer bishop archbishop library hospital museum school charity watchdog regulator utility lender supplier retailer carmaker automaker brewer miner refiner developer landlord publisher insurer broadcaster opposition movement front faction factions clan clans tribe tribes village parish diocese church synod academy foundation fund bureau department directorate commissioner ombudsman troika syndicate cooperative embassy ambassador heads chief boss founder prince princess emperor pope cardinal imam rector dean principal headteacher sheriff admiral colonel councillor councillors mp mps deputies legislators delegates negotiators representative representatives guerrillas insurgents separatists militants exporters producers creditors lenders investors shareholders owners bidders suppliers neighbours neighbors capital power giant maker chain carrier studio label subsidiary conglomerate startup start-up nations economies participants attendees hosts host organisers organizers federation tsar commander commanders general generals captain king crown palace treasury chancellery kremlin presidium politburo collective choir theatre opera developers landlords unions regulators governments ministries councils mayors")

// times and what else "after" names that has been.
var beenAfter = grammar.Set("meeting meetings talks call conversation discussions summit session hearing speech remarks announcement report reports visit request requests criticism pressure outcry news consultation consultations negotiations weeks days years months hours minutes decades debate review dinner lunch breakfast phone pleas appeals calls all spat row backlash scandal weekend night protests")

// opens are the words that can open a commitment.
var opens = func() map[string]bool {
	out := map[string]bool{}
	for w := range maps.Keys(pledgeVerbs) {
		out[w] = true
	}
	for w := range maps.Keys(pledgeNouns) {
		out[w] = true
	}
	for w := range maps.Keys(readiness) {
		out[w] = true
	}
	out["must"] = true
	for w := range maps.Keys(modals) {
		out[w] = true
	}
	return out
}()
