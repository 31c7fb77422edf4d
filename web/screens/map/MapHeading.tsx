import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { FloorId } from '#contract/ids.ts'
import { useWords } from '../../language/language.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import type { Location } from '../book/day-parts.ts'
import { ChoiceDialog } from './ChoiceDialog.tsx'
import type { MapSearch } from './search.ts'

type Props = {
  readonly title: string
  readonly children: ReactNode
  readonly end: ReactNode
  readonly floorId: FloorId
  readonly locations: readonly Location[]
  /** What stays of the address on another floor: the view and the period. */
  readonly search: MapSearch
}

/** The floor's name, which is also the way to another floor. */
export function MapHeading({ title, children, end, floorId, locations, search }: Props) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const many = locations.flatMap((one) => one.floors).length > 1
  return (
    <>
      <PageHeading title={title} end={end}>
        {children}
        {many && (
          <button type="button" className="floor-open" aria-haspopup="dialog" aria-label={t('map.otherFloor', { floor: title })} onClick={() => setOpen(true)} />
        )}
      </PageHeading>
      {open && (
        <ChoiceDialog title={t('map.floors')} onClose={() => setOpen(false)}>
          {locations.filter((one) => one.floors.length > 0).map((one) => (
            <section key={one.id} className="floors">
              <h3>{one.name}</h3>
              <ul className="lines">
                {one.floors.map((floor) => (
                  <li key={floor.id}>
                    <Link
                      to="/map/$floorId" params={{ floorId: floor.id }} search={search} aria-current={floor.id === floorId ? 'true' : undefined}
                      onClick={() => setOpen(false)}
                    >
                      <span>{floor.name}</span>
                      <span className="small soft">{t('map.floorCounts', { desks: floor.desks, rooms: floor.rooms })}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </ChoiceDialog>
      )}
    </>
  )
}
