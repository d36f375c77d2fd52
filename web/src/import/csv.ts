export interface Line {
  /** Its number as a spreadsheet shows it, and the server says it: an empty row counts, and one of several lines is one. */
  row: number
  /** None where its quotation marks are in the wrong places. */
  cells: string[] | null
}

/**
 * The records of a CSV text: RFC 4180 with any separator. One whose quoting is broken is a line of its own, so that
 * a stray quotation mark costs one row, as it does at the server.
 */
export function records(file: string, separator: string): Line[] {
  const text = file.replace(/\r\n?/g, '\n')
  const all: Line[] = []
  let cells: string[] = []
  let cell = ''
  let quote: 'none' | 'open' | 'closed' = 'none'
  let row = 1
  let begun = 0
  const begin = (at: number) => {
    cells = []
    cell = ''
    quote = 'none'
    begun = at
    row++
  }
  const endCell = () => {
    cells.push(cell)
    cell = ''
    quote = 'none'
  }
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at]
    const misplaced = quote === 'open' ? sign === undefined : quote === 'closed' && sign !== undefined && sign !== separator && !/\s/.test(sign)
    if (misplaced) {
      all.push({ row, cells: null })
      const end = text.indexOf('\n', begun)
      at = end < 0 ? text.length : end
      begin(at + 1)
      continue
    }
    if (quote === 'open') {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else quote = 'closed'
    } else if (sign === '"' && cell === '') quote = 'open'
    else if (sign === separator) endCell()
    else if (sign === '\n' || sign === undefined) {
      endCell()
      if (cells.some((one) => one.trim() !== '')) all.push({ row, cells })
      begin(at + 1)
    } else if (quote === 'none') cell += sign
  }
  return all
}

/** The text of a file, by its byte order mark; UTF-8 without one. Null where it is in another coding, as older spreadsheets write. */
export function decode(bytes: Uint8Array): string | null {
  const coding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(coding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** A cell of a file that others open too: quoted where it must be, and no formula. */
export function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
