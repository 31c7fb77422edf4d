import type { AgreementParameters } from './clauses.ts'
import type { NoticeParameters } from './render.ts'

// The hashes in versions.lock.json are taken with these values, so they never change either.
export const sampleAgreementParameters: AgreementParameters = {
  operatorName: 'Voorbeeldplek Coöperatie U.A.',
  operatorSeat: 'Utrecht',
  operatorRegisterNumber: '01234567',
  operatorContact: 'overeenkomsten@voorbeeldplek.example',
  operatorPrivacyContact: 'privacy@voorbeeldplek.example',
  customerName: 'Waterschap De Proef',
}

export const sampleNoticeParameters: NoticeParameters = {
  operatorName: sampleAgreementParameters.operatorName,
  operatorPrivacyContact: sampleAgreementParameters.operatorPrivacyContact,
  customerName: sampleAgreementParameters.customerName,
  sessionDays: 14,
  bookingDays: 90,
  trailKeeping: 'until_agreement_ends',
  noticeDays: 90,
  lookDays: 90,
  requestDays: 730,
}
