import { useState } from 'react'
import { Bar, CartesianGrid, ComposedChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Schemas } from '../api/client'
import { number, t } from '../texts'
import { axis, tooltip } from './bars'
import { Figure } from './Figure'

/** How often each side of a die came up, beside how often it would if all were equal. */
export function DiceFairness({ dice }: { dice: Schemas['DieStats'][] }) {
  const rolled = dice.filter((die) => die.rolls > 0)
  const [chosen, setChosen] = useState<number | null>(null)
  const most = rolled.toSorted((one, other) => other.rolls - one.rolls)[0]
  const die = rolled.find((one) => one.die === chosen) ?? most
  if (!die) return <Figure title={t('numbers.dice')} head={[t('numbers.side')]} rows={[]} open />
  const expected = die.rolls / die.die
  return (
    <Figure title={t('numbers.dice')} text={t('numbers.dice.text', { die: die.die, count: die.rolls })}
      head={[t('numbers.side'), t('numbers.expected'), t('numbers.often')]}
      rows={die.results.map((one) => [number(one.result), number(expected, { maximumFractionDigits: 2 }), number(one.count)])}
      controls={<div role="group" aria-label={t('roll.ladder')} className="flex flex-wrap gap-1">
        {rolled.map((one) => (
          <button key={one.die} type="button" aria-pressed={one === die} onClick={() => setChosen(one.die)} className={`numeral min-h-11 min-w-11 cursor-pointer rounded-lg px-2 text-sm ${one === die ? 'bg-ink text-paper' : 'text-soft hover:bg-well'}`}>
            {t('die.name', { die: one.die })}
          </button>
        ))}
      </div>}>
      <ResponsiveContainer width="100%" height={180}>
        <ComposedChart data={die.results} accessibilityLayer={false} margin={{ left: -24, right: 4, top: 8 }}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis dataKey="result" {...axis} />
          <YAxis allowDecimals={false} {...axis} />
          <Tooltip {...tooltip} />
          <Bar dataKey="count" name={t('numbers.often')} fill="var(--color-accent)" radius={[4, 4, 0, 0]} isAnimationActive={false} />
          <ReferenceLine y={expected} stroke="var(--color-ink)" strokeDasharray="5 4" />
        </ComposedChart>
      </ResponsiveContainer>
    </Figure>
  )
}
