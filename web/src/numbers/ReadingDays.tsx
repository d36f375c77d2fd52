import type { Schemas } from '../api/client'
import { date, number, t } from '../texts'
import { Figure } from './Figure'

const CELL = 13
const noon = (day: string) => new Date(`${day}T12:00:00`)

/** How strongly a day is coloured, 0 to 4, by the busiest day. */
export const strength = (issues: number, most: number): number => (issues === 0 ? 0 : Math.ceil((issues / most) * 4))

export const shades = ['fill-well', 'fill-accent opacity-30', 'fill-accent opacity-55', 'fill-accent opacity-80', 'fill-accent']

/** Where the year is wider than the page, its latest weeks are what is seen first. */
const toLatest = (box: HTMLDivElement | null) => void box?.scrollTo(box.scrollWidth, 0)

/** The days of a year, one column a week. */
export function ReadingDays({ days }: { days: Schemas['DayIssues'][] }) {
  const most = Math.max(1, ...days.map((day) => day.issues))
  const offset = days[0] ? (noon(days[0].day).getDay() + 6) % 7 : 0
  const weeks = Math.ceil((days.length + offset) / 7)
  const total = days.reduce((sum, day) => sum + day.issues, 0)
  const months = days.flatMap(({ day }, index) => (day.endsWith('-01') ? [{ day, week: Math.floor((index + offset) / 7) }] : []))
  return (
    <Figure title={t('numbers.year')} text={t('numbers.year.text', { count: total })} head={[t('numbers.day'), t('numbers.read')]}
      rows={days.filter((day) => day.issues > 0).toReversed().map((day) => [date(noon(day.day)), number(day.issues)])}>
      <div className="overflow-x-auto" ref={toLatest} tabIndex={-1}>
        <svg viewBox={`0 0 ${weeks * CELL} ${7 * CELL + 16}`} className="w-full min-w-180">
          {months.map(({ day, week }) => (
            <text key={day} x={week * CELL} y={10} className="fill-soft text-[9px]">{date(noon(day), { month: 'short' })}</text>
          ))}
          {days.map(({ day, issues }, index) => (
            <rect key={day} x={Math.floor((index + offset) / 7) * CELL} y={((index + offset) % 7) * CELL + 16} width={CELL - 2.5} height={CELL - 2.5} rx={2.5} className={shades[strength(issues, most)]}>
              <title>{`${date(noon(day))}: ${t('issues', { count: issues })}`}</title>
            </rect>
          ))}
        </svg>
      </div>
    </Figure>
  )
}
