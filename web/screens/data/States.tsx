import { Link } from '@tanstack/react-router'
import type { MyData } from '#contract/endpoints/my-data.ts'
import { useRightsWords } from '../../language/language.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useClock } from '../../language/useClock.ts'
import { baseOf, type Whose } from './whose.ts'

type Props = { readonly whose: Whose; readonly kept: Pick<MyData, 'restrictedAt' | 'hold'> }

/** What is out of the ordinary: the data is frozen, or erasing has to wait. */
export function States({ whose, kept: { restrictedAt, hold } }: Props) {
  const { t } = useRightsWords()
  const clock = useClock()
  const them = whose.id !== null
  return (
    <>
      {restrictedAt !== null && (
        <div className="note info">
          <span />
          <div>
            <strong className="strong">{them ? t('data.restrictedTitleThem', { name: whose.name }) : t('data.restrictedTitle')}</strong>
            <p>{t('data.restrictedText', { day: clock.dateWithYear(restrictedAt) })} <Link to={`${baseOf(whose)}/freeze` as '/me/data/freeze'}>{t('data.restrictedLift')}</Link></p>
          </div>
        </div>
      )}
      {hold !== null && <HoldNote hold={hold} />}
    </>
  )
}

export function HoldNote({ hold: { ground, statute, endsAt } }: { readonly hold: NonNullable<MyData['hold']> }) {
  const { t } = useRightsWords()
  const clock = useClock()
  return (
    <div className="note risk">
      <Icon name="clock" size={20} />
      <div>
        <strong className="strong">{t('data.holdTitle')}</strong>
        <p>{t('data.holdText', { day: clock.dateWithYear(endsAt), ground })}</p>
        {statute !== null && <p>{t('data.holdStatute', { statute })}</p>}
      </div>
    </div>
  )
}
