const ring = { fill: 'none', stroke: 'currentColor' } as const

/**
 * The drawings of all states, once a page; StateWord and the plan point to them by `#free-16` and so on. Circles are
 * workspaces, squares and triangles are clauses, so that nobody takes a promise for a desk. Drawn for 16 and for 24 px.
 */
export function StateSprite() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="unseen">
      <symbol id="free-16" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.5" {...ring} strokeWidth="2" /></symbol>
      <symbol id="booked-16" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.75" {...ring} strokeWidth="1.5" />
        <path d="M8 2.25a5.75 5.75 0 0 0 0 11.5z" fill="currentColor" />
      </symbol>
      <symbol id="in-use-16" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="currentColor" /></symbol>
      <symbol id="away-16" viewBox="0 0 16 16"><path d="M9 7V1.58A6.5 6.5 0 1 0 14.42 7z" fill="currentColor" /></symbol>
      <symbol id="closed-16" viewBox="0 0 16 16"><path d="M3.5 3.5l9 9m0-9l-9 9" {...ring} strokeWidth="2" /></symbol>
      <symbol id="unknown-16" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.6" {...ring} strokeWidth="2" strokeLinecap="round" strokeDasharray="0 4.398" />
      </symbol>
      <symbol id="free-24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.75" {...ring} strokeWidth="2.5" /></symbol>
      <symbol id="booked-24" viewBox="0 0 24 24">
        <circle cx="12" cy="12" r="9" {...ring} strokeWidth="2" />
        <path d="M12 3a9 9 0 0 0 0 18z" fill="currentColor" />
      </symbol>
      <symbol id="in-use-24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10" fill="currentColor" /></symbol>
      <symbol id="away-24" viewBox="0 0 24 24"><path d="M13.5 10.5V2.11A10 10 0 1 0 21.89 10.5z" fill="currentColor" /></symbol>
      <symbol id="closed-24" viewBox="0 0 24 24"><path d="M5 5l14 14m0-14L5 19" {...ring} strokeWidth="2.5" /></symbol>
      <symbol id="unknown-24" viewBox="0 0 24 24">
        <circle cx="12" cy="12" r="8.75" {...ring} strokeWidth="2.75" strokeLinecap="round" strokeDasharray="0 5.498" />
      </symbol>
      <symbol id="in-force" viewBox="0 0 16 16">
        <path d="M2.75 2.75h10.5v10.5H2.75z" {...ring} strokeWidth="1.5" />
        <path d="M5.2 8.2l2 2 3.8-4.4" {...ring} strokeWidth="1.75" />
      </symbol>
      <symbol id="at-risk" viewBox="0 0 16 16">
        <path d="M8 1.9L15 14H1z" {...ring} strokeWidth="1.6" strokeLinejoin="round" />
        <path d="M8 6v4" stroke="currentColor" strokeWidth="1.75" />
        <circle cx="8" cy="11.9" r="1" fill="currentColor" />
      </symbol>
      <symbol id="broken" viewBox="0 0 16 16"><path d="M2 2h9.2L2 11.2zM14 14H4.8L14 4.8z" fill="currentColor" /></symbol>
    </svg>
  )
}
