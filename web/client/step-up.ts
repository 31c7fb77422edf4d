type Prover = () => Promise<boolean>

let prover: Prover | null = null
let asking: Promise<boolean> | null = null

/** Who asks the person to show again that it is them: one dialog for the whole app. */
export function provesAgain(asks: Prover): () => void {
  prover = asks
  return () => {
    if (prover === asks) prover = null
  }
}

/** Asks for it, once for however many calls were refused meanwhile. False: they would not, or there is nobody to ask. */
export function proveAgain(): Promise<boolean> {
  if (prover === null) return Promise.resolve(false)
  asking ??= prover().finally(() => {
    asking = null
  })
  return asking
}
