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

// particles join the parts of a name.
var particles = set("de von van der den la le al el bin ibn of del da di dos")

// notNames are words with a capital that begin no name: days, months, and
// words that open sentences.
var notNames = set(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
jan. feb. aug. sept. oct. nov. dec. i the a an this that these those he she it they we you his her its their our my in on at by for from with as but and or if when while after before
however meanwhile additionally moreover yes no not there here what who how why where both all many some most more`)

// honorifics come before a person's name; some show the gender.
var honorifics = map[string]Gender{
	"mr.": Male, "mr": Male, "mrs.": Female, "mrs": Female, "ms.": Female, "ms": Female, "miss": Female, "sir": Male, "lady": Female, "lord": Male,
	"dr.": Unknown, "dr": Unknown, "sen.": Unknown, "rep.": Unknown, "gov.": Unknown, "gen.": Unknown, "col.": Unknown, "lt.": Unknown, "capt.": Unknown,
	"adm.": Unknown, "sgt.": Unknown, "rev.": Unknown, "prof.": Unknown, "maj.": Unknown, "king": Male, "queen": Female, "prince": Male, "princess": Female, "pope": Male, "st.": Unknown,
}

// offices are what people hold.
var offices = set("president premier chancellor minister secretary senator representative congressman congresswoman governor mayor ambassador envoy general colonel admiral commissioner chairman chairwoman chair chief director spokesman spokeswoman spokesperson judge justice speaker leader king queen prince commander officer professor analyst counsel attorney prosecutor sheriff candidate nominee lawmaker deputy delegate negotiator diplomat adviser advisor strategist pollster aide")

// roleModifiers stand before an office: French, former, prime, foreign.
var roleModifiers = set("french british german russian ukrainian american italian polish spanish turkish chinese japanese israeli iranian european danish canadian u.s. former prime vice foreign defense defence interior finance deputy acting special senior republican democratic presidential campaign state attorney national security")

// orgWords occur in names of organisations.
var orgWords = set("party committee university department ministry agency council commission association union institute institution foundation company corporation corp. inc. group bank court congress senate house parliament times post journal news press network center centre college school bureau federation league alliance coalition church organization organisation forces army navy guard police office administration society club board fund trust research project campaign movement nations")

// placeWords end names of places.
var placeWords = set("city county street avenue island islands river lake mountain mountains valley beach square bay sea ocean airport region province district desert coast")

var reporting = set("said says told wrote added noted argued insisted announced stated warned tweeted asked replied declared claimed explained believes thinks remarked emphasized cautioned mentioned indicated expressed")

// firstNames are common given names with the gender most bearers have.
var firstNames = byGender(
	`James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Steve Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Jeff Ryan Jacob Gary Nicholas Nicolas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Tyler Aaron Jose Henry Adam Douglas Nathan Peter Zachary Kyle Walter Harold Jeremy Ethan Carl Keith Roger Gerald Christian Terry Sean Arthur Austin Noah Lawrence Jesse Joe Bryan Billy Jordan Albert Dylan Bruce Willie Gabriel Alan Juan Logan Wayne Ralph Roy Eugene Randy Vincent Russell Louis Philip Bobby Johnny Bradley Bill Bob Jim Tom Tim Mike Dan Dave Chris Matt Greg Ted Ben Rick Ron Don Ken Nick Tony Sam Fred Howard Karl Ed Jay Ian Neil Craig Todd Chuck Barack Vladimir Volodymyr Emmanuel Keir Friedrich Olaf Sergei Sergey Dmitry Jared Marco Pete Boris Rishi Antonio Jens Viktor Recep Benjamin Xi Narendra Luiz Javier Pedro Mario Giorgio Francois Hans Wolfgang Heinrich Andriy Oleksandr Mikhail Igor Nikita Rustem Kaja`,
	`Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Dorothy Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda Emma Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Anne Kathryn Abigail Sophia Frances Jean Alice Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte Natalie Theresa Diana Brittany Doris Kayla Alexis Lori Marie Hillary Ivanka Melania Ursula Giorgia Mette Sanna Kaja Annalena Kamala Condoleezza Chelsea Debbie Elena Olga Natalia Yulia Kate Ellen Sally Jill Claire Susana Rosa Eva`,
)

func byGender(male, female string) map[string]Gender {
	m := map[string]Gender{}
	for _, n := range strings.Fields(male) {
		m[n] = Male
	}
	for _, n := range strings.Fields(female) {
		m[n] = Female
	}
	return m
}
