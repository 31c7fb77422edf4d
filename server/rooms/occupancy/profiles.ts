/** What each sensor model can tell about presence and people, and how often it promises to speak. Pure constants. */

const minute = 60_000
const hour = 60 * minute

/**
 * Which item of a measurement is the model's word about presence. `people`: someone is there when the count is above
 * zero.
 */
export type PresenceSource = 'occupied' | 'motion' | 'people' | null

/**
 * `absolute`: the sensor says how many there are. `door`: it counts passages; `totalBits` is the width at which its
 * totals wrap.
 */
export type CounterKind = { counts: 'absolute' } | { counts: 'door'; totalBits: 16 | 32 }

/** How often a word is repeated (`everyMs`), and how long it counts when no other word comes (`holdMs`). */
export type WordLife = { everyMs: number; holdMs: number }

export type SensorProfile = {
  presence: PresenceSource
  /** The region of the device that is linked to this workspace, from 1; null: the whole device. */
  region: number | null
  occupied: WordLife
  vacant: WordLife
  /** Occupied words for this long, never a vacant one: the sensor is stuck. */
  stuckAfterMs: number
  counter: CounterKind | null
  /** At or below this the battery is nearly empty; null: mains powered, or the model does not tell. */
  lowBattery: { pct?: number; v?: number } | null
}

/** One lost message in a row is everyday (radio); two are not. Hence two and a half periods. */
const periodsHeld = 2.5
const every = (everyMs: number): WordLife => ({ everyMs, holdMs: periodsHeld * everyMs })

/**
 * Nobody sits at one desk for 14 hours without leaving it for five minutes: with a daily rest of 11 hours
 * (Arbeidstijdenwet art. 5:3) a working day, breaks included, lies within 13. A guard post manned around the clock gets
 * a longer time through its own profile.
 */
const stuckAfterMs = 14 * hour

/** Milesight states battery in per cent; D-cell lithium falls steeply at the end, so 5 % is days, not months. */
const milesightBattery = { pct: 5 }
/**
 * A 3.6 V lithium thionyl chloride cell is flat down to about 3.0 V and then collapses; our own threshold, the makers
 * state none.
 */
const lithiumBattery = { v: 2.8 }

const desk = (lowBattery: SensorProfile['lowBattery']): SensorProfile => ({
  presence: 'occupied',
  region: null,
  occupied: every(10 * minute),
  vacant: every(60 * minute),
  stuckAfterMs,
  counter: null,
  lowBattery,
})
const counting = (counter: CounterKind, lowBattery: SensorProfile['lowBattery']): SensorProfile => ({
  ...desk(lowBattery), presence: 'people', vacant: every(10 * minute), counter,
})
const climate = (periodMs: number, lowBattery: SensorProfile['lowBattery']): SensorProfile => ({
  ...desk(lowBattery), presence: null, occupied: every(periodMs), vacant: every(periodMs),
})

const profiles: Readonly<Record<string, SensorProfile>> = {
  VS340: desk(milesightBattery),
  VS341: desk(milesightBattery),
  TBMS100: desk(lithiumBattery),
  MS10: desk(lithiumBattery),
  // Reports a change at once and otherwise hourly, occupied or not; goes idle by itself some minutes after the last
  // motion.
  WS202: { ...desk(milesightBattery), presence: 'motion', occupied: every(60 * minute) },
  VS121: counting({ counts: 'absolute' }, null),
  VS133: counting({ counts: 'door', totalBits: 32 }, null),
  VS350: counting({ counts: 'door', totalBits: 16 }, milesightBattery),
  // These have a PIR element as well, but a single glimpse of motion every ten minutes is not a word about presence.
  AM103: climate(10 * minute, milesightBattery),
  AM307: climate(10 * minute, milesightBattery),
  'ERS CO2': climate(10 * minute, lithiumBattery),
  'EM300-TH': climate(10 * minute, milesightBattery),
  // Speaks hourly, every ten minutes only while CO2 is above 1000 ppm.
  CD10: climate(60 * minute, lithiumBattery),
}

/**
 * A model we do not know, read by its maker's own decoder: whatever it says about `occupied` counts. Hourly signs of
 * life are the field's habit; installers can set the real period.
 */
const unknownModel: SensorProfile = { ...desk({ pct: 5, v: 2.8 }), occupied: every(60 * minute) }

/** Network servers write `vs340` or `ers-co2` where the maker writes `VS340` and `ERS CO2`. */
const spelling = (model: string): string => model.toUpperCase().replace(/[\s_-]+/g, '')
const bySpelling = new Map(Object.entries(profiles).map(([model, profile]) => [spelling(model), profile]))

/**
 * How to read one sensor for one workspace. A device that watches several desks (VS121) is linked once per region; each
 * link has its own profile and presence state, and the room it hangs in has the one that counts people. `periods` are
 * the reporting periods the installer set, where they differ from the maker's.
 */
export function profileFor(
  model: string,
  link: { region?: number | null; periods?: { occupiedMs: number; vacantMs: number } } = {},
): SensorProfile {
  const profile = bySpelling.get(spelling(model)) ?? unknownModel
  if (link.region == null && link.periods === undefined) return profile
  return {
    ...profile,
    region: link.region ?? null,
    counter: link.region == null ? profile.counter : null,
    occupied: link.periods ? every(link.periods.occupiedMs) : profile.occupied,
    vacant: link.periods ? every(link.periods.vacantMs) : profile.vacant,
  }
}
