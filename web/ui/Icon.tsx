import type { ReactNode } from 'react'

const drawings = {
  today: <><rect x="4" y="5" width="16" height="15" rx="1.5" /><path d="M4 9.5h16M8.5 3v4M15.5 3v4" /><rect className="f" x="8" y="12.5" width="4" height="4" /></>,
  map: <><path d="M3.5 4.5h17v15h-17zM3.5 12h6M13.5 19.5V13.5M13.5 4.5V9" /><path d="M13.5 13.5h3.5" /></>,
  people: <><circle className="f" cx="9" cy="8.5" r="3.5" /><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6" /><path d="M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2.4.7 3.7 2.6 4 5.4" /></>,
  me: <><circle className="f" cx="12" cy="8" r="4" /><path d="M4 21c.6-4.7 3.6-7 8-7s7.4 2.3 8 7" /></>,
  privacy: <><path d="M12 3l7.500 2.700v5.600c0 4.700-3 7.900-7.500 9.700-4.500-1.800-7.500-5-7.500-9.700V5.700z" strokeLinejoin="round" /><path className="f" d="M12 7l4 1.500v3.100c0 2.600-1.600 4.300-4 5.400-2.400-1.100-4-2.800-4-5.400V8.500z" /></>,
  control: <><path d="M4 7h8M17.500 7H20M4 17h2.500M12 17h8" /><circle className="f" cx="14.700" cy="7" r="2.700" /><circle className="f" cx="9.200" cy="17" r="2.700" /></>,
  clock: <><circle cx="12" cy="12" r="8.5" /><path d="M12 7v5l3.2 2" /></>,
  search: <><circle cx="11" cy="11" r="6.5" /><path d="M15.7 15.7l5 5" /></>,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  down: <path d="M5 9l7 7 7-7" />,
  back: <path d="M15 4.5L7.5 12l7.5 7.5" />,
  onward: <path d="M9 4.500l7.5 7.5-7.5 7.5" />,
  warning: <><path d="M12 3.500L21.5 20h-19z" strokeLinejoin="round" /><path d="M12 10v4.500M12 16.600v1.2" /></>,
  offline: <><path d="M4 4l16 16" /><path d="M2.5 9.500a14 14 0 0 1 5-3M11 5.600a14 14 0 0 1 10.5 3.900M5.7 13.200a9.5 9.5 0 0 1 4-2.300M15 11.300a9.5 9.5 0 0 1 3.3 1.900M9.2 16.700a4.5 4.5 0 0 1 5.6 0" /><circle className="f" cx="12" cy="20" r="1" /></>,
  key: <><circle cx="8.5" cy="8.5" r="4.5" /><path d="M12 12l8.5 8.500M16.5 16.500l2.5-2.5" /></>,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** A thin-line drawing that goes with a word. It says nothing by itself, so no screen reader hears it. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
