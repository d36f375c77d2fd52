import { Link } from '@tanstack/react-router'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Schemas } from '../api/client'
import { date, number, t } from '../texts'
import { axis, tooltip } from './bars'
import { Figure } from './Figure'

const SHOWN = 10
const LONGEST = 20

export const threadLink = (id: number, title: string) => <Link to="/threads/$id" params={{ id }} className="hover:underline">{title}</Link>

/** How long the threads that wait the longest have waited. */
export function LongestWaiting({ threads }: { threads: Schemas['WaitingThread'][] }) {
  const shown = threads.slice(0, SHOWN)
  return (
    <Figure title={t('numbers.waiting')} head={[t('thread.title'), t('numbers.since'), t('numbers.days')]} open={shown.length === 0}
      rows={shown.map((thread) => [threadLink(thread.id, thread.title), date(thread.waiting_since), number(thread.waiting_days)])}>
      {shown.length > 0 && <Bars bars={shown.map((thread) => ({ id: thread.id, title: thread.title, days: thread.waiting_days }))} said={(days) => t('days', { count: days })} />}
    </Figure>
  )
}

/** When the threads that are finished first will be. */
export function Forecast({ forecast }: { forecast: Schemas['Forecast'] }) {
  const shown = forecast.threads.slice(0, SHOWN)
  const today = new Date(new Date().setHours(12, 0, 0, 0))
  const bars = shown.flatMap(({ id, title, finished_on }) => (finished_on === null ? [] : [{ id, title, days: Math.max(0, Math.round((noon(finished_on).getTime() - today.getTime()) / DAY)) }]))
  const isSoon = bars.every(({ days }) => days < 300)
  const on = (days: number, options: Intl.DateTimeFormatOptions) => date(new Date(today.getTime() + days * DAY), options)
  return (
    <Figure title={t('numbers.forecast')} text={t('numbers.forecast.text')} head={[t('thread.title'), t('numbers.finish'), t('thread.issues')]} open={bars.length === 0}
      rows={shown.map((thread) => [threadLink(thread.id, thread.title), thread.finished_on ? date(noon(thread.finished_on)) : '–', number(thread.issues_remaining)])}>
      {bars.length > 0 && <Bars bars={bars} said={(days) => on(days, isSoon ? { day: 'numeric', month: 'short' } : { month: 'short', year: 'numeric' })} told={(days) => on(days, { dateStyle: 'medium' })} name={t('numbers.finish')} />}
    </Figure>
  )
}

const DAY = 86_400_000
const noon = (day: string) => new Date(`${day}T12:00:00`)

type Days = (days: number) => string

/** A bar of days for each thread. @param said at the axis @param told of one bar, if that is more */
function Bars({ bars, said, told = said, name }: { bars: { id: number; title: string; days: number }[]; said: Days; told?: Days; name?: string }) {
  const titles = new Map(bars.map(({ id, title }) => [id, title]))
  const short = (id: number) => {
    const title = titles.get(id) ?? ''
    return title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title
  }
  return (
    <ResponsiveContainer width="100%" height={bars.length * 30 + 34}>
      <BarChart data={bars} layout="vertical" accessibilityLayer={false} margin={{ left: 0, right: 20 }}>
        <CartesianGrid horizontal={false} stroke="var(--color-line)" />
        <XAxis type="number" allowDecimals={false} tickFormatter={(days: number) => said(days)} tickCount={4} {...axis} />
        <YAxis type="category" dataKey="id" tickFormatter={short} width={150} interval={0} {...axis} />
        <Tooltip {...tooltip} labelFormatter={(id) => titles.get(Number(id)) ?? ''} formatter={(days) => [told(Number(days)), name ?? t('numbers.waited')]} />
        <Bar dataKey="days" fill="var(--color-accent)" barSize={14} minPointSize={3} radius={[0, 4, 4, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
