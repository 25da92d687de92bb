/** A long list of numbers that grows in pieces: beyond the first piece nothing is ever copied, so that growing holds nobody up. */
export interface Numbers {
  /** 0 where nothing was set. */
  get(at: number): number
  set(at: number, value: number): void
  readonly bytes: number
}

const pieceBits = 16
const pieceLength = 2 ** pieceBits
const pieceMask = pieceLength - 1

export function numbers(): Numbers {
  const pieces: Uint32Array[] = []
  return {
    get: (at) => pieces[at >>> pieceBits]?.[at & pieceMask] ?? 0,
    set(at, value) {
      const piece = at >>> pieceBits
      while (pieces.length <= piece) pieces.push(new Uint32Array(pieces.length === 0 ? 256 : pieceLength))
      // Only the first begins small, for indexes of a few accounts.
      while ((at & pieceMask) >= (pieces[piece] as Uint32Array).length) pieces[piece] = longer(pieces[piece] as Uint32Array)
      ;(pieces[piece] as Uint32Array)[at & pieceMask] = value
    },
    get bytes() {
      return pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
    },
  }
}

function longer(given: Uint32Array): Uint32Array {
  const copy = new Uint32Array(given.length * 2)
  copy.set(given)
  return copy
}

/** Texts of ASCII, one behind the other in pieces. */
export interface Letters {
  /** @returns where it stands now */
  add(text: string): number
  isAt(place: number, text: string): boolean
  at(place: number): string
  readonly bytes: number
}

const sheetBits = 18
const sheetLength = 2 ** sheetBits
const sheetMask = sheetLength - 1
const longestText = 2 ** 16 - 1

export function letters(): Letters {
  const sheets: Buffer[] = [Buffer.alloc(4096)]
  let used = 0
  return {
    add(text) {
      const length = Math.min(text.length, longestText)
      if ((used & sheetMask) + length + 2 > sheetLength) {
        used = sheets.length * sheetLength
        sheets.push(Buffer.alloc(sheetLength))
      }
      let sheet = sheets.at(-1) as Buffer
      const start = used & sheetMask
      while (start + length + 2 > sheet.length) {
        sheet = Buffer.concat([sheet], sheet.length * 2)
        sheets[sheets.length - 1] = sheet
      }
      // The length goes before the text: it is read with it.
      sheet[start] = length >>> 8
      sheet[start + 1] = length & 255
      sheet.write(text.slice(0, length), start + 2, 'latin1')
      const place = used
      used += length + 2
      // A sheet that is full to the last byte is followed by the next.
      if ((used & sheetMask) === 0) sheets.push(Buffer.alloc(sheetLength))
      return place
    },
    isAt(place, text) {
      const sheet = sheets[place >>> sheetBits] as Buffer
      const start = place & sheetMask
      if (((sheet[start] as number) << 8) + (sheet[start + 1] as number) !== text.length) return false
      for (let at = 0; at < text.length; at += 1) if (sheet[start + 2 + at] !== text.charCodeAt(at)) return false
      return true
    },
    at(place) {
      const sheet = sheets[place >>> sheetBits] as Buffer
      const start = (place & sheetMask) + 2
      return sheet.toString('latin1', start, start + ((sheet[start - 2] as number) << 8) + (sheet[start - 1] as number))
    },
    get bytes() {
      return sheets.reduce((sum, sheet) => sum + sheet.length, 0)
    },
  }
}
