/** How postal codes of a country are written: the groups of characters that are told apart, and what stands between them. */
export interface PostalForm {
  /** Of the code without blanks and dashes, in capitals. */
  readonly pattern: RegExp
  /** From the groups; by default one after the other. */
  readonly between?: string
  /** Letters that stand before it in mail from abroad, and are no part of it; by default the country's code. */
  readonly prefix?: string
  /** Letters that are part of it. */
  readonly own?: string
}

const [three, four, five, six] = [/^(\d{3})$/, /^(\d{4})$/, /^(\d{5})$/, /^(\d{6})$/]

/** By alpha-2 code. From the descriptions of the Universal Postal Union. */
export const postalForms: { readonly [country: string]: PostalForm } = {
  AD: { pattern: /^([1-7]00)$/, own: 'AD', between: '' },
  AR: { pattern: /^([A-HJ-NP-Z]?\d{4}(?:[A-Z]{3})?)$/ },
  AT: { pattern: /^([1-9]\d{3})$/, prefix: 'A' },
  AU: { pattern: four },
  BE: { pattern: /^([1-9]\d{3})$/, prefix: 'B' },
  BG: { pattern: four },
  BR: { pattern: /^(\d{5})(\d{3})$/, between: '-' },
  CA: { pattern: /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/, between: ' ' },
  CH: { pattern: /^([1-9]\d{3})$/ },
  CL: { pattern: /^(\d{3})(\d{4})$/, between: '' },
  CN: { pattern: six },
  CO: { pattern: six },
  CY: { pattern: four },
  CZ: { pattern: /^(\d{3})(\d{2})$/, between: ' ' },
  DE: { pattern: /^((?!00)\d{5})$/, prefix: 'D' },
  DK: { pattern: four },
  EE: { pattern: five },
  ES: { pattern: /^((?:0[1-9]|[1-4]\d|5[0-2])\d{3})$/, prefix: 'E' },
  FI: { pattern: five, prefix: 'FIN' },
  FR: { pattern: /^((?:0[1-9]|[1-8]\d|9[0-8])\d{3})$/, prefix: 'F' },
  GB: {
    pattern: /^(GIR|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y]))(\d[ABD-HJLNP-UW-Z]{2}|0AA)$/,
    between: ' ',
  },
  GR: { pattern: /^(\d{3})(\d{2})$/, between: ' ' },
  HR: { pattern: five },
  HU: { pattern: /^([1-9]\d{3})$/, prefix: 'H' },
  IE: { pattern: /^([AC-FHKNPRTV-Y]\d{2}|D6W)([0-9AC-FHKNPRTV-Y]{4})$/, between: ' ' },
  IL: { pattern: /^(\d{5}|\d{7})$/ },
  IN: { pattern: /^([1-9]\d{5})$/ },
  IS: { pattern: three },
  IT: { pattern: five, prefix: 'I' },
  JP: { pattern: /^(\d{3})(\d{4})$/, between: '-' },
  KR: { pattern: five },
  LI: { pattern: /^(94(?:8[5-9]|9[0-8]))$/, prefix: 'FL' },
  LT: { pattern: /^(\d{5})$/, own: 'LT', between: '-' },
  LU: { pattern: four, prefix: 'L' },
  LV: { pattern: /^(\d{4})$/, own: 'LV', between: '-' },
  MC: { pattern: /^(980\d{2})$/ },
  MT: { pattern: /^([A-Z]{3})(\d{4})$/, between: ' ' },
  MX: { pattern: five },
  MY: { pattern: five },
  NL: { pattern: /^([1-9]\d{3})([A-Z]{2})$/, between: ' ' },
  NO: { pattern: four, prefix: 'N' },
  NZ: { pattern: four },
  PH: { pattern: four },
  PL: { pattern: /^(\d{2})(\d{3})$/, between: '-' },
  PT: { pattern: /^(\d{4})(\d{3})$/, between: '-' },
  RO: { pattern: six },
  RS: { pattern: five },
  RU: { pattern: six },
  SE: { pattern: /^([1-9]\d{2})(\d{2})$/, between: ' ', prefix: 'S' },
  SG: { pattern: six },
  SI: { pattern: /^([1-9]\d{3})$/ },
  SK: { pattern: /^(\d{3})(\d{2})$/, between: ' ' },
  TH: { pattern: five },
  TR: { pattern: five },
  TW: { pattern: /^(\d{3}(?:\d{2,3})?)$/ },
  UA: { pattern: five },
  US: { pattern: /^(\d{5})(\d{4})?$/, between: '-' },
  VN: { pattern: /^(\d{5,6})$/ },
  ZA: { pattern: four },
}
