package names

import "strings"

func set(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			m[w] = true
		}
	}
	return m
}

// particles join the parts of a person's name; some of them begin a surname.
var (
	particles = set("de von van der den la le al el bin ibn del da di dos du ter ten zu y")
	leading   = set("de von van del da di du bin ibn ter")
)

// notNames are words with a capital that begin no name: days, months, and
// words that open sentences.
var notNames = set(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
jan. feb. aug. sept. oct. nov. dec. i the a an this that these those he she it they we you his her its their our my in on at by for from with as but and or if when while after before
however meanwhile additionally moreover yes no not there here what who how why where both all many some most more p.m. a.m. according
ala. ariz. ark. calif. colo. conn. del. fla. ga. ill. ind. kan. ky. la. mass. md. mich. minn. miss. mo. mont. n.c. n.d. n.h. n.j. n.m. n.y. neb. nev. okla. ore. pa. r.i. s.c. s.d. tenn. tex. va. vt. wash. wis. w.va. wyo. b.c. a.d.`)

// adjectives have a capital and name nobody.
var adjectives = set(`western eastern northern southern central european african asian arab latin nordic baltic balkan scandinavian islamic islamist muslim christian jewish catholic orthodox kurdish soviet nazi
allied transatlantic euro-atlantic republican democratic conservative liberal socialist communist congressional presidential parliamentary senate house federal royal`)

// suffixes follow a surname and are no part of it.
var suffixes = set("jr. jr sr. sr ii iii iv")

// honorifics come before a person's name; some show the gender.
var honorifics = map[string]Gender{
	"mr.": Male, "mr": Male, "mrs.": Female, "mrs": Female, "ms.": Female, "ms": Female, "miss": Female, "sir": Male, "lady": Female, "lord": Male, "dame": Female,
	"dr.": Unknown, "dr": Unknown, "sen.": Unknown, "rep.": Unknown, "gov.": Unknown, "gen.": Unknown, "col.": Unknown, "lt.": Unknown, "capt.": Unknown,
	"adm.": Unknown, "sgt.": Unknown, "rev.": Unknown, "prof.": Unknown, "maj.": Unknown, "cmdr.": Unknown, "king": Male, "queen": Female, "prince": Male, "princess": Female, "pope": Male,
}

// longTitle writes out the titles that are also offices.
var longTitle = map[string]string{
	"sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general", "col.": "colonel", "capt.": "captain", "adm.": "admiral",
	"prof.": "professor", "cmdr.": "commander", "secretary-general": "secretary general", "chairwoman": "chairwoman", "pm": "prime minister",
}

// offices are what people hold.
var offices = set(`president vice-president premier pm chancellor minister secretary secretary-general senator representative congressman congresswoman governor mayor ambassador envoy general
colonel captain admiral commissioner chairman chairwoman chair chief director spokesman spokeswoman spokesperson judge justice speaker leader king queen prince princess pope emperor sultan emir commander officer professor
analyst counsel attorney prosecutor sheriff candidate nominee lawmaker deputy delegate negotiator diplomat adviser advisor strategist pollster aide ceo chairperson coordinator inspector head
archbishop bishop cardinal patriarch ayatollah imam rabbi taoiseach tsar mp mep legislator parliamentarian councilman councilwoman councillor manager economist historian lawyer activist founder whip treasurer
sen. rep. gov. gen. col. adm. cmdr. prof. captain lieutenant marshal president-elect democrat`)

// female and male are offices that tell who holds them.
var officeGender = map[string]Gender{
	"spokesman": Male, "spokeswoman": Female, "congressman": Male, "congresswoman": Female, "chairman": Male, "chairwoman": Female, "king": Male, "queen": Female,
	"councilman": Male, "councilwoman": Female, "prince": Male, "princess": Female, "pope": Male,
}

// roleModifiers stand before an office and belong to it: prime, foreign.
var roleModifiers = set(`prime vice foreign defense defence interior finance justice health trade energy economy environment transport agriculture education culture home labor labour treasury
deputy assistant under associate senior special chief press secretary general attorney executive managing security national intelligence army navy air force majority minority
opposition party campaign presidential vice-presidential state permanent lead top principal policy economic political communications district supreme police parliamentary house senate
republican democratic conservative labour liberal socialist peace nuclear military`)

// past and present say when an office was held; they are no part of it.
var (
	past    = set("former ex late then ex-president onetime one-time erstwhile ousted deposed")
	present = set("current incumbent acting interim new newly-elected longtime long-time veteran outgoing incoming embattled caretaker elected")
)

// headTitles lead a state: "the German leader" is one of them.
var headTitles = set("president premier chancellor king queen emperor sultan emir leader taoiseach")

// spheres follow "of" in an office: secretary of state, chief of staff.
var spheres = set("state defense defence staff justice labor labour education energy commerce agriculture transportation health homeland interior intelligence operations communications veterans state.")

// orgWords occur in names of organisations.
var orgWords = set(`party committee university department ministry agency council commission association union institute institution foundation company corporation corp. inc. inc ltd ltd. llc plc gmbh group bank court congress senate
parliament times post journal news press network center centre college school bureau federation league alliance coalition church organization organisation forces army navy guard police office administration society
club board fund trust research project movement nations assembly secretariat treasury bundesbank airlines airways motors industries holdings partners systems technologies pharmaceuticals energy telecom
tribune herald gazette chronicle tv television radio directorate inspectorate authority corps command consortium confederation chamber syndicate caucus brigade battalion regiment militia brotherhood front
hospital museum observatory international services pac`)

// ofHeads are words that go on with "of": Ministry of Defence, Bay of Pigs.
var ofHeads = set(`ministry department bank university coalition house council court association organization organisation union office institute bureau federation league chamber committee commission board centre center school
college church society academy assembly confederation alliance bay gulf strait sea cape isle city congress`)

// placeWords end names of places.
var placeWords = set(`city county street avenue island islands river lake mountain mountains valley beach square bay sea ocean airport region province district desert coast peninsula strait canal oblast road
boulevard heights hills park palace castle bridge village harbor harbour station`)

// locative are prepositions that take places.
var locative = set("in at near outside inside across throughout around through toward towards into over above beyond within off visiting leaving entering bombing")

var reporting = set("said says told wrote added noted argued insisted announced stated warned tweeted asked replied declared claimed explained believes thinks remarked emphasized cautioned mentioned indicated expressed stressed pledged vowed promised denied")

// turned end words that are made with a name and are none: U.S.-led.
var turned = set(`led based backed born style occupied controlled held made era wide linked brokered sponsored mediated appointed owned funded friendly hosted drafted supplied trained speaking
dominated aligned allied run built like bound installed imposed ruled proposed supported type registered listed flagged elect leaning minded oriented only specific related wing`)

var turning = set("pro anti non post pre ex mid then self neo counter trans inter sub cross")

// fields go on with the name of a body after "and".
var fields = set("cooperation co-operation development science technology culture trade industry sport sports security exchange prevention medicine human international foreign social economic cultural health education research")

// polities stand before a state in its long name.
var polities = set("republic kingdom state commonwealth principality sultanate federation union")
