import { Link } from '@tanstack/react-router'
import { useWords } from '../language/language.ts'
import { EmptyState } from '../ui/notes.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'

export function NotFound() {
  const { t } = useWords()
  return (
    <main className="screen" id="screen" tabIndex={-1}>
      <PageHeading title="404" />
      <EmptyState title={t('shell.notFoundTitle')} action={<Link to="/" className="btn">{t('shell.toToday')}</Link>}>
        {t('shell.notFoundText')}
      </EmptyState>
    </main>
  )
}
