import { createContext, useContext } from 'react'

export type Waits = {
  /** How many actions of this person wait for a connection. */
  readonly waiting: number
  /** Counts again, after adding one. */
  readonly look: () => void
}

/** What waits for a connection, known once for the whole shell. */
export const WaitsContext = createContext<Waits>({ waiting: 0, look: () => undefined })

export const useWaits = (): Waits => useContext(WaitsContext)
