import { useRef } from 'react'
import { act } from '../api/act'
import type { Session } from '../api/client'
import { LADDER } from '../api/writes'
import { t } from '../texts'
import { Press } from '../ui/forms'

/** The dice, of which the reader may choose another one than the ladder has. */
export function Ladder({ session }: { session: Session }) {
  const manual = session.manual_die !== null
  const dice = useRef<HTMLDivElement>(null)
  const clear = () => {
    // The button goes, and takes the focus with it.
    dice.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus()
    void act({ kind: 'clear_die' })
  }
  return (
    <div ref={dice} className="flex basis-full flex-wrap items-center justify-center gap-1 max-[23rem]:gap-0 sm:basis-auto" role="group" aria-label={t('roll.ladder')}>
      {LADDER.map((die) => {
        const current = die === session.current_die
        return (
          <button key={die} type="button" aria-pressed={current} onClick={() => void act({ kind: 'set_die', die })}
            className={`numeral min-h-11 min-w-10 cursor-pointer rounded-lg border-[1.5px] px-1.5 text-sm max-[23rem]:min-w-9 max-[23rem]:px-1 ${current ? 'border-edge bg-ink text-paper' : 'border-transparent text-soft hover:border-line hover:text-ink'}`}>
            {t('die.name', { die })}
          </button>
        )
      })}
      {manual && <Press small look="quiet" onPress={clear}>{t('roll.die.clear')}</Press>}
      <span className="basis-full text-center text-xs text-soft">{t(manual ? 'roll.die.manual' : 'roll.die.ladder')}</span>
    </div>
  )
}
