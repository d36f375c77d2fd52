import { shared } from '../shared'
import { en } from './en'

export type Text = string | { one: string; other: string }
export type Key = keyof typeof en
export type Catalogue = Record<Key, Text>
export type Language = 'en' | 'de'

const CHOSEN = 'comic-pile.language'
let catalogue: Record<string, Text> = en
const language = shared<Language>('en')
let plural = new Intl.PluralRules('en')

/** The reader's own words for dates and numbers, as far as they fit the language chosen. */
export const locale = (): string => navigator.languages.find((one) => one.startsWith(language.get())) ?? language.get()

export const currentLanguage = language.get

/** Draws a component anew when the language changes. */
export const useLanguage = language.use

export async function chooseLanguage(chosen: Language, keep = true): Promise<void> {
  catalogue = chosen === 'de' ? (await import('./de')).de : en
  plural = new Intl.PluralRules(chosen)
  document.documentElement.lang = chosen
  if (keep) localStorage.setItem(CHOSEN, chosen)
  language.set(chosen)
}

/** Loads the language chosen before, else the browser's. */
export async function startLanguage(): Promise<void> {
  const wanted = localStorage.getItem(CHOSEN) ?? navigator.language
  await chooseLanguage(wanted.startsWith('de') ? 'de' : 'en', false)
}

/** What the server says in English, in the language chosen; null where that is English, or has no words for it. */
export const inOwnWords = (key: string, values?: Record<string, string | number>): string | null => (key in catalogue ? t(key as Key, values) : null)

/** A text of the catalogue; `{name}` stands for a value, and `count` chooses between one and several. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = catalogue[key] ?? key
  const chosen = typeof text === 'string' ? text : plural.select(Number(values['count'])) === 'one' ? text.one : text.other
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? number(value) : apart(value ?? '')
  })
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/** A title that is written from right to left turns nothing around it. */
const apart = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)

export const number = (value: number, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale(), options).format(value)

/** So much of a disk: 6 kB, 1.2 MB. */
export function size(bytes: number): string {
  const [unit, value] = bytes < 1e6 ? (['kilobyte', bytes / 1e3] as const) : bytes < 1e9 ? (['megabyte', bytes / 1e6] as const) : (['gigabyte', bytes / 1e9] as const)
  return number(value, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 })
}

export const date = (at: string | Date, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }) =>
  new Intl.DateTimeFormat(locale(), options).format(typeof at === 'string' ? new Date(at) : at)

export const dateTime = (at: string) => date(at, { dateStyle: 'medium', timeStyle: 'short' })

/** A ladder path of the server, as "6 → 8", in dice. */
export const ladder = (path: string): string => path.split(' → ').map((die) => t('die.name', { die })).join(' → ')

/** How long something took; less than a minute counts as one. */
export function duration(minutes: number): string {
  if (minutes < 60) return t('minutes', { count: Math.max(1, Math.round(minutes)) })
  return t('hours', { count: number(minutes / 60, { maximumFractionDigits: 1 }) })
}

/** How long ago something was, in the largest unit that fits. */
export function ago(at: string): string {
  const seconds = (new Date(at).getTime() - Date.now()) / 1000
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })
  const units: [Intl.RelativeTimeFormatUnit, number][] = [['year', 31_557_600], ['month', 2_629_800], ['week', 604_800], ['day', 86_400], ['hour', 3600], ['minute', 60]]
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit)
  }
  return t('ago.now')
}
