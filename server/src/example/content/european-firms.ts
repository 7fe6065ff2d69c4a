import type { TradeKey } from './chinese-firms.ts'

interface EuropeanStyle {
  readonly stems: readonly string[]
  readonly trades: readonly (readonly [word: string, trade: TradeKey])[]
  readonly forms: readonly string[]
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const germanStems =
  list(`Nordlicht Brandthal Hohenfels Lindauer Rheingau Waldkirch Steinbach Silberhorn Falkenau Ostertal
  Seefeld Mühlental Kronberg Adlersberg Wiesental Eichenau Tannhof Morgenroth Hellweg Bergquell Quellmatt Rosentau Grünwerk Klarwasser`)
const germanTrades = [
  ['Optik', 'materials'],
  ['Analytik', 'testing'],
  ['Diagnostics', 'biotech'],
  ['Pharma', 'pharma'],
  ['Biotech', 'biotech'],
  ['Lebensmittelprüfung', 'food'],
  ['Umweltlabor', 'environment'],
  ['Prüftechnik', 'testing'],
] as const

const french: EuropeanStyle = {
  stems:
    list(`Mistral Clairval Beaurivage Montfleuri Valombre Hautefeuille Rivesaltine Lumina Boréal Chantelune Fontbelle
    Graviers Solane Tournelle`),
  trades: [
    ['Santé', 'pharma'],
    ['Biosciences', 'biotech'],
    ['Analyses', 'testing'],
    ['Environnement', 'environment'],
    ['Alimentaire', 'food'],
  ],
  forms: ['SAS', 'SA', 'SARL'],
}
const nordicTrades = [
  ['Research', 'biotech'],
  ['Diagnostics', 'biotech'],
  ['Foods', 'food'],
  ['Water', 'environment'],
  ['Photonics', 'materials'],
] as const
const british: EuropeanStyle = {
  stems: list('Brightwater Hollowfield Ashcombe Pennine Larkhill Thornbury Silverdale Wharfside Kestrel Moorgate'),
  trades: [
    ['Labs', 'testing'],
    ['Biologics', 'biotech'],
    ['Pharma', 'pharma'],
    ['Environmental', 'environment'],
    ['Foods', 'food'],
  ],
  forms: ['Ltd', 'plc'],
}
const italian: EuropeanStyle = {
  stems: list('Altavilla Montechiaro Solaria Vallescura Ferrovento Ponteverde'),
  trades: [
    ['Farma', 'pharma'],
    ['Analisi', 'testing'],
    ['Alimenti', 'food'],
    ['Biotech', 'biotech'],
  ],
  forms: ['S.r.l.', 'S.p.A.'],
}
const spanish: EuropeanStyle = {
  stems: list('Rocabruna Castellfort Ribalta Marenostra Vallserena'),
  trades: [
    ['Farma', 'pharma'],
    ['Laboratoris', 'testing'],
    ['Biotech', 'biotech'],
  ],
  forms: ['S.L.', 'S.A.'],
}
const dutch: EuropeanStyle = {
  stems: list('Duinvoort Zonneveld Waterlinie Lindenhof Keizerskroon Grachtwerk Polderlicht Noorderzon'),
  trades: [
    ['Bioscience', 'biotech'],
    ['Laboratories', 'testing'],
    ['Food Safety', 'food'],
    ['Water', 'environment'],
  ],
  forms: ['B.V.'],
}

/** How firms are called, by country; legal forms are the country's own. */
export const EUROPEAN_STYLES: Readonly<Record<string, EuropeanStyle>> = {
  DE: { stems: germanStems, trades: germanTrades, forms: ['GmbH', 'GmbH', 'AG', 'GmbH & Co. KG'] },
  AT: { stems: germanStems, trades: germanTrades, forms: ['GmbH'] },
  CH: { stems: germanStems, trades: germanTrades, forms: ['AG', 'GmbH'] },
  FR: french,
  BE: { ...dutch, forms: ['NV', 'BV'] },
  NL: dutch,
  FI: { stems: list('Lumihiisi Kuusela Tähtivesi Aurinko Saaristo'), trades: nordicTrades, forms: ['Oy'] },
  SE: { stems: list('Sundvik Björkhagen Norrsken Ekbacken'), trades: nordicTrades, forms: ['AB'] },
  DK: { stems: list('Skovlund Holmgaard Isbjerg Strandmark'), trades: nordicTrades, forms: ['A/S', 'ApS'] },
  NO: { stems: list('Fjellmark Vestfjord Havnes'), trades: nordicTrades, forms: ['AS'] },
  GB: british,
  IE: british,
  IT: italian,
  ES: spanish,
}

/** Public laboratories and institutes. */
export const EUROPEAN_INSTITUTES: readonly (readonly [name: string, country: string])[] = [
  ['Institut für Spurenanalytik Saaletal', 'DE'],
  ['Hochschule Hohenfels, Fachbereich Chemie', 'DE'],
  ['Klinikum Ostertal, Zentrallabor', 'DE'],
  ['Landeslabor Mühlental', 'DE'],
  ['Institut de chimie fine de Valombre', 'FR'],
  ['Hôpital Beaurivage, laboratoire central', 'FR'],
  ['Norrsken University, Food Science', 'SE'],
  ['Saaristo Institute of Marine Research', 'FI'],
  ['Ashcombe University, Photonics Group', 'GB'],
  ['Istituto Vallescura di Igiene', 'IT'],
  ['Polderlicht Universiteit, Analytische Chemie', 'NL'],
  ['Kantonales Labor Seefeld', 'CH'],
]
