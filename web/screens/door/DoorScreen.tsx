import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { language, showLanguage, useWords } from '../../language/language.ts'
import { ErrorNote, LoadingLines } from '../../ui/notes.tsx'
import { Offline } from '../../client/problem.ts'
import './door.css'
import { PairingScreen } from './Pairing.tsx'
import { RoomDisplay } from './RoomDisplay.tsx'
import { useDoor } from './useDoor.ts'
import { useWakeLock } from './useWakeLock.ts'

/** A tablet beside a door. Without pairing it shows a code; paired, it is the display of its room and no more. */
export function DoorScreen() {
  const { t } = useWords()
  const { door, show, again } = useDoor()
  const { workspaceId } = useParams({ from: '/door/{-$workspaceId}' })
  const navigate = useNavigate()
  const shown = door.step === 'shown' ? door.view.workspace : null
  useWakeLock(shown !== null)

  // The address names the room, for who sets up tablets; what it shows is what it was paired with.
  useEffect(() => {
    if (shown !== null && shown.id !== workspaceId) void navigate({ to: '/door/{-$workspaceId}', params: { workspaceId: shown.id }, replace: true })
  }, [shown, workspaceId, navigate])
  useEffect(() => {
    if (shown !== null && shown.language !== language()) void showLanguage(shown.language)
  }, [shown])

  if (door.step === 'shown') return <RoomDisplay view={door.view} lostSince={door.lostSince} onView={show} />
  if (door.step === 'unpaired') return <PairingScreen onPaired={again} />
  return (
    <main className="door-pair" id="screen" tabIndex={-1}>
      <div>
        <h1>{t('door.title')}</h1>
        {door.step === 'asking' && <LoadingLines />}
        {door.step === 'silent' && (door.error instanceof Offline
          ? <p className="door-lead" role="alert">{t('door.offline')}. {t('door.offlineFirst')}</p>
          : <ErrorNote error={door.error} onRetry={again} />)}
      </div>
    </main>
  )
}
