const letters: { readonly [letter: string]: string } = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  '&': ' and ',
  '+': ' and ',
}

// What stands between names, or before them, and is left out as often as not.
const fillers = new Set(['the', 'and', 'und', 'et', 'y', 'e', 'en', 'och', 'og', 'i', 'oraz', 've', 'und', 'и'])

/** Names longer than that are none. Keeps the cost of hostile text bounded. */
export const LONGEST_NAME = 200

/**
 * What a name is known by: lower case, without accents, punctuation and articles, initials in one (`U. S. A.` → `usa`). Other scripts stay what
 * they are. For comparison only, never shown.
 */
export function fold(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    // Again: the lower case of some letters has marks of its own.
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßøæœłđðþıħ&+]/g, (letter) => letters[letter] ?? letter)
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const joined: string[] = []
  let initials = ''
  for (const word of [...words, '']) {
    if (/^[a-z]$/.test(word)) {
      initials += word
      continue
    }
    if (initials !== '') joined.push(initials)
    initials = ''
    if (word !== '') joined.push(word)
  }
  const telling = joined.filter((word) => !fillers.has(word))
  return (telling.length === 0 ? joined : telling).map((word) => (word === 'saint' || word === 'sankt' ? 'st' : word)).join(' ')
}

/** The other way to write ä, ö and ü without them: `Österreich` → `oesterreich`. Undefined where there is none. */
export function foldUmlauts(text: string): string | undefined {
  const spelt = text.normalize('NFC').replace(/[äöü]/gi, (letter) => `${{ ä: 'a', ö: 'o', ü: 'u' }[letter.toLowerCase()]}e`)
  return spelt === text ? undefined : fold(spelt)
}
