/** The tile: an enamel plate with an open ring, a place that is free. `line` stands on the blue itself. */
export function Logo({ size = 28, line = false }: { readonly size?: number; readonly line?: boolean }) {
  if (line) {
    return (
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor">
        <rect x=".75" y=".75" width="30.5" height="30.5" rx="4" strokeWidth="1.5" />
        <circle cx="16" cy="16" r="6.6" strokeWidth="3.2" />
      </svg>
    )
  }
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="4" fill="var(--tile)" />
      <circle cx="16" cy="16" r="6.6" fill="none" stroke="#fff" strokeWidth="3.2" />
      <path
        d="M1 7.5A6.5 6.5 0 0 0 7.5 1M24.5 1A6.5 6.5 0 0 0 31 7.5M31 24.5A6.5 6.5 0 0 0 24.5 31M7.5 31A6.5 6.5 0 0 0 1 24.5"
        fill="none" stroke="var(--tile-line)" strokeWidth="1.3"
      />
    </svg>
  )
}
