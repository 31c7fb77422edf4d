import type { Language } from '#contract/values.ts'
import type { AgreementWording, NoticeWording } from './clauses.ts'
import { personNoticeEn2 } from './person-notice.2026-11-2.en.ts'
import { personNoticeNl2 } from './person-notice.2026-11-2.nl.ts'
import { personNoticeEn } from './person-notice.en.ts'
import { personNoticeNl } from './person-notice.nl.ts'
import { processingAgreementEn2 } from './processing-agreement.2026-11-2.en.ts'
import { processingAgreementNl2 } from './processing-agreement.2026-11-2.nl.ts'
import { processingAgreementEn } from './processing-agreement.en.ts'
import { processingAgreementNl } from './processing-agreement.nl.ts'

type VersionWording = {
  agreement: Record<Language, AgreementWording>
  notice: Record<Language, NoticeWording>
}

// People agreed to the exact text of a version, so a published version stays here, letter for letter, as long as an
// agreement of it can be shown. A new wording goes in new files (`processing-agreement.2027-01-1.nl.ts`), is added here
// under its own version (year, month, number within the month) and gets its own lines in versions.lock.json.
const versions: ReadonlyMap<string, VersionWording> = new Map([
  ['2026-11-1', {
    agreement: { nl: processingAgreementNl, en: processingAgreementEn },
    notice: { nl: personNoticeNl, en: personNoticeEn },
  }],
  ['2026-11-2', {
    agreement: { nl: processingAgreementNl2, en: processingAgreementEn2 },
    notice: { nl: personNoticeNl2, en: personNoticeEn2 },
  }],
])

/** All published versions, oldest first. */
export const publishedVersions: readonly string[] = [...versions.keys()]

/** The version that is shown to whoever has yet to agree. */
export const currentVersion = '2026-11-2'

class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion'

  constructor(version: string) {
    super(`No version ${JSON.stringify(version)} of the documents; published: ${publishedVersions.join(', ')}`)
  }
}

/** @throws UnknownVersion when no such version was published */
export function wordingOf(version: string): VersionWording {
  const wording = versions.get(version)
  if (wording === undefined) throw new UnknownVersion(version)
  return wording
}
