import type { Schemas } from '../api/client'
import { currentLanguage, dateTime, inOwnWords, t } from '../texts'

type Coded = Pick<Schemas['Remark'], 'code' | 'values'>

/** Facts that are parts of the sentence, and have words of their own. */
const PARTS = ['subject', 'problem', 'instead']
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** What the server says of a file, in the reader's language, else as it says it in English. */
function inWords({ code, values }: Coded, english: string): string {
  const facts = Object.fromEntries(Object.entries(values).map(([name, fact]) => [name, TIME.test(fact) ? dateTime(fact) : fact]))
  for (const part of PARTS) {
    const word = facts[part] && inOwnWords(`remark.${facts[part]}`, facts)
    if (word) facts[part] = word
  }
  const said = inOwnWords(`remark.${code}`, facts)
  return said === null ? english : facts['reader'] ? `${facts['reader']}: ${said}` : said
}

/** The rows that an import refused. */
export function refusedRows({ errors, refused_rows }: Schemas['ImportResult']): string[] {
  if (currentLanguage() === 'en') return errors
  return errors.map((english, i) => {
    const row = refused_rows[i]
    const said = row && inWords(row, '')
    return said ? t('import.row', { row: row.row, why: said }) : english
  })
}

/** What came in not quite as a file says it. */
export function notCarriedOver({ not_carried_over, remarks }: Pick<Schemas['ImportReport'], 'not_carried_over' | 'remarks'>): string[] {
  return not_carried_over.map((english, i) => (remarks[i] ? inWords(remarks[i], english) : english))
}
