import type { Config } from '#kernel/config.ts'
import { Refusal, StartError } from '#kernel/errors.ts'
import type { AgreementParameters } from './document/clauses.ts'
import { ParameterError, checkedParameter } from './document/parameters.ts'

const settingOf = {
  operatorName: 'OPERATOR_NAME',
  operatorSeat: 'OPERATOR_SEAT',
  operatorRegisterNumber: 'OPERATOR_REGISTER_NUMBER',
  operatorContact: 'OPERATOR_CONTACT',
  operatorPrivacyContact: 'OPERATOR_PRIVACY_CONTACT',
} as const

/** The parties as they stand in the documents: the operator by this instance's settings, and the customer. */
export const partiesOf = (config: Config, customerName: string): AgreementParameters => ({
  operatorName: config.OPERATOR_NAME,
  operatorSeat: config.OPERATOR_SEAT,
  operatorRegisterNumber: config.OPERATOR_REGISTER_NUMBER,
  operatorContact: config.OPERATOR_CONTACT,
  operatorPrivacyContact: config.OPERATOR_PRIVACY_CONTACT,
  customerName,
})

/**
 * Called at the start: what cannot stand in the agreement must not first show when somebody wants to read it.
 * @throws StartError naming the setting
 */
export const checkOperatorSettings = (config: Config): void => {
  for (const setting of Object.values(settingOf)) {
    try {
      checkedParameter(setting, config[setting])
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error
      throw new StartError(
        `Setting ${setting} will not do, since it stands in the processing agreement. ${error.message}.`,
        { cause: error },
      )
    }
  }
}

/**
 * A name that is to stand in a document, as it will stand there.
 * @throws Refusal invalid_input with the pointer of the field
 */
export const documentName = (pointer: string, value: string): string => {
  try {
    return checkedParameter(pointer.slice(1), value)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    throw new Refusal('invalid_input', {}, { errors: [{ pointer, detail: error.message }] })
  }
}
