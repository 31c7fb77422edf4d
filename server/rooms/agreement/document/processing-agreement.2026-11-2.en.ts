import { withClauses } from './changed.ts'
import { clause } from './clauses.ts'
import type { AgreementWording } from './clauses.ts'
import { processingAgreementEn } from './processing-agreement.en.ts'

/** Wording of version 2026-11-2: requests about data and who saw whose data are named among the categories. */
export const processingAgreementEn2: AgreementWording = withClauses(processingAgreementEn, [
  clause('G1.3', 'Which data, and of whom', `
    The data concerns employees, managers and guests of the customer. The categories are: account data such as name,
    e-mail address, role and team, sign-in data, bookings and check-ins, visibility choices, acceptances, requests
    about data with what came of them, and the trail of acts and of who saw whose data. Sensors supply data about
    places and rooms, not about who is there. The service is not meant for special categories of personal data.

    Annex 1 lists the data in full, with purpose, keeping period and country, and follows from the inventory of the
    running service. It can be read and taken along in the service at any time. The operator uses the data for no
    other purpose than agreed.
  `),
])
