import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Config } from './config.ts'
import { StartError } from './errors.ts'
import { believeMakers } from './webauthn.ts'

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Takes in which makers of security keys are believed. @throws StartError when the file cannot be read, or holds none */
export const believeConfiguredMakers = ({ HARDWARE_KEY_ROOTS: path }: Pick<Config, 'HARDWARE_KEY_ROOTS'>): void => {
  if (path === undefined) return
  try {
    const roots = readFileSync(path, 'utf8').match(certificates) ?? []
    if (roots.length === 0) throw new Error('no certificate in it')
    for (const root of roots) new X509Certificate(root)
    believeMakers(roots)
  } catch (error) {
    throw new StartError(`Setting HARDWARE_KEY_ROOTS: ${path} holds no certificates (PEM) that can be read.`, { cause: error })
  }
}
