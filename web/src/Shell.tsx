import { Link, Outlet, useMatches } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useBusy } from './api/act'
import { useAccount } from './api/auth'
import { reverse, useReversals } from './api/reversals'
import { t, type Key } from './texts'
import { Sheet } from './ui/dialog'
import { Press } from './ui/forms'
import { Icon, type IconName } from './ui/icons'
import { useKeys, useLetterKeys, useUndoKeys } from './ui/keys'
import { Mark } from './ui/Mark'
import { Toasts } from './ui/toasts'
import { WaitingWrites } from './offline/WaitingWrites'

type Place = { to: '/' | '/queue' | '/history' | '/past' | '/analytics' | '/undo' | '/import' | '/account' | '/admin' | '/more'; name: Key; icon: IconName; holds?: string[] }

const play: Place[] = [
  { to: '/', name: 'nav.roll', icon: 'die' },
  { to: '/queue', name: 'nav.queue', icon: 'queue', holds: ['/threads/$id'] },
  { to: '/history', name: 'nav.history', icon: 'history' },
  { to: '/analytics', name: 'nav.analytics', icon: 'numbers' },
]
const look: Place[] = [
  { to: '/past', name: 'nav.past', icon: 'past' },
  { to: '/undo', name: 'nav.undo', icon: 'undo' },
]
const keep: Place[] = [
  { to: '/import', name: 'nav.import', icon: 'file' },
  { to: '/account', name: 'nav.account', icon: 'person' },
]
const admin: Place = { to: '/admin', name: 'nav.admin', icon: 'key' }
const more: Place = { to: '/more', name: 'nav.more', icon: 'more', holds: [...look, ...keep, admin].map(({ to }) => to) }

/** The places that a phone keeps behind "More". */
export const behindMore = (isAdmin: boolean): Place[] => [...look, ...keep, ...(isAdmin ? [admin] : [])]

/** What is around every page: the way about, undo and redo, and what is to be told. */
export function Shell() {
  const [helping, setHelping] = useState(false)
  const letterKeys = useLetterKeys()
  const { is_admin, username } = useAccount()
  const busy = useBusy()
  const main = useFocusAfterWay()
  useKeys({ '?': () => setHelping(true) })
  useUndoKeys(
    () => reverse('undo'),
    () => reverse('redo'),
  )
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13rem_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#main" className="btn btn-primary sr-only z-50 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">{t('nav.skip')}</a>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-line bg-paper px-4 md:hidden">
        <Brand />
        <span className="grow" />
        <WaitingWrites />
        <UndoRedo />
      </header>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r border-line px-3 py-5 md:flex">
        <div className="px-2"><Brand /></div>
        <nav aria-label={t('nav.label')} className="flex grow flex-col gap-5">
          <Places places={play} />
          <Places places={look} />
          <Places places={is_admin ? [...keep, admin] : keep} />
        </nav>
        <WaitingWrites />
        <Press look="quiet" small className="justify-start! px-2! text-soft" onPress={() => setHelping(true)}>{letterKeys && <kbd className="grid size-5 place-items-center rounded border border-line bg-well font-sans text-xs font-semibold">?</kbd>}{t('keys.title')}</Press>
        <div className="flex items-center justify-between border-t border-line pt-3">
          <span className="min-w-0 truncate px-2 text-sm text-soft" title={username}>{username}</span>
          <UndoRedo />
        </div>
      </aside>
      <main id="main" ref={main} tabIndex={-1} className="outline-none mx-auto w-full max-w-6xl px-4 pt-5 pb-28 md:px-8 md:pt-8 md:pb-24">
        <Outlet />
      </main>
      <nav aria-label={t('nav.label')} className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden">
        {[...play, more].map((place) => (
          <PlaceLink key={place.to} place={place} size={22} className="flex min-h-14 flex-col items-center justify-center gap-0.5 text-[min(var(--text-xs),max(12px,3.4vw))] font-semibold text-soft" current="text-accent!" />
        ))}
      </nav>
      {/* On a slow network what was asked for takes a while to be seen. */}
      {busy && <div role="progressbar" aria-label={t('loading')} className="late fixed inset-x-0 top-0 z-50"><div className="h-1 animate-pulse bg-accent" /></div>}
      <Toasts />
      <KeyHelp isOpen={helping} onClose={() => setHelping(false)} />
    </div>
  )
}

/** Where the link that led to a page has gone with the page before, the focus goes on from the top of the new one. */
function useFocusAfterWay() {
  const page = useMatches({ select: (matches) => matches.at(-1)?.pathname })
  const main = useRef<HTMLElement>(null)
  const before = useRef(page)
  useEffect(() => {
    if (before.current !== page && document.activeElement === document.body) main.current?.focus({ preventScroll: true })
    before.current = page
  }, [page])
  return main
}

const Brand = () => (
  <Link to="/" className="flex min-h-11 min-w-0 items-center gap-2 whitespace-nowrap font-display text-lg font-extrabold tracking-tight">
    <Mark size={30} /> <span className="max-[16rem]:sr-only">Comic Pile</span>
  </Link>
)

function Places({ places }: { places: Place[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {places.map((place) => (
        <li key={place.to}>
          <PlaceLink place={place} className="flex min-h-10 items-center gap-3 rounded-lg px-2 text-sm font-semibold text-soft hover:bg-well hover:text-ink" current="bg-well text-ink! [&>svg]:text-accent" />
        </li>
      ))}
    </ul>
  )
}

/** A way to a place, marked where one is there or on a page that it holds. */
function PlaceLink({ place, size, className, current }: { place: Place; size?: number; className: string; current: string }) {
  const page = useMatches({ select: (matches) => matches.at(-1)?.routeId })
  const isHeld = page !== undefined && place.holds?.includes(page)
  return (
    <Link to={place.to} activeOptions={{ exact: place.to === '/' }} className={isHeld ? `${className} ${current}` : className} activeProps={{ className: current }} aria-current={isHeld ? true : undefined}>
      <Icon name={place.icon} size={size} />
      {t(place.name)}
    </Link>
  )
}

function UndoRedo() {
  const { undo, redo } = useReversals()
  return (
    <span className="flex">
      <Press look="quiet" small icon="undo" className="btn-icon" isDisabled={!undo} onPress={undo?.run} aria-label={undo?.what ? t('undo.of', { what: undo.what }) : t('undo')} />
      <Press look="quiet" small icon="redo" className="btn-icon" isDisabled={!redo} onPress={redo?.run} aria-label={redo?.what ? t('redo.of', { what: redo.what }) : t('redo')} />
    </span>
  )
}

function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const letterKeys = useLetterKeys()
  const letters: [string, Key][] = [['R', 'keys.roll'], ['1 – 5', 'keys.rate'], ['M', 'keys.read'], ['S', 'keys.snooze'], ['O', 'keys.override'], ['?', 'keys.help']]
  const others: [string, Key][] = [['← →', 'keys.half'], ['Enter', 'keys.save'], ['Ctrl Z', 'keys.undo'], ['Shift Ctrl Z', 'keys.redo']]
  const keys = letterKeys ? [...letters, ...others] : others
  return (
    <Sheet title={t('keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt><kbd className="rounded-md border border-line bg-well px-2 py-0.5 font-sans text-sm font-semibold whitespace-nowrap">{key}</kbd></dt>
            <dd>{t(what)}</dd>
          </div>
        ))}
      </dl>
      {!letterKeys && <p className="mt-4 text-sm text-soft">{t('keys.off')}</p>}
    </Sheet>
  )
}
