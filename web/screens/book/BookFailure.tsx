import { useEffect, useRef } from 'react'
import { ApiProblem } from '../../client/problem.ts'
import { useWords } from '../../language/language.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/notes.tsx'
import type { Booked } from './useBook.ts'

/** Why it could not be booked. When somebody else was first: the nearest that are still free, each one tap away. */
export function BookFailure({ act }: { readonly act: Booked }) {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const { failure } = act
  useEffect(() => {
    if (failure !== null) place.current?.scrollIntoView({ block: 'center' })
  }, [failure])
  if (failure === null) return null
  const { error, attempt } = failure
  const alternatives = error instanceof ApiProblem && error.code === 'workspace_taken' ? error.more.alternatives ?? [] : []
  return (
    <div ref={place} className="stack">
      <ErrorNote error={error} {...(alternatives.length > 0 || error instanceof ApiProblem ? {} : { onRetry: () => void act.run(attempt) })} />
      {alternatives.length > 0 && (
        <div>
          <p className="small soft">{t('book.taken')}</p>
          <div className="row wrap alternatives">
            {alternatives.map(({ workspaceId, name }) => (
              <Button key={workspaceId} busy={act.busy} onClick={() => void act.run({ ...attempt, workspaceId })}>{t('book.take', { place: name })}</Button>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}
