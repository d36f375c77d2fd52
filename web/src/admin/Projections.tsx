import { useQuery } from '@tanstack/react-query'
import { ProgressBar } from 'react-aria-components/ProgressBar'
import { Label } from 'react-aria-components/Label'
import { api, body, type Schemas } from '../api/client'
import { dateTime, number, t } from '../texts'
import { NotYet, Press } from '../ui/forms'
import { administer } from './administer'
import { adminQueries } from './queries'

export function Projections() {
  const projections = useQuery(adminQueries.projections)
  const { data } = projections
  if (!data) return <NotYet query={projections} rows={2} />
  return (
    <section aria-labelledby="projections" className="flex flex-col gap-3">
      <h2 id="projections">{t('admin.projections')}</h2>
      {data.map((projection) => <One key={projection.name} projection={projection} />)}
    </section>
  )
}

function One({ projection }: { projection: Schemas['ProjectionState'] }) {
  const { name, replay } = projection
  const running = replay !== null && replay.finished_at === null
  const start = () => void administer(body(api.POST('/api/admin/projections/{name}/replay', { params: { path: { name } } })), () => t('admin.replaying', { name }))
  const facts = [
    [t('admin.position'), projection.position], [t('admin.lag'), projection.lag], [t('admin.readers'), projection.readers], [t('admin.behind'), projection.readers_behind],
  ] as const
  return (
    <div className="panel flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3>{name}</h3>
        <Press small isDisabled={running} onPress={start} aria-label={t('admin.replay.of', { name })}>{t('admin.replay')}</Press>
      </div>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {facts.map(([what, value]) => <div key={what}><dt className="text-xs text-soft">{what}</dt><dd className="numeral text-lg">{number(value)}</dd></div>)}
      </dl>
      {replay && <Progress replay={replay} />}
      {projection.parked.map((parked) => (
        <div key={parked.reader_id} className="flex flex-wrap items-center gap-3 rounded-lg bg-tint px-3 py-2 text-sm">
          <span className="min-w-48 grow">{t('admin.parked', { reader: parked.reader_id, version: parked.version, when: dateTime(parked.parked_at) })}<span className="block text-xs">{parked.cause}</span></span>
          <Press small onPress={() => void administer(body(api.POST('/api/admin/projections/{name}/readers/{reader_id}/retry', { params: { path: { name, reader_id: parked.reader_id } } })), () => t('admin.retried'))}>{t('retry')}</Press>
        </div>
      ))}
    </div>
  )
}

function Progress({ replay }: { replay: Schemas['Replay'] }) {
  if (replay.finished_at) return <p className="text-sm text-soft">{t('admin.replayed', { when: dateTime(replay.finished_at), count: replay.events_done })}</p>
  const part = replay.events_total === 0 ? 0 : replay.events_done / replay.events_total
  return (
    <ProgressBar value={part * 100} className="flex flex-col gap-1">
      <div className="flex justify-between text-sm"><Label>{t('admin.progress', { done: replay.events_done, total: replay.events_total })}</Label><span>{replay.seconds_left !== null && t('admin.secondsleft', { count: replay.seconds_left })}</span></div>
      <div className="h-2 overflow-hidden rounded-full bg-well"><div className="h-full bg-accent" style={{ width: `${part * 100}%` }} /></div>
    </ProgressBar>
  )
}
