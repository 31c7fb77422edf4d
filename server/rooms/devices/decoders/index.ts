import type { Decoder } from '../measurement.ts'
import { cd10, ms10, tbms100 } from './browan.ts'
import { ersCo2 } from './elsys.ts'
import { am103, am307, em300th, vs121, vs133, vs340, vs350, ws202 } from './milesight.ts'

export type SensorKind = 'desk_sensor' | 'room_sensor' | 'people_counter' | 'climate'

export type BuiltInModel = {
  /** As the maker spells it. */
  model: string
  maker: string
  kind: SensorKind
  /** The port measurements come on unless the device is set otherwise. */
  fPort: number
  /** Other models of the maker with the same bytes. */
  alsoAppliesTo: readonly string[]
}

type Entry = BuiltInModel & { decoder: Decoder }

const entry = (
  maker: string,
  model: string,
  kind: SensorKind,
  fPort: number,
  decoder: Decoder,
  alsoAppliesTo: readonly string[] = [],
): Entry => ({ model, maker, kind, fPort, alsoAppliesTo, decoder })

const entries: readonly Entry[] = [
  entry('Milesight', 'VS340', 'desk_sensor', 85, vs340, ['VS341']),
  entry('Browan', 'TBMS100', 'desk_sensor', 102, tbms100),
  entry('Browan (MerryIoT)', 'MS10', 'desk_sensor', 122, ms10),
  entry('Milesight', 'WS202', 'room_sensor', 85, ws202),
  entry('Milesight', 'VS121', 'people_counter', 85, vs121),
  entry('Milesight', 'VS133', 'people_counter', 85, vs133),
  entry('Milesight', 'VS350', 'people_counter', 85, vs350),
  entry('Milesight', 'AM103', 'climate', 85, am103),
  entry('Milesight', 'AM307', 'climate', 85, am307),
  entry('Milesight', 'EM300-TH', 'climate', 85, em300th),
  entry('Elsys', 'ERS CO2', 'climate', 5, ersCo2),
  entry('Browan (MerryIoT)', 'CD10', 'climate', 127, cd10),
]

export const builtInModels: readonly BuiltInModel[] = entries.map(({ decoder: _, ...model }) => model)

/** Network servers write `vs340` or `ers-co2` where the maker writes `VS340` and `ERS CO2`. */
const spelling = (model: string): string => model.toUpperCase().replace(/[\s_-]+/g, '')

const byModel = new Map<string, Decoder>(
  entries.flatMap(({ model, alsoAppliesTo, decoder }) =>
    [model, ...alsoAppliesTo].flatMap((name) => [[name, decoder] as const, [spelling(name), decoder] as const])),
)

/**
 * The decoder for a model, however it is spelt (`VS340`, `vs340`, `ERS CO2`, `ers-co2`). Decoders are pure and never
 * throw.
 */
export const builtInDecoder = (model: string): Decoder | undefined =>
  byModel.get(model) ?? byModel.get(spelling(model))
