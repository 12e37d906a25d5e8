package names

// placeTable has places that are no states of their own: parts of the world,
// regions and territories, and cities that news names without saying what they
// are. One entry between commas.
const placeTable = `Europe,Eastern Europe,Western Europe,Central Europe,Asia,Central Asia,Southeast Asia,South Asia,East Asia,Africa,North Africa,West Africa,East Africa,Southern Africa,
Korea,Korean Peninsula,Sahel,Maghreb,Middle East,Gulf,Persian Gulf,Horn of Africa,Balkans,Western Balkans,Baltics,Caucasus,South Caucasus,Scandinavia,Latin America,South America,North America,Central America,
Caribbean,Antarctica,Arctic,Oceania,Indo-Pacific,Asia-Pacific,Pacific,Atlantic,Mediterranean,Black Sea,Baltic Sea,Red Sea,North Sea,Caspian Sea,South China Sea,East China Sea,Sea of Azov,Aegean,
Strait of Hormuz,Bosphorus,Suez Canal,Panama Canal,Taiwan Strait,Gulf of Mexico,Gulf of Aden,Indian Ocean,Pacific Ocean,Atlantic Ocean,Arctic Ocean,Sinai,Sahara,Alps,Himalayas,Siberia,
England,Scotland,Wales,Northern Ireland,Greenland,Faroe Islands,Gibraltar,Falkland Islands,Bermuda,Puerto Rico,Guam,New Caledonia,French Guiana,Hong Kong,Macau,Tibet,Xinjiang,Inner Mongolia,Kashmir,Punjab,
Gaza,Gaza Strip,West Bank,East Jerusalem,Golan Heights,Kurdistan,Catalonia,Basque Country,Bavaria,Saxony,Brittany,Corsica,Sicily,Sardinia,Lombardy,Flanders,Wallonia,Transnistria,Abkhazia,South Ossetia,Nagorno-Karabakh,
Crimea,Donbas,Donbass,Donetsk,Luhansk,Lugansk,Kherson,Zaporizhzhia,Kharkiv,Kharkov,Odesa,Odessa,Mariupol,Lviv,Dnipro,Mykolaiv,Sumy,Chernihiv,Bakhmut,Chechnya,Dagestan,Tatarstan,Kaliningrad,Kursk,Belgorod,Rostov,
Darfur,Tigray,Kivu,Biafra,Zanzibar,Somaliland,Puntland,Western Sahara,Idlib,Aleppo,Homs,Raqqa,Mosul,Basra,Fallujah,Kirkuk,Benghazi,Rafah,Khan Younis,Hebron,Nablus,Jenin,Haifa,Eilat,Aden,Hodeidah,Kandahar,Helmand,Peshawar,Karachi,Lahore,
Mumbai,Kolkata,Chennai,Bangalore,Hyderabad,Shanghai,Shenzhen,Guangzhou,Wuhan,Chongqing,Tianjin,Nanjing,Osaka,Kyoto,Hiroshima,Nagasaki,Okinawa,Fukushima,Busan,Ho Chi Minh City,Yangon,Rangoon,Mandalay,Rakhine,
Sydney,Melbourne,Perth,Brisbane,Auckland,Toronto,Montreal,Vancouver,Calgary,Quebec,Ontario,Alberta,British Columbia,Nova Scotia,Manitoba,Saskatchewan,Rio de Janeiro,Sao Paulo,São Paulo,Medellin,Cali,Guayaquil,Maracaibo,Tijuana,Monterrey,Guadalajara,Cancun,Acapulco,
Istanbul,Izmir,Tel Aviv,Dubai,Jeddah,Mecca,Medina,Alexandria,Casablanca,Lagos,Kano,Mombasa,Johannesburg,Cape Town,Durban,Timbuktu,
Munich,Frankfurt,Hamburg,Cologne,Bonn,Dresden,Leipzig,Stuttgart,Düsseldorf,Ramstein,Milan,Naples,Venice,Turin,Florence,Genoa,Barcelona,Seville,Valencia,Bilbao,Marseille,Lyon,Strasbourg,Toulouse,Bordeaux,Lille,Calais,Manchester,Liverpool,Birmingham,Leeds,Glasgow,Edinburgh,Belfast,Cardiff,
Rotterdam,Antwerp,Ghent,Zurich,Geneva,Basel,Davos,Lausanne,Salzburg,Krakow,Kraków,Gdansk,Gdańsk,Rzeszow,Brno,Thessaloniki,Gothenburg,Malmö,Bergen,Porto,St. Petersburg,Saint Petersburg,Vladivostok,Sochi,Grozny,
New York,New York City,Manhattan,Brooklyn,Los Angeles,Chicago,Houston,Philadelphia,San Francisco,Boston,Detroit,Seattle,Atlanta,Miami,Dallas,Denver,Baltimore,Cleveland,Pittsburgh,Las Vegas,New Orleans,Minneapolis,St. Louis,Kansas City,San Diego,Silicon Valley,Wall Street,
Washington state,Camp David,Mar-a-Lago,Guantanamo Bay,Guantánamo Bay,Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,
New Hampshire,New Jersey,New Mexico,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,Wisconsin,Wyoming,New England,Midwest,District of Columbia,D.C.`
