import type { Config } from '#kernel/config.ts'
import { StartError } from '#kernel/errors.ts'
import { createDemo, demoStage, markDemo } from '../demo/index.ts'
import type { Demo } from '../demo/index.ts'

/**
 * Whether this start is a demo, and how far it came before. A demo starts in an empty folder when neither DATABASE_URL nor DEMO is set, and stays one.
 * @throws StartError when DEMO=on meets data that is no demo's, or DEMO=off meets a demo's
 */
export const decideDemo = (config: Config, folderWasEmpty: boolean): { demo: Demo; interrupted: boolean } | null => {
  const stage = demoStage(config.DATA_DIR)
  if (config.DEMO === 'off') {
    if (stage !== 'none') {
      throw new StartError(`DEMO=off, but ${config.DATA_DIR} holds a demo: set DATA_DIR to another folder, or remove this one.`)
    }
    return null
  }
  if (stage === 'none') {
    const wished = config.DEMO === 'on' || (config.DATABASE_URL === undefined && folderWasEmpty)
    if (!wished) return null
    if (!folderWasEmpty) throw new StartError(`DEMO=on, but ${config.DATA_DIR} holds data already: set DATA_DIR to an empty folder.`)
  }
  if (config.DATABASE_URL !== undefined) {
    throw new StartError('A demo makes and remakes its own database: unset DATABASE_URL, or set DEMO=off.')
  }
  if (config.BEHIND_PROXY === 'on') throw new StartError('A demo is for this machine only: unset BEHIND_PROXY, or set DEMO=off.')
  if (stage === 'none') markDemo(config.DATA_DIR)
  return { demo: createDemo(config.DATA_DIR, stage), interrupted: stage === 'interrupted' }
}
