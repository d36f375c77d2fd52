import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { Label } from 'react-aria-components/Label'
import { number, t } from '../texts'

const star = 'M12 1.800l3.1 6.5 7.1.9-5.2 4.9 1.3 7.100L12 17.700l-6.3 3.5 1.3-7.100L1.8 9.200l7.1-.900z'

/** Five stars, of which `value` are filled. */
export function Stars({ value, size = 18 }: { value: number; size?: number }) {
  return (
    <span className="inline-flex" role="img" aria-label={t('stars.of', { rating: number(value, { minimumFractionDigits: 1 }) })}>
      <Row value={value} size={size} />
    </span>
  )
}

function Row({ value, size }: { value: number; size: number }) {
  const row = (filled: boolean) => (
    <span className="flex" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((place) => (
        <svg key={place} width={size} height={size} viewBox="0 0 24 24" className="shrink-0" fill={filled ? 'currentColor' : 'none'} stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round">
          <path d={star} />
        </svg>
      ))}
    </span>
  )
  return (
    <span className="relative inline-block">
      <span className="text-soft">{row(false)}</span>
      <span className="absolute inset-y-0 left-0 overflow-hidden text-accent" style={{ width: (value / 5) * size * 5 }}>
        {row(true)}
      </span>
    </span>
  )
}

/** Chooses a rating in halves by pointer, arrows or Home and End. */
export function StarSlider({ value, onChange, size = 44 }: { value: number; onChange: (value: number) => void; size?: number }) {
  return (
    <Slider value={value} onChange={(next) => onChange(next as number)} minValue={0.5} maxValue={5} step={0.5} formatOptions={{ minimumFractionDigits: 1 }} className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <Label className="sr-only">{t('rate.stars')}</Label>
      {/* The track starts at half a star, so that half the first star is its left end. */}
      <SliderTrack className="relative cursor-pointer touch-none" style={{ width: size * 5, height: size }}>
        <span className="pointer-events-none absolute inset-0">
          <Row value={value} size={size} />
        </span>
        <SliderThumb className="top-1/2 size-6 rounded-full opacity-0 data-[focus-visible]:border-2 data-[focus-visible]:border-ink data-[focus-visible]:bg-card data-[focus-visible]:opacity-100 data-[focus-visible]:outline-2" />
      </SliderTrack>
      <output className="numeral text-2xl" aria-hidden="true">{number(value, { minimumFractionDigits: 1 })}</output>
    </Slider>
  )
}
