/** The sign of the app: a pile of three comics, the top one with the pip of a die. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" className="shrink-0">
      <g strokeWidth="2.4" strokeLinejoin="round" className="stroke-edge">
        <path d="M4 34 24 25l20 9-20 9z" className="fill-well" />
        <path d="M4 27.5 24 18.500l20 9-20 9z" className="fill-card" />
        <path d="M4 20 24 6l20 14-20 10z" className="fill-accent" />
      </g>
      <ellipse cx="24" cy="18.5" rx="4.5" ry="3" className="fill-on-accent" />
    </svg>
  )
}
