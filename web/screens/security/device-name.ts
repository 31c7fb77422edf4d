// Order matters: an iPhone names the Mac, Android names Linux.
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Mac/, 'Mac'], [/Linux/, 'Linux'],
]

/** What this device is called, for the first name of a passkey made on it. Undefined when the browser does not tell. */
export function deviceName(userAgent: string): string | undefined {
  return systems.find(([pattern]) => pattern.test(userAgent))?.[1]
}

/** A name that is not in the list yet: the second one becomes "Passkey op Mac 2". */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let number = 2; ; number++) {
    if (!taken.includes(`${name} ${number}`)) return `${name} ${number}`
  }
}
