import { en } from '../texts/en'
import { number, t, type Key } from '../texts'
import type { Action, Schemas } from './client'
import type { Done, Write } from './writes'

/** How much of a title there is room for in a message, beside what was done with it; in German that comes last. */
const LONG = 80

const cut = (title: string[]) => (title.length > LONG ? `${title.slice(0, LONG).join('')}…` : title.join(''))

type Values = Readonly<Record<string, number>>

/**
 * What was done, in the reader's language: by its kind, and as much of its values and of what it was about as is
 * known. @param whole whether there is room for any title
 */
function inWords(kind: string, title: string | null = null, values: Values = {}, whole = false): string {
  const known = { ...values, ...(title !== null && { title: whole ? title : cut([...title]) }), ...('issues' in values && { count: values['issues']! }) }
  const said = 'rating' in values ? { ...known, rating: number(values['rating']!, { minimumFractionDigits: 1 }) } : known
  const keys = [...(Object.keys(values).length > 0 ? [`act.${kind}.full`] : []), ...(title === null ? [] : [`act.${kind}.of`]), `act.${kind}`]
  return t(keys.find((key) => key in en) as Key, said)
}

type Told = Pick<Action, 'type' | 'thread_title'> & Partial<Action>

/** An action as words for a message. */
export const describe = ({ type, thread_title, values }: Told): string => inWords(type, thread_title, values)

/** An action or an entry of the history as words in a list, with its whole title. */
export const tell = ({ type, thread_title, values }: Told): string => inWords(type, thread_title, values, true)

/** A write as words, before it is done. */
export const asked = (write: Write): string => did(write, null)

/** A write as words. @param done null before it is done */
export function did(write: Write, done: Done | null): string {
  switch (write.kind) {
    case 'rate':
      return inWords('rate', write.title, { rating: write.rating })
    case 'read':
      return inWords('read', write.title, { issues: write.issues_read })
    case 'set_die':
      return inWords('set_die', null, { die: write.die })
    case 'add':
      return inWords('add', write.thread.title)
    case 'move':
      if (typeof write.to === 'number') return inWords('move', write.title, { to: write.to })
      return t(`act.move.${write.to}`, { title: write.title })
    case 'import':
      return inWords('import', null, { count: (done?.body as Schemas['ImportResult'] | undefined)?.imported ?? 0 })
    case 'override':
    case 'set_pending':
      return inWords('roll', write.title)
    case 'unsnooze_all':
      return t('act.unsnooze.all')
    case 'restore':
    case 'go_back':
      return inWords('restore')
    case 'undo': {
      const undone = (done?.body as Schemas['Undone'] | undefined)?.undone[0]
      const what = undone ? describe(undone) : write.what
      return done ? t('did.undo', { what: what ?? '' }) : what ? t('undo.of', { what }) : t('undo')
    }
    case 'redo': {
      const redone = (done?.body as Schemas['Redone'] | undefined)?.redone[0]
      const what = redone ? describe(redone) : write.what
      return done ? t('did.redo', { what: what ?? '' }) : what ? t('redo.of', { what }) : t('redo')
    }
    default:
      return inWords(write.kind, 'title' in write ? write.title : null)
  }
}
