import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { passkeySignInOptions, signInWithPasskey } from '#contract/endpoints/sign-in-ways.ts'
import { call } from '../../client/call.ts'
import { askPasskey, offerPasskeys, passkeysPossible, withdrawOffer, type PasskeyAnswer } from '../../client/passkey.ts'

export type PasskeyEntry = {
  readonly possible: boolean
  readonly sign: () => Promise<void>
  readonly busy: boolean
  readonly error: unknown
  /** The address field got the focus: an offer that would be too old by now is made anew. */
  readonly renew: () => void
  readonly forget: () => void
}

/** The server takes an answer to its question for five minutes. */
const offerLastsMs = 4 * 60_000

const optionsNow = async () => (await call(passkeySignInOptions)).options

/**
 * Signing in with a passkey: by the button, or chosen from what the browser offers in the address field.
 *
 * @param offers whether that field is there now
 */
export function usePasskey(onIn: () => Promise<void>, offers: boolean): PasskeyEntry {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [possible] = useState(passkeysPossible)
  // The button took the offer's place, or the server no longer takes an answer to it: each round is another one.
  const [round, setRound] = useState(0)
  const offeredMs = useRef(0)
  const renew = () => setRound((before) => before + 1)

  const enterWith = async (answer: PasskeyAnswer) => {
    setBusy(true)
    try {
      await call(signInWithPasskey, { body: { answer } })
      await onIn()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const chosen = useEffectEvent(enterWith)
  useEffect(() => {
    if (!offers || !possible) return
    offeredMs.current = Date.now()
    const offer = async () => {
      const answer = await offerPasskeys(optionsNow)
      if (answer !== null) await chosen(answer)
    }
    void offer()
    return () => void withdrawOffer()
  }, [offers, possible, round])

  return {
    possible, busy, error,
    sign: async () => {
      setError(null)
      setBusy(true)
      const answer = await optionsNow().then(askPasskey).catch((refused: unknown) => {
        setError(refused)
        return null
      })
      setBusy(false)
      if (answer !== null) await enterWith(answer)
      renew()
    },
    renew: () => {
      if (Date.now() - offeredMs.current > offerLastsMs) renew()
    },
    forget: () => setError(null),
  }
}
