import type { ReactNode } from 'react'

const shapes = {
  die: <path d="M12 2.5 20.5 7.2v9.6L12 21.5l-8.5-4.7V7.2zM12 12l8.5-4.8M12 12v9.5M12 12 3.5 7.2" />,
  queue: <path d="M4 6h16M4 12h16M4 18h10" />,
  history: <path d="M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.4M3.5 4v4.4h4.4M12 7.5V12l3.2 2" />,
  past: <path d="M5 3h14M5 21h14M7 3c0 5 10 6 10 9s-10 4-10 9M17 3c0 5-10 6-10 9s10 4 10 9" />,
  numbers: <path d="M4 20V11M10 20V4M16 20v-6M21 20H3" />,
  undo: <path d="M8 5 3.5 9.5 8 14M3.5 9.5H14a6 6 0 0 1 0 12h-3" />,
  redo: <path d="m16 5 4.5 4.5L16 14M20.5 9.5H10a6 6 0 0 0 0 12h3" />,
  more: <path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="3" />,
  plus: <path d="M12 5v14M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  grip: <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth="2.6" />,
  moon: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />,
  snooze: <path d="M5 9h6l-6 7h6M14 4h6l-6 7h6" />,
  check: <path d="m4.5 12.5 5 5 10-11" />,
  search: <path d="M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l4.5 4.5" />,
  file: <path d="M6 2.5h8l5 5v14H6zM14 2.5v5h5M9 13h7M9 17h7" />,
  person: <path d="M12 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM3.5 21c.8-4 4.3-5.5 8.5-5.5s7.7 1.5 8.5 5.5" />,
  key: <path d="M14.5 9.500a5 5 0 1 0-4.6 5L12 17h2.500v2.500H17V22h4v-3.500l-7-7.5" />,
  up: <path d="m6 14 6-6 6 6" />,
  down: <path d="m6 10 6 6 6-6" />,
  front: <path d="M5 4h14M12 20V8M6.5 13.5 12 8l5.5 5.5" />,
  back: <path d="M5 20h14M12 4v12M6.5 10.5 12 16l5.5-5.5" />,
  edit: <path d="M4 20h4L19.5 8.500l-4-4L4 16zM13 7l4 4" />,
  bin: <path d="M4 6.500h16M9 6V3.500h6V6M6 6.5 7 21h10l1-14.500M10 10.500v7M14 10.500v7" />,
  out: <path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4" />,
  wait: <path d="M12 3.500a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.500V12l3 3" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

/** A small picture beside words; it says nothing of its own. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" className="shrink-0">
      {shapes[name]}
    </svg>
  )
}
