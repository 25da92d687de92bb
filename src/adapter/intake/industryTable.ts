/** A vocabulary: what the host calls an industry, with labels that mean it and codes (`NACE 62`, `NAICS 31-33`, `SIC 737`: and all that begin so). */
export interface IndustryTable {
  readonly [industry: string]: readonly string[]
}

const words = (...lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split('; '))

/** The sections of NACE Rev. 2, which the sectors of NAICS 2022 and the divisions of SIC fit in, with labels in English and German. */
export const industrySections: IndustryTable = {
  agriculture: words(
    'NACE A; NACE 01-03; NAICS 11; SIC 01-09',
    'farming; forestry; fishing; agribusiness; agriculture, forestry and fishing; dairy; wine and spirits; Landwirtschaft',
    'Forstwirtschaft; Fischerei; Land- und Forstwirtschaft; Land- und Forstwirtschaft, Fischerei; Agrar; Agrarwirtschaft',
  ),
  mining: words(
    'NACE B; NACE 05-09; NAICS 21; SIC 10-14',
    'mining and quarrying; oil and gas extraction; mining & metals; mining, quarrying, and oil and gas extraction; Bergbau',
    'Rohstoffgewinnung; Bergbau und Gewinnung von Steinen und Erden',
  ),
  manufacturing: words(
    'NACE C; NACE 10-33; NAICS 31-33; SIC 20-39',
    'manufacturer; industrial manufacturing; production; automotive; machinery; mechanical engineering; chemicals',
    'chemical industry; pharmaceuticals; pharma; electronics; semiconductors; food production; food and beverages; textiles',
    'plastics; industrial automation; aerospace; medical devices; consumer goods; packaging; electrical manufacturing',
    'Verarbeitendes Gewerbe; Industrie; Produktion; Fertigung; Maschinenbau; Anlagenbau; Maschinen- und Anlagenbau',
    'Automobilindustrie; Automobil; Fahrzeugbau; Chemie; Chemische Industrie; Pharmaindustrie; Elektrotechnik; Elektronik',
    'Lebensmittelindustrie; Metallverarbeitung; Kunststoffverarbeitung; Medizintechnik; Luft- und Raumfahrt; Konsumgüter',
    'Textilindustrie',
  ),
  energy: words(
    'NACE D; NACE 35; NAICS 221; SIC 491; SIC 492; SIC 493',
    'utilities; electricity; energy; power; renewables; renewable energy; renewables & environment; oil and gas; oil & energy',
    'Energie; Energieversorgung; Energiewirtschaft; Versorger; Stadtwerke; Strom und Gas; Erneuerbare Energien',
  ),
  waterAndWaste: words(
    'NACE E; NACE 36-39; NAICS 2213; NAICS 562; SIC 494; SIC 495',
    'waste management; recycling; water supply; sewerage; environmental services; Wasserversorgung; Abfallwirtschaft; Entsorgung',
    'Abwasserentsorgung; Wasser und Abfall',
  ),
  construction: words(
    'NACE F; NACE 41-43; NAICS 23; SIC 15-17',
    'construction; building; civil engineering; builder; contractor; trades; building materials; Bau; Baugewerbe; Bauwesen',
    'Bauwirtschaft; Hochbau; Tiefbau; Bauindustrie; Bauunternehmen',
  ),
  trade: words(
    'NACE G; NACE 45-47; NAICS 42; NAICS 44-45; SIC 50-57; SIC 59',
    'retail; wholesale; retail trade; wholesale trade; e-commerce; ecommerce; online retail; import and export; supermarkets',
    'luxury goods & jewelry; Handel; Einzelhandel; Großhandel; Onlinehandel; Online-Handel; Versandhandel',
    'Handel und Instandhaltung; Groß- und Einzelhandel; Autohandel',
  ),
  transport: words(
    'NACE H; NACE 49-53; NAICS 48-49; SIC 40-47',
    'transportation; logistics; shipping; freight; warehousing; logistics and supply chain; transportation and warehousing',
    'transport and logistics; airlines/aviation; airlines; aviation; maritime; trucking; package/freight delivery; Verkehr',
    'Logistik; Transport; Spedition; Lagerei; Verkehr und Lagerei; Transport und Logistik; Luftfahrt; Schifffahrt',
  ),
  hospitality: words(
    'NACE I; NACE 55-56; NAICS 72; SIC 58; SIC 70',
    'hotels; restaurants; accommodation and food services; hospitality; tourism; leisure and travel; leisure, travel & tourism',
    'catering; food service; Gastgewerbe; Gastronomie; Hotellerie; Hotel; Restaurant; Beherbergung; Tourismus',
    'Hotel- und Gaststättengewerbe',
  ),
  informationAndCommunication: words(
    'NACE J; NACE 58-63; NAICS 51; NAICS 5415; SIC 48; SIC 737; SIC 27',
    'software; computer software; saas; it; it services; information technology; information technology and services',
    'information technology & services; tech; technology; internet; telecommunications; telecom; telco; media; publishing',
    'information; information services; computer & network security; cybersecurity; online media; broadcasting; broadcast media',
    'computer games; software development; hosting; ict; Information und Kommunikation; Informationstechnik',
    'Informationstechnologie; IT-Dienstleistungen; IT-Dienstleister; EDV; Softwareentwicklung; Telekommunikation; Medien',
    'Verlagswesen; Verlag; Rundfunk; IKT',
  ),
  finance: words(
    'NACE K; NACE 64-66; NAICS 52; SIC 60-64; SIC 67',
    'banking; bank; insurance; financial services; fintech; finance and insurance; capital markets; investment banking',
    'investment management; venture capital; private equity; venture capital & private equity; asset management; Banken',
    'Versicherung; Versicherungen; Finanzdienstleistungen; Finanzen; Finanzwesen; Kreditinstitute; Banken und Versicherungen',
    'Finanz- und Versicherungsdienstleistungen; Versicherungswesen',
  ),
  realEstate: words(
    'NACE L; NACE 68; NAICS 53; SIC 65',
    'real estate; property; commercial real estate; property management; real estate and rental and leasing; Immobilien',
    'Immobilienwirtschaft; Grundstücks- und Wohnungswesen; Wohnungswirtschaft; Hausverwaltung; Makler',
  ),
  professionalServices: words(
    'NACE M; NACE 69-75; NAICS 54; NAICS 55; SIC 81; SIC 87; SIC 731',
    'consulting; management consulting; legal; legal services; law; law practice; accounting; advertising; marketing',
    'marketing and advertising; architecture; engineering; research; biotechnology; professional services; public relations',
    'market research; design; Beratung; Unternehmensberatung; Rechtsanwälte; Rechtsberatung; Steuerberatung; Wirtschaftsprüfung',
    'Werbung; Architektur; Ingenieurbüro; Forschung; Forschung und Entwicklung; Freiberufliche Dienstleistungen',
    'Freiberufliche, wissenschaftliche und technische Dienstleistungen',
  ),
  administrativeServices: words(
    'NACE N; NACE 77-82; NAICS 561; SIC 732-736; SIC 738',
    'staffing; staffing and recruiting; recruiting; human resources; facility services; facilities services; facility management',
    'security services; security and investigations; outsourcing; outsourcing/offshoring; events services; call center',
    'rental and leasing; travel agency; Personaldienstleistungen; Zeitarbeit; Arbeitnehmerüberlassung; Personalvermittlung',
    'Gebäudereinigung; Gebäudemanagement; Sicherheitsdienst; Sonstige wirtschaftliche Dienstleistungen; Reisebüro; Vermietung',
  ),
  publicAdministration: words(
    'NACE O; NACE 84; NAICS 92; SIC 91-97',
    'government; public administration; public sector; government administration; defense; military; government relations',
    'municipality; authorities; Öffentliche Verwaltung; Öffentlicher Dienst; Verwaltung; Behörde; Behörden; Öffentlicher Sektor',
    'Kommune; Verteidigung',
  ),
  education: words(
    'NACE P; NACE 85; NAICS 61; SIC 82',
    'education; higher education; schools; university; e-learning; training; primary/secondary education; education management',
    'educational services; professional training & coaching; edtech; Bildung; Erziehung und Unterricht; Bildungswesen; Schule',
    'Hochschule; Universität; Weiterbildung; Ausbildung',
  ),
  health: words(
    'NACE Q; NACE 86-88; NAICS 62; SIC 80; SIC 83',
    'healthcare; health care; health; hospital; hospital & health care; hospitals; medical practice; social assistance',
    'health care and social assistance; mental health care; nursing; health, wellness and fitness; Gesundheit; Gesundheitswesen',
    'Sozialwesen; Gesundheits- und Sozialwesen; Krankenhaus; Klinik; Kliniken; Pflege; Arztpraxis; Arztpraxen; Pflegedienst',
  ),
  artsAndEntertainment: words(
    'NACE R; NACE 90-93; NAICS 71; SIC 78; SIC 79; SIC 84',
    'entertainment; sports; arts; arts, entertainment, and recreation; gambling; gambling & casinos; museums; performing arts',
    'recreation; music; fine art; museums and institutions; Kunst; Kultur; Unterhaltung; Sport; Freizeit',
    'Kunst, Unterhaltung und Erholung; Glücksspiel; Museen; Theater',
  ),
  otherServices: words(
    'NACE S; NACE 94-96; NAICS 81; SIC 72; SIC 75; SIC 76; SIC 86',
    'other services; nonprofit; non-profit; ngo; nonprofit organization management; associations; religious institutions',
    'civic & social organization; personal services; repair; charity; church; Sonstige Dienstleistungen; Verband; Verbände; Verein',
    'Gemeinnützig; Stiftung; Kirche; Erbringung von sonstigen Dienstleistungen; Friseur',
  ),
  households: words('NACE T; NACE 97-98; NAICS 814; SIC 88', 'private households; Private Haushalte'),
  internationalOrganisations: words(
    'NACE U; NACE 99',
    'international organisations; international organizations; international affairs; Internationale Organisationen',
    'Exterritoriale Organisationen',
  ),
}
