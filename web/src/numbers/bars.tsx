import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Schemas } from '../api/client'
import { number, t } from '../texts'
import { Figure } from './Figure'

export const axis = { stroke: 'var(--color-soft)', tick: { fill: 'var(--color-soft)', fontSize: 12 }, tickLine: false, axisLine: { stroke: 'var(--color-line)' } }
export const tooltip = {
  cursor: { fill: 'var(--color-well)' },
  isAnimationActive: false,
  contentStyle: { background: 'var(--color-card)', border: '1.5px solid var(--color-edge)', borderRadius: 8, color: 'var(--color-ink)' },
  itemStyle: { color: 'var(--color-ink)' },
}

export function Ratings({ ratings }: { ratings: Schemas['RatingCount'][] }) {
  const rating = (value: number) => number(value, { minimumFractionDigits: 1 })
  return (
    <Figure title={t('numbers.ratings')} head={[t('thread.rating'), t('numbers.often')]} rows={ratings.map((one) => [rating(one.rating), number(one.count)])}>
      <ResponsiveContainer width="100%" height={220}>
        <BarChart data={ratings} accessibilityLayer={false} margin={{ left: -24, right: 4, top: 8 }}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="rating" tickFormatter={rating} {...axis} />
          <YAxis allowDecimals={false} {...axis} />
          <Tooltip {...tooltip} labelFormatter={(label) => t('stars.of', { rating: rating(Number(label)) })} />
          <Bar dataKey="count" name={t('numbers.often')} fill="var(--color-accent)" radius={[4, 4, 0, 0]} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </Figure>
  )
}

export function Formats({ formats }: { formats: Schemas['FormatStats'][] }) {
  const rows = formats.map((one) => [one.format, number(one.threads), number(one.issues_read), number(one.issues_remaining), one.average_rating === null ? '–' : number(one.average_rating)])
  return (
    <Figure title={t('numbers.formats')} head={[t('thread.format'), t('numbers.threads'), t('numbers.read'), t('numbers.left'), t('numbers.average')]} rows={rows}>
      <ResponsiveContainer width="100%" height={Math.max(160, formats.slice(0, 8).length * 44)}>
        <BarChart data={formats.slice(0, 8)} layout="vertical" accessibilityLayer={false} margin={{ left: 8, right: 8 }}>
          <XAxis type="number" allowDecimals={false} {...axis} />
          <YAxis type="category" dataKey="format" width={90} {...axis} />
          <Tooltip {...tooltip} />
          <Bar dataKey="issues_read" stackId="issues" name={t('numbers.read')} fill="var(--color-accent)" isAnimationActive={false} />
          <Bar dataKey="issues_remaining" stackId="issues" name={t('numbers.left')} fill="var(--color-line)" radius={[0, 4, 4, 0]} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </Figure>
  )
}
