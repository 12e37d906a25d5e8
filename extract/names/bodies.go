package names

// bodyTable has organisations that news names without saying what they are, a
// line each: the name, then its other names, between commas.
const bodyTable = `NATO,North Atlantic Treaty Organization,Nato
European Union,EU,E.U.
European Commission
European Parliament
European Council
European Central Bank,ECB
Eurogroup
United Nations,UN,U.N.
UN Security Council,United Nations Security Council,U.N. Security Council,Security Council
UN General Assembly,United Nations General Assembly,U.N. General Assembly
International Monetary Fund,IMF,I.M.F.
World Bank
World Trade Organization,WTO,W.T.O.
World Health Organization,WHO,W.H.O.
International Atomic Energy Agency,IAEA
International Criminal Court,ICC
International Court of Justice,ICJ
Organization for Security and Co-operation in Europe,OSCE,Organization for Security and Cooperation in Europe
Organisation for Economic Co-operation and Development,OECD
Organization of the Petroleum Exporting Countries,OPEC
African Union
Arab League
Association of Southeast Asian Nations,ASEAN
Gulf Cooperation Council,GCC
Commonwealth of Independent States
Collective Security Treaty Organization,CSTO
Economic Community of West African States,ECOWAS
Organization of American States
Council of Europe
Group of Seven,G7,G-7
Group of 20,G20,G-20
BRICS
UNICEF
UNHCR
UNESCO
Red Cross,International Committee of the Red Cross,ICRC
Red Crescent
Amnesty International
Human Rights Watch
Doctors Without Borders,Médecins Sans Frontières
Greenpeace
Hamas
Hezbollah,Hizbollah
Houthis
Taliban
Islamic State,ISIS,ISIL
Al Qaeda,Al-Qaeda,al-Qaeda,al Qaeda
Boko Haram
Muslim Brotherhood
Fatah
Palestinian Authority
Wagner Group
Gazprom
Rosneft
Rosatom
Naftogaz
Pentagon
Congress,U.S. Congress
Senate,U.S. Senate
House of Representatives,U.S. House of Representatives
Supreme Court,U.S. Supreme Court
State Department,U.S. State Department,Department of State
Justice Department,U.S. Justice Department,Department of Justice
Defense Department,Department of Defense
Treasury Department,Department of the Treasury
Department of Homeland Security,Homeland Security Department,DHS
Federal Reserve,Fed
Central Intelligence Agency,CIA,C.I.A.
Federal Bureau of Investigation,FBI,F.B.I.
National Security Agency,NSA,N.S.A.
National Security Council
Republican National Committee,RNC,R.N.C.
Democratic National Committee,DNC,D.N.C.
Republican Party,GOP,G.O.P.
Democratic Party
House of Commons
House of Lords
Bundestag
Bundesrat
Bundeswehr
Knesset
Duma,State Duma
Verkhovna Rada,Rada
Sejm
Labour Party
Conservative Party
National Rally
Christian Democratic Union,CDU
Social Democratic Party,SPD
Federal Security Service,FSB
Mossad
Interpol
Europol
Frontex
Eurostat
Scotland Yard
Bank of England
Revolutionary Guard,Revolutionary Guards,Islamic Revolutionary Guard Corps,IRGC
Reuters
Associated Press,AP,A.P.
Agence France-Presse,AFP
Interfax
TASS,Tass
Xinhua
Al Jazeera
BBC
CNN
CNBC
MSNBC
NBC,NBC News
CBS,CBS News
ABC News
Fox News
Sky News
NPR
C-SPAN
Bloomberg News
Politico
Axios
Der Spiegel,Spiegel
Le Monde
Le Figaro
Financial Times
New York Times,The New York Times
Washington Post,The Washington Post
Wall Street Journal,The Wall Street Journal
Guardian,The Guardian
USA Today
Google
Facebook
Twitter
Microsoft
Boeing
Airbus
Lockheed Martin
Rheinmetall
Goldman Sachs
Morgan Stanley
Coalition of the Willing
Ukraine Defense Contact Group`
