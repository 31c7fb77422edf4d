import type { plan as nl } from '../nl/plan.ts'
import type { SameKeys } from '../words.ts'

export const plan: SameKeys<typeof nl> = {
  label: 'Floor plan, {{floor}}',
  keys: 'Arrow keys go from place to place, Enter opens, plus and minus zoom.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeFloor: 'Whole floor',
  chosen: 'chosen',
  mine: 'your booking',
  seats_one: '{{count}} seat',
  seats_other: '{{count}} seats',
  equipment: {
    screen: '1 screen',
    two_screens: '2 screens',
    dock: 'docking station',
    sit_stand: 'sit-stand',
    window: 'by the window',
    display: 'large display',
    camera: 'camera',
    whiteboard: 'whiteboard',
  },
  type: {
    standard: 'Desk',
    sit_stand: 'Sit-stand desk',
    quiet: 'Quiet desk',
    meeting: 'Meeting room',
    phone_booth: 'Phone booth',
    lounge: 'Lounge',
  },
}
