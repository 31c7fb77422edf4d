/** `scimType` of RFC 7644 §3.12, as far as we say it. */
export type ScimType = 'invalidFilter' | 'tooMany' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue'

/** What a manager reads in the list of what was refused. */
export const faultWords = {
  invalidFilter: { nl: 'Het filter is niet te lezen', en: 'The filter cannot be read' },
  tooMany: { nl: 'De vraag is te groot', en: 'The question is too big' },
  uniqueness: { nl: 'Deze gebruiker of groep is er al', en: 'This user or group is there already' },
  mutability: { nl: 'De laatste organisatiebeheerder kan niet weg', en: 'The last organisation manager cannot leave' },
  address_held: {
    nl: 'Het adres van wie hier met de hand rechten kreeg, verander je hier',
    en: 'The address of somebody who was given rights here by hand is changed here',
  },
  invalidSyntax: { nl: 'Het bericht is niet te lezen', en: 'The message cannot be read' },
  invalidPath: { nl: 'Een genoemd veld bestaat niet', en: 'A field that is named does not exist' },
  noTarget: { nl: 'Wat veranderd moest worden is er niet', en: 'What was to be changed is not there' },
  invalidValue: { nl: 'Een waarde ontbreekt of klopt niet', en: 'A value is missing or wrong' },
  not_found: { nl: 'Deze gebruiker of groep is er niet', en: 'This user or group is not there' },
  precondition: { nl: 'Er was intussen iets veranderd', en: 'Something had changed in the meantime' },
  not_implemented: { nl: 'Dit biedt deze dienst niet', en: 'This service does not offer that' },
  not_allowed: { nl: 'De goedkeuring noemt dit niet', en: 'The approval does not name this' },
  too_large: { nl: 'Het bericht is te groot', en: 'The message is too big' },
  media_type: { nl: 'Het bericht heeft een onbekende vorm', en: 'The message has an unknown form' },
  internal: { nl: 'De fout ligt bij deze dienst', en: 'The fault is ours' },
} as const
export type FaultCode = keyof typeof faultWords

/** An expected refusal in the words of the protocol. `detail` names attributes and never a value that was sent. */
export class ScimFault extends Error {
  readonly status: number
  readonly code: FaultCode
  readonly scimType: ScimType | undefined

  constructor(status: number, code: FaultCode, detail: string, scimType?: ScimType) {
    super(detail)
    this.name = 'ScimFault'
    this.status = status
    this.code = code
    this.scimType = scimType
  }
}

export const invalidFilter = (detail: string): ScimFault => new ScimFault(400, 'invalidFilter', detail, 'invalidFilter')
export const invalidPath = (detail: string): ScimFault => new ScimFault(400, 'invalidPath', detail, 'invalidPath')
export const invalidValue = (detail: string): ScimFault => new ScimFault(400, 'invalidValue', detail, 'invalidValue')
export const invalidSyntax = (detail: string): ScimFault => new ScimFault(400, 'invalidSyntax', detail, 'invalidSyntax')
export const noTarget = (detail: string): ScimFault => new ScimFault(400, 'noTarget', detail, 'noTarget')
export const uniqueness = (detail: string): ScimFault => new ScimFault(409, 'uniqueness', detail, 'uniqueness')
export const notFound = (): ScimFault => new ScimFault(404, 'not_found', 'There is no such resource')
export const lastManager = (): ScimFault =>
  new ScimFault(400, 'mutability', 'This is the last organisation manager; give somebody else that role first', 'mutability')
