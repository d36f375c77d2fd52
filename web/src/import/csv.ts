/** The records of a CSV text: RFC 4180 with any separator. Each is with the number of the line that it begins on. */
export function records(text: string, separator: string): { line: number; cells: string[] }[] {
  const all: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const end = () => {
    cells.push(cell)
    if (cells.length > 1 || cell.trim() !== '') all.push({ line: begun, cells })
    cells = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '\n') line++
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') {
      end()
      begun = line
    } else if (sign !== '\r') cell += sign
  }
  end()
  return all
}

/** The text of a file, by its byte order mark; UTF-8 without one. */
export function decode(bytes: Uint8Array): string {
  const coding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(coding).decode(bytes)
}

/** A cell of a file that others open too: quoted where it must be, and no formula. */
export function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const plain = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
