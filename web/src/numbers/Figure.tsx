import type { ReactNode } from 'react'
import { t } from '../texts'

type Props = { title: string; text?: string; head: string[]; rows: ReactNode[][]; open?: boolean; controls?: ReactNode; children?: ReactNode }

/**
 * Leaves a picture out of what Tab goes through. Chromium stops at each part of one that listens for the focus, as do
 * those that the charts draw their layers in.
 */
function leaveOut(picture: HTMLDivElement | null) {
  if (!picture) return
  const leave = () => picture.querySelectorAll('svg g[class^=recharts-zIndex-layer]:not([tabindex])').forEach((part) => part.setAttribute('tabindex', '-1'))
  const layers = new MutationObserver(leave)
  layers.observe(picture, { childList: true, subtree: true })
  leave()
  return () => layers.disconnect()
}

/** A picture with its numbers as a table, which is all there is where `open` and no picture is given. */
export function Figure({ title, text, head, rows, open, controls, children }: Props) {
  const table = (
    <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="table">
        <thead><tr>{head.map((name, column) => <th key={name} scope="col" className={column === head.length - 1 ? 'number' : ''}>{name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>{row.map((cell, column) => <td key={column} className={column === row.length - 1 ? 'number' : ''}>{cell}</td>)}</tr>
          ))}
          {rows.length === 0 && <tr><td colSpan={head.length} className="text-soft">{t('numbers.nothing')}</td></tr>}
        </tbody>
      </table>
    </div>
  )
  return (
    <figure className="panel flex h-full flex-col gap-3 p-4 sm:p-5">
      <figcaption>
        <h2>{title}</h2>
        {text && <p className="text-sm text-soft">{text}</p>}
      </figcaption>
      {controls}
      {children && <div ref={leaveOut} aria-hidden="true">{children}</div>}
      {open ? table : (
        <details className="mt-auto text-sm">
          <summary className="-my-2.5 cursor-pointer py-2.5 font-semibold text-soft hover:text-ink">{t('numbers.table')}<span className="sr-only">: {title}</span></summary>
          <div className="mt-2">{table}</div>
        </details>
      )}
    </figure>
  )
}
