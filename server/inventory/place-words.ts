import type { TableWords } from '#kernel/purpose/stores.ts'

/** Buildings, devices and what sensors say: nothing about a person. */
export const placeWords: Readonly<Record<string, TableWords>> = {
  locations: { what: { nl: 'Locaties: adres, openingstijden, boekingsregels', en: 'Locations: address, opening hours, booking rules' } },
  closed_days: { what: { nl: 'Dagen waarop een locatie dicht is', en: 'Days on which a location is closed' } },
  floors: { what: { nl: 'Verdiepingen en hun plattegrond', en: 'Floors and their plans' } },
  zones: { what: { nl: 'Zones, soms voor een team', en: 'Zones, some for a team' } },
  workspaces: { what: { nl: 'Werkplekken en ruimtes', en: 'Workspaces and rooms' } },
  sources: { what: { nl: 'Waar sensormetingen vandaan mogen komen', en: 'Where sensor readings may come from' } },
  devices: { what: { nl: 'Sensoren, schermen en andere apparaten', en: 'Sensors, displays and other devices' } },
  device_links: { what: { nl: 'Welk apparaat bij welke plek hoort', en: 'Which device belongs to which place' } },
  decoders: { what: { nl: 'Vertalers van sensorberichten', en: 'Decoders of sensor messages' } },
  seen_devices: { what: { nl: 'Onbekende apparaten die iets stuurden', en: 'Unknown devices that sent something' } },
  uplink_refusals: { what: { nl: 'Hoeveel sensorberichten zijn geweigerd, en waarom', en: 'How many sensor messages were refused, and why' } },
  device_frames: { what: { nl: 'Stand van apparaten: batterij, laatst gehoord', en: 'State of devices: battery, last heard' } },
  door_pairings: {
    what: { nl: 'Koppelcodes van deurschermen', en: 'Pairing codes of door displays' },
    kept: { nl: 'Tot de code is gebruikt of verlopen', en: 'Until the code is used or expired' },
  },
  doors: { what: { nl: 'Deurschermen en hun ruimte', en: 'Door displays and their rooms' } },
  readings: { what: { nl: 'Metingen van sensoren', en: 'Sensor readings' } },
  presence: { what: { nl: 'Of een plek nu in gebruik is volgens de sensor', en: 'Whether a place is in use now, by its sensor' } },
  occupied_intervals: { what: { nl: 'Wanneer een plek in gebruik was', en: 'When a place was in use' } },
  people_counts: { what: { nl: 'Hoeveel mensen er in een ruimte waren', en: 'How many people were in a room' } },
  climate_now: { what: { nl: 'Lucht en temperatuur nu', en: 'Air and temperature now' } },
}
