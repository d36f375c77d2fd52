import type { Schemas } from '../api/client'
import { date, number, t } from '../texts'
import { Figure } from './Figure'
import { shades, strength } from './ReadingDays'

const CELL = 20
const LEFT = 34

/** When in the week it is read: seven rows of 24 hours. */
export function WeekHours({ week }: { week: Schemas['WeekdayIssues'][] }) {
  const most = Math.max(1, ...week.flatMap((day) => day.hours.map((hour) => hour.issues)))
  // The first of January 2024 was a Monday.
  const name = (index: number, weekday: 'short' | 'long') => date(new Date(2024, 0, 1 + index), { weekday })
  return (
    <Figure title={t('numbers.week')} head={[t('numbers.weekday'), t('numbers.hour'), t('numbers.read')]}
      rows={week.flatMap((day, index) => day.hours.filter((hour) => hour.issues > 0).map((hour) => [name(index, 'long'), `${hour.hour}:00`, number(hour.issues)]))}>
      <svg viewBox={`0 0 ${LEFT + 24 * CELL} ${7 * CELL + 18}`} className="w-full">
        {week.map((day, index) => (
          <g key={day.weekday} transform={`translate(0 ${index * CELL})`}>
            <text x={0} y={CELL * 0.65} className="fill-soft text-[12px]">{name(index, 'short')}</text>
            {day.hours.map(({ hour, issues }) => (
              <rect key={hour} x={LEFT + hour * CELL} width={CELL - 3} height={CELL - 3} rx={3} className={shades[strength(issues, most)]}>
                <title>{`${name(index, 'long')} ${hour}:00: ${t('issues', { count: issues })}`}</title>
              </rect>
            ))}
          </g>
        ))}
        {[0, 6, 12, 18].map((hour) => <text key={hour} x={LEFT + hour * CELL} y={7 * CELL + 13} className="fill-soft text-[12px]">{hour}</text>)}
      </svg>
    </Figure>
  )
}
