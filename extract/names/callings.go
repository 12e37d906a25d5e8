package names

import "strings"

// class says what a common noun calls its bearer: a person ("fisherman"), a
// body ("charity"), a place ("village"), or -1 where it may be several of them.
func class(noun string) int {
	switch {
	case bodyNouns[noun] || strings.HasSuffix(noun, "maker") && !makers[noun]:
		return body
	case placeNouns[noun]:
		return place
	case eitherNouns[noun]:
		return -1
	case callings[noun] || offices[noun] || makers[noun] || calling(noun):
		return person
	}
	return -1
}

// calling: the noun ends as what people do for a living does.
func calling(noun string) bool {
	for _, end := range [...]string{"woman", "man", "ist", "ologer", "grapher", "ician", "arian", "keeper", "worker", "teacher", "driver", "player", "trainer", "fighter", "hunter", "dancer", "writer", "singer", "dealer", "father", "mother", "brother", "sister", "daughter", "person", "wright", "smith", "herd"} {
		if len(noun) > len(end)+1 && strings.HasSuffix(noun, end) {
			return true
		}
	}
	return false
}

// callings are what people are, and whose they are.
var callings = set(`man woman boy girl baby husband wife widow widower father mother parent son daughter brother sister twin uncle aunt cousin nephew niece grandfather grandmother grandson granddaughter fiance fiancee girlfriend boyfriend
friend colleague classmate roommate teammate successor predecessor counterpart compatriot protege rival deputy boss namesake biographer
actor actress author accountant acrobat administrator archaeologist architect artist astronaut astronomer athlete attorney auctioneer auditor baker banker barber barrister bartender beekeeper biologist blacksmith blogger bookseller
botanist boxer bricklayer broker builder businessman businesswoman butcher captain caretaker carpenter chaplain chef chemist choreographer cleaner clerk climber coach columnist comedian composer conductor consultant contractor
cook coroner correspondent courier critic curator cyclist dancer dean demographer dentist designer detective diver doctor dramatist drummer economist editor electrician engineer entrepreneur essayist executive explorer farmer
fighter filmmaker financier firefighter fisher fisherman footballer gardener geologist geographer glaciologist goalkeeper golfer graduate grocer guide guitarist gunman hairdresser handyman harbourmaster historian housekeeper
hydrologist illustrator inspector instructor interpreter inventor janitor jeweller jockey journalist juror keeper laborer labourer landlord landlady lawyer lecturer lexicographer librarian lifeguard linguist lobbyist
locksmith machinist magistrate manager mathematician mechanic medic midwife miller millionaire billionaire miner missionary monk musician nanny neighbor neighbour novelist nun nurse nutritionist officer official organist organizer organiser
owner painter paramedic pastor patient pediatrician pensioner pharmacist philanthropist philosopher photographer physician physicist pianist pilot plumber poet policeman policewoman politician porter postman potter preacher priest principal
professor programmer prosecutor psychiatrist psychologist publicist pupil ranger reader rector reporter resident researcher retiree runner sailor salesman scholar scientist screenwriter sculptor seamstress secretary seller
sergeant servant shepherd shoemaker shopkeeper singer skater skier skipper sociologist soldier solicitor songwriter soprano spokesman spokeswoman statesman statistician steward storyteller strategist student surgeon surveyor survivor swimmer
tailor teacher technician tenant tenor therapist trader trainer translator trumpeter tutor typist umpire undertaker veteran veterinarian vicar victim violinist volunteer voter waiter waitress weaver weightlifter welder whistleblower widower winemaker
witness worker writer youngster zoologist elder chieftain headmaster headmistress headteacher treasurer chancellor ombudsman ombudswoman commissioner coordinator convener vice-chair postmaster harbormaster master stationmaster paymaster
congressman congresswoman assemblyman assemblywoman alderman freshman nominee incumbent frontrunner insider loyalist apprentice trainee intern assistant hacker investigator analyst pundit
native father-in-law mother-in-law son-in-law daughter-in-law brother-in-law sister-in-law stepson stepdaughter stepfather stepmother grandchild godfather godmother`)

// makers are people who make something, unlike carmakers.
var makers = set("lawmaker policymaker policy-maker rainmaker filmmaker peacemaker troublemaker kingmaker cabinetmaker dressmaker shoemaker winemaker watchmaker cheesemaker boatmaker playmaker matchmaker clockmaker homemaker")

// bodyNouns are what organisations are called.
var bodyNouns = set(`company firm corporation conglomerate manufacturer retailer insurer lender broadcaster airline carrier brewer brewery brewer utility startup start-up subsidiary consultancy brokerage supermarket automaker carmaker steelmaker shipyard
charity nonprofit non-profit foundation ngo agency authority regulator watchdog ministry department directorate inspectorate bureau council commission committee subcommittee panel board assembly parliament senate legislature congress court tribunal
union federation confederation association guild league syndicate chamber cooperative co-operative collective consortium cartel coalition alliance bloc caucus party movement militia faction brigade battalion army navy command junta
organisation organization institute institution academy university college school hospital clinic church diocese parish monastery museum orchestra theatre theater club bank fund exchange treasury secretariat cabinet
newspaper magazine weekly tabloid broadsheet website network studio label society group outfit think-tank municipality operator distributor wholesaler refinery brewery smelter
police administration leadership presidency chancellery embassy consulate mission delegation taskforce task-force newsroom laboratory startup`)

// placeNouns are what places are called.
var placeNouns = set(`town city village hamlet capital province region island district port suburb county river lake mountain valley peninsula neighborhood neighbourhood municipality township territory enclave borough archipelago
prefecture resort seaport settlement stronghold airport harbour harbor bay strait oasis volcano ward commune`)

// eitherNouns end like a calling and are not only that.
var eitherNouns = set(`member partner supporter backer sponsor donor creditor investor competitor contractor employer vendor exporter importer developer supplier publisher producer provider winner loser owner builder
ally opponent rival neighbor neighbour defender critic successor predecessor counterpart holder player trader seller dealer list twist mist fist wrist checklist waitlist german human roman ottoman talisman`)
