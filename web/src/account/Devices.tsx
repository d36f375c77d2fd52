import { useQuery } from '@tanstack/react-query'
import { api, body } from '../api/client'
import { ago, date, t } from '../texts'
import { Failed, Press, Waiting } from '../ui/forms'
import { accountQueries, doing } from './own'

/** The networks of whoever signs in on the computer that Comic Pile runs on. */
const HERE = ['0:0:0::/48', '127.0.0.0/24']

/** What a device is called, as "Firefox on Linux"; the server says it in English. */
function named(device: string): string {
  const [browser, system] = device.split(' on ')
  return device === 'Unknown device' ? t('devices.unknown') : browser && system ? t('devices.name', { browser, system }) : device
}

const from = (address: string) => (HERE.includes(address) ? t('devices.here') : address)

export function Devices() {
  const { data, isError, error, refetch } = useQuery(accountQueries.sessions)
  const others = data?.some((session) => !session.current)
  return (
    <section aria-labelledby="devices" className="panel flex flex-col gap-3 p-4">
      <h2 id="devices">{t('devices.title')}</h2>
      {isError && !data && <Failed problem={error} retry={() => void refetch()} />}
      {!data && !isError && <Waiting rows={2} />}
      <ul className="divide-y divide-line">
        {data?.map((session) => (
          <li key={session.id} className="flex items-center gap-3 py-2">
            <div className="min-w-0 grow">
              <p className="flex flex-wrap items-center gap-2 font-semibold">{named(session.device)}{session.current && <span className="chip">{t('devices.current')}</span>}</p>
              <p className="text-xs text-soft">
                {t('devices.seen', { when: ago(session.last_seen_at) })} · {t('devices.since', { when: date(session.created_at) })}
                {session.address && ` · ${from(session.address)}`}
              </p>
            </div>
            {!session.current && (
              <Press small aria-label={t('devices.end.of', { device: named(session.device) })}
                onPress={() => void doing(body(api.DELETE('/api/account/sessions/{device_session_id}', { params: { path: { device_session_id: session.id } } })), () => t('devices.ended', { device: named(session.device) }))}>
                {t('devices.end')}
              </Press>
            )}
          </li>
        ))}
      </ul>
      {others && (
        <Press small icon="out" className="self-start" onPress={() => void doing(body(api.DELETE('/api/account/sessions')), ({ ended }) => t('devices.ended.count', { count: ended }))}>
          {t('devices.others')}
        </Press>
      )}
    </section>
  )
}
