import type { LiveWorkspace } from '#contract/endpoints/floor.ts'
import type { useWords } from '../../language/language.ts'
import type { Place } from '../map/places.ts'
import { airWord } from './climate.ts'

type T = ReturnType<typeof useWords>['t']
type Described = Pick<Place, 'kind' | 'type' | 'seats' | 'equipment' | 'zoneName'>

const airWords = { fresh: 'workspace.airFresh', fair: 'workspace.airFair', stuffy: 'workspace.airStuffy' } as const

/** What a place has, in words: "Kade, aan het raam, 1 scherm, zit-sta". Short: what people choose by, for a narrow row. */
export function equipmentLine(place: Described, t: T, language: 'nl' | 'en', short = false): string {
  const kinds = ['quiet', 'phone_booth', 'lounge']
  const words = [
    place.kind === 'room' ? t('plan.seats', { count: place.seats }) : '',
    kinds.includes(place.type) && !(short && place.kind === 'desk') ? t(`plan.type.${place.type}`).toLocaleLowerCase(language) : '',
    ...inOrder(place.equipment, short).map((one) => t(`plan.equipment.${one}`)),
  ].filter(Boolean)
  const line = [place.zoneName ?? '', ...words].filter(Boolean).join(', ')
  return line.charAt(0).toLocaleUpperCase(language) + line.slice(1)
}

// What people choose by comes first.
export const equipmentOrder = ['window', 'two_screens', 'screen', 'sit_stand', 'display', 'camera', 'whiteboard', 'dock'] as const

const inOrder = (equipment: Described['equipment'], short: boolean) =>
  equipmentOrder.filter((one) => equipment.includes(one)).slice(0, short ? 2 : undefined)

type Climate = Pick<LiveWorkspace, 'people' | 'temperatureC' | 'humidityPct' | 'co2Ppm'>

/** How it is inside: people from two on (one could be somebody), warmth, and the air with a plain judgement. */
export function climateLines({ people, temperatureC, humidityPct, co2Ppm }: Climate, t: T): string[] {
  return [
    people === null || people < 2 ? '' : t('workspace.people', { count: people }),
    temperatureC === null ? '' : t('workspace.temperature', { degrees: Math.round(temperatureC) }),
    co2Ppm === null ? '' : t(airWords[airWord(co2Ppm)], { ppm: Math.round(co2Ppm) }),
    humidityPct === null ? '' : t('workspace.humidity', { percent: Math.round(humidityPct) }),
  ].filter(Boolean)
}
