import { useEffect, useState } from 'react'
import { signOut } from '#contract/endpoints/session.ts'
import { call } from '../../client/call.ts'
import { formatCount, formatSize } from '../../language/format.ts'
import { useWords } from '../../language/language.ts'
import { storesOnDevice, type StoreOnDevice } from '../../offline/wipe.ts'
import { useLeave } from '../../shell/useLeave.ts'
import { useWaits } from '../../shell/waits.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useTell } from '../../ui/Toast.tsx'

/** What lies on this device, and a button that wipes it (G9). */
export function OnThisDevice() {
  const { t, language } = useWords()
  const { waiting } = useWaits()
  const tell = useTell()
  const leave = useLeave()
  const [stores, setStores] = useState<readonly StoreOnDevice[] | null>(null)
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let late = false
    void storesOnDevice(waiting).then((found) => {
      if (!late) setStores(found)
    }, () => setStores([]))
    return () => {
      late = true
    }
  }, [waiting])

  const wipe = async () => {
    setBusy(true)
    // Without a connection the session at the server goes on until it ends: say so, wipe all the same.
    const ended = await call(signOut).then(() => true, () => false)
    if (!ended) tell({ text: t('me.signOutFailed'), stays: true })
    await leave('device')
  }
  const sizeOf = ({ bytes, kind, count }: StoreOnDevice): string => {
    if (kind === 'indexed_db') return formatCount(language, count)
    if (bytes === null) return t('me.present')
    return bytes < 1000 ? t('me.small') : formatSize(language, bytes)
  }
  return (
    <section className="here" aria-labelledby="here-title">
      <h2 id="here-title">{t('me.here')}</h2>
      {stores !== null && stores.length === 0 && <p className="soft">{t('me.hereNothing')}</p>}
      {stores !== null && stores.length > 0 && (
        <dl>
          {stores.map((store) => (
            <div key={store.name}><dt>{store.what[language]}<small>{store.howLong[language]}</small></dt><dd>{sizeOf(store)}</dd></div>
          ))}
        </dl>
      )}
      {waiting > 0 && <p className="small strong">{t('me.hereWaiting')}</p>}
      <p className="small soft">{t('me.hereText')}</p>
      <Button wide onClick={() => setAsks(true)}>{t('me.wipe')}</Button>
      <ConfirmDialog open={asks} title={t('me.wipeTitle')} confirm={t('me.wipe')} busy={busy} onCancel={() => setAsks(false)} onConfirm={() => void wipe()}>
        <p>{t('me.hereText')}</p>
        {waiting > 0 && <p>{t('me.hereWaiting')}</p>}
      </ConfirmDialog>
    </section>
  )
}
