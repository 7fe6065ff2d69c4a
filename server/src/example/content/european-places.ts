export interface EuropeanCity {
  readonly name: string
  readonly country: string
  readonly postcode: string
  /** Landline without its last digits: a range that is set aside for fiction where the country has one. */
  readonly landline: string
  readonly weight: number
}

const city = (name: string, country: string, postcode: string, landline: string, weight: number): EuropeanCity => ({
  name,
  country,
  postcode,
  landline,
  weight,
})

/** `#` stands for a digit. */
export const EUROPEAN_CITIES: readonly EuropeanCity[] = [
  city('Jena', 'DE', '07745', '+49 30 23125 ###', 4),
  city('Berlin', 'DE', '12489', '+49 30 23125 ###', 5),
  city('München', 'DE', '80939', '+49 89 99998 ###', 5),
  city('Göttingen', 'DE', '37079', '+49 40 66969 ###', 4),
  city('Leipzig', 'DE', '04103', '+49 69 90009 ###', 3),
  city('Heidelberg', 'DE', '69120', '+49 69 90009 ###', 4),
  city('Köln', 'DE', '50829', '+49 221 4710 ###', 3),
  city('Basel', 'CH', '4057', '+41 61 555 ## ##', 5),
  city('Zürich', 'CH', '8050', '+41 44 555 ## ##', 4),
  city('Wien', 'AT', '1030', '+43 1 5550 ###', 4),
  city('Graz', 'AT', '8010', '+43 316 5550 ##', 3),
  city('Lyon', 'FR', '69007', '+33 4 65 71 ## ##', 5),
  city('Strasbourg', 'FR', '67400', '+33 3 53 01 ## ##', 4),
  city('Toulouse', 'FR', '31400', '+33 5 36 49 ## ##', 3),
  city('Nantes', 'FR', '44300', '+33 2 61 91 ## ##', 3),
  city('Paris', 'FR', '75013', '+33 1 99 00 ## ##', 3),
  city('Leuven', 'BE', '3001', '+32 16 55 ## ##', 3),
  city('Gent', 'BE', '9052', '+32 9 255 ## ##', 2),
  city('Leiden', 'NL', '2333', '+31 71 555 ####', 4),
  city('Utrecht', 'NL', '3584', '+31 30 255 ####', 3),
  city('Milano', 'IT', '20126', '+39 02 5550 ####', 4),
  city('Bologna', 'IT', '40127', '+39 051 555 ####', 3),
  city('Barcelona', 'ES', '08028', '+34 93 555 ## ##', 4),
  city('Espoo', 'FI', '02150', '+358 9 5550 ###', 4),
  city('Turku', 'FI', '20520', '+358 2 5550 ###', 3),
  city('Uppsala', 'SE', '752 37', '+46 8 465 004 ##', 4),
  city('Lund', 'SE', '223 63', '+46 40 628 04 ##', 3),
  city('Odense', 'DK', '5230', '+45 65 55 ## ##', 3),
  city('Trondheim', 'NO', '7034', '+47 73 55 ## ##', 2),
  city('Leeds', 'GB', 'LS2 9JT', '+44 113 496 0###', 4),
  city('Cambridge', 'GB', 'CB4 0WS', '+44 20 7946 0###', 4),
  city('Galway', 'IE', 'H91 TK33', '+353 91 555 ###', 2),
]

/** Mobiles likewise. */
export const EUROPEAN_MOBILES: Readonly<Record<string, string>> = {
  DE: '+49 171 39200##',
  AT: '+43 664 555 0###',
  CH: '+41 79 555 ## ##',
  FR: '+33 6 12 34 5# ##',
  BE: '+32 470 55 ## ##',
  NL: '+31 6 5550 ####',
  IT: '+39 320 555 ####',
  ES: '+34 655 55 ## ##',
  FI: '+358 40 555 ####',
  SE: '+46 70 174 06 ##',
  DK: '+45 25 55 ## ##',
  NO: '+47 405 55 ###',
  GB: '+44 7400 123 4##',
  IE: '+353 85 555 ####',
}

export const EUROPEAN_STREETS: Readonly<Record<string, readonly string[]>> = {
  DE: ['Carl-Zeiss-Promenade', 'Rudower Chaussee', 'Lindenstraße', 'Am Mühlgraben', 'Hochschulring', 'Gartenweg'],
  AT: ['Karl-Farkas-Gasse', 'Stiftingtalstraße', 'Neuwaldgasse', 'Am Heumarkt'],
  CH: ['Hochbergerstrasse', 'Industriestrasse', 'Rosentalweg', 'Mühleweg'],
  FR: ['rue Marcel-Mérieux', 'avenue des Tilleuls', 'rue du Port', 'allée des Peupliers', 'quai de la Fosse'],
  BE: ['Gaston Geenslaan', 'Technologiepark', 'Kapeldreef'],
  NL: ['Einsteinweg', 'Padualaan', 'Wassenaarseweg'],
  IT: ['via dei Platani', 'viale Sarca', 'via San Donato'],
  ES: ['carrer de Baldiri Reixac', 'avinguda Diagonal', 'carrer de la Marina'],
  FI: ['Tietotie', 'Itäinen Pitkäkatu', 'Otakaari'],
  SE: ['Dag Hammarskjölds väg', 'Scheelevägen', 'Björkgatan'],
  DK: ['Niels Bohrs Allé', 'Ørbækvej', 'Havnegade'],
  NO: ['Richard Birkelands veg', 'Kjøpmannsgata'],
  GB: ['Woodhouse Lane', 'Milton Road', 'Canal Street', 'Mill Road'],
  IE: ['Dangan Road', 'Newcastle Road'],
}
