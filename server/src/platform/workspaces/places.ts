/** Currency and time zone that a country's firms usually work in; a firm may choose others. */
const PLACES: Readonly<Record<string, readonly [currency: string, timeZone: string]>> = {
  CN: ['CNY', 'Asia/Shanghai'],
  HK: ['HKD', 'Asia/Hong_Kong'],
  MO: ['MOP', 'Asia/Macau'],
  TW: ['TWD', 'Asia/Taipei'],
  SG: ['SGD', 'Asia/Singapore'],
  MY: ['MYR', 'Asia/Kuala_Lumpur'],
  JP: ['JPY', 'Asia/Tokyo'],
  KR: ['KRW', 'Asia/Seoul'],
  TH: ['THB', 'Asia/Bangkok'],
  VN: ['VND', 'Asia/Ho_Chi_Minh'],
  IN: ['INR', 'Asia/Kolkata'],
  AE: ['AED', 'Asia/Dubai'],
  AU: ['AUD', 'Australia/Sydney'],
  NZ: ['NZD', 'Pacific/Auckland'],
  GB: ['GBP', 'Europe/London'],
  IE: ['EUR', 'Europe/Dublin'],
  DE: ['EUR', 'Europe/Berlin'],
  AT: ['EUR', 'Europe/Vienna'],
  CH: ['CHF', 'Europe/Zurich'],
  FR: ['EUR', 'Europe/Paris'],
  BE: ['EUR', 'Europe/Brussels'],
  NL: ['EUR', 'Europe/Amsterdam'],
  ES: ['EUR', 'Europe/Madrid'],
  PT: ['EUR', 'Europe/Lisbon'],
  IT: ['EUR', 'Europe/Rome'],
  SE: ['SEK', 'Europe/Stockholm'],
  NO: ['NOK', 'Europe/Oslo'],
  DK: ['DKK', 'Europe/Copenhagen'],
  FI: ['EUR', 'Europe/Helsinki'],
  PL: ['PLN', 'Europe/Warsaw'],
  US: ['USD', 'America/New_York'],
  CA: ['CAD', 'America/Toronto'],
  MX: ['MXN', 'America/Mexico_City'],
  BR: ['BRL', 'America/Sao_Paulo'],
  ZA: ['ZAR', 'Africa/Johannesburg'],
}

export function placeOf(country: string): { readonly currency: string; readonly timeZone: string } {
  const [currency, timeZone] = PLACES[country] ?? ['USD', 'UTC']
  return { currency, timeZone }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
