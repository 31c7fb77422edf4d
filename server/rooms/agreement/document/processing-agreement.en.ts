import { clause, paragraphs } from './clauses.ts'
import type { AgreementWording } from './clauses.ts'

/** Wording of version 2026-11-1. Published: a change of one letter needs a new version (see versions.ts). */
export const processingAgreementEn: AgreementWording = {
  title: 'Vrijplek data processing agreement',
  preamble: paragraphs(`
    This agreement is between {customerName}, the customer, and {operatorName}, with its seat in {operatorSeat} and
    registered in the trade register under number {operatorRegisterNumber}, the operator.

    The customer decides for what and how personal data is used and is therefore the controller. The operator
    processes that data for the customer and is therefore the processor. Words such as personal data, data subject and
    processing mean here what they mean in the General Data Protection Regulation, the GDPR. This agreement is the
    contract that Article 28 of the GDPR asks for.

    Each clause has a mark, such as G1.1. Under that mark the service shows how the clause is kept.
  `),
  clauses: [
    clause('G1.1', 'What this agreement applies to', `
      The operator supplies Vrijplek, a service for finding, booking and sharing workspaces and rooms. This agreement
      applies to all personal data kept for it in mobile apps, cloud services and back-ups.

      The data is collected, stored, shown, linked to bookings, counted and deleted, for four purposes: to let
      employees and guests book and use a place, to manage buildings, devices and accounts, to show how places are
      used without anyone being recognisable in it, and to secure the service and show that this agreement is kept. A
      new purpose applies only once both parties have demonstrably consented to it.
    `),
    clause('G1.2', 'Changing, deleting and restricting', `
      The service gives the customer and data subjects controls to change and delete personal data and to restrict its
      processing. Where a control falls short, the operator carries out the request when asked.
    `),
    clause('G1.3', 'Which data, and of whom', `
      The data concerns employees, managers and guests of the customer. The categories are: account data such as name,
      e-mail address, role and team, sign-in data, bookings and check-ins, visibility choices, acceptances, and the
      trail of acts. Sensors supply data about places and rooms, not about who is there. The service is not meant for
      special categories of personal data.

      Annex 1 lists the data in full, with purpose and keeping period, and follows from the inventory of the running
      service. The operator uses the data for no other purpose than agreed.
    `),
    clause('G1.4', 'The instruction of the customer', `
      The operator processes personal data only on the documented instruction of the customer. This agreement, the
      settings that the customer chooses and later written instructions together are that instruction. They are
      recorded with their date and acknowledged.

      If the law obliges the operator to process data otherwise, the operator tells the customer beforehand, unless
      that same law forbids this on important grounds of public interest.
    `),
    clause('G1.5', 'Whose data it is', `
      The data stays with those it belongs to: the customer or the data subject. The operator acquires no rights to
      it. The customer can take a complete export in an open format at any time, and data subjects can do so with
      their own data.
    `),
    clause('G2.1', 'Obeying the law', `
      Both parties obey the GDPR and the other rules on personal data. Limits that follow from the law or from this
      agreement can be made stricter in the service, but not looser.
    `),
    clause('G2.2', 'Statement of measures', `
      On first request the operator tells the customer which measures are in force at that moment to keep this
      agreement. The operator makes available all information needed to demonstrate compliance. A request can be sent
      to {operatorPrivacyContact}.
    `),
    clause('G2.3', 'Everyone under the authority of the operator', `
      The duties of the operator also bind everyone who works under its authority. Whoever is given access to personal
      data has first signed for confidentiality. Without that signature there is no access.
    `),
    clause('G2.4', 'An instruction that breaks the law', `
      If the operator finds that an instruction infringes the GDPR or other rules on personal data, the operator tells
      the customer at once. The instruction is not carried out until the customer has changed it or has confirmed,
      with reasons, that it is lawful.
    `),
    clause('G2.5', 'Help with legal duties', `
      The operator helps the customer with a data protection impact assessment, with prior consultation of the
      supervisory authority and with the duties of Articles 32 to 36 of the GDPR, as far as the service is concerned.
      Reasonable costs of this work may be charged, after they have been stated beforehand.
    `),
    clause('G3.1', 'Countries of processing', `
      Personal data is processed only in countries where the law that applies to the customer allows it. A transfer to
      a country outside the European Economic Area takes place only on the instruction of the customer, and once a
      ground of Chapter V of the GDPR has been met and recorded.
    `),
    clause('G3.2', 'Statement of countries', `
      The customer can see at any time in which countries the data is processed. The operator announces a change
      before it takes effect.
    `),
    clause('G4.1', 'For this customer only', `
      The operator processes the data only for the use of the service by this customer. It is not combined with data
      of other customers and not used for advertising or sale.
    `),
    clause('G4.2', 'Who answers for what', `
      The operator answers for the processing under this agreement. The operator does not answer for other processing.
      That includes the collection of data by the customer itself, processing for purposes that the customer has not
      reported, and processing by third parties engaged by the customer.
    `),
    clause('G4.3', 'Lawful data', `
      The customer warrants that the data and its use in the service are lawful, that there is a legal basis for it,
      that data subjects are properly informed and that rights of others are not infringed. The customer confirms this
      when this agreement is made and each time a new category of data is switched on.
    `),
    clause('G5.1', 'Sub-processors', `
      The customer gives the operator general authorisation to engage sub-processors for hosting of the database and
      the web server and for dashboards. Annex 2 names each with its role, data, country and agreement. The operator
      concludes an agreement with each sub-processor that imposes the same duties as this one. Whoever is not in Annex
      2 receives no data.

      The operator announces an addition or replacement beforehand, and early enough for the customer to object. As
      long as an objection is open, the new sub-processor receives no data of the customer. If the parties find no
      solution, the customer may end this agreement and the main agreement on the day the change takes effect.
    `),
    clause('G5.2', 'Answering for sub-processors', `
      The operator answers for the work of its sub-processors as if it were its own.
    `),
    clause('G5.3', 'Third parties engaged by the customer', `
      If the customer wants a third party or another system to receive data from the service, an explicit written
      approval by both parties is needed first. It states which data and which purpose it concerns and that the
      customer answers for that third party. If a party withdraws the approval, the connection stops at once.
    `),
    clause('G6.1', 'Appropriate security', `
      The operator takes appropriate technical and organisational measures against loss, unauthorised access and any
      other unlawful processing. The measures of G6.2a to G6.2g are always among them.
    `),
    clause('G6.2a', 'Passwords and keys', `
      Access to personal data takes a strong password or a personal, programmable key. Staff of the operator always
      use such a key.
    `),
    clause('G6.2b', 'Physical access', `
      Rooms with equipment that holds personal data are secured against unauthorised access. The measures are recorded
      with their date and reviewed.
    `),
    clause('G6.2c', 'Encryption', `
      Files with personal data, exports and back-ups included, are encrypted. The keys are kept apart from the data.
    `),
    clause('G6.2d', 'Sampled checks', `
      The operator checks by samples whether policy is kept, and keeps the results.
    `),
    clause('G6.2e', 'Network', `
      Connections over a network are secured by encryption according to current standards.
    `),
    clause('G6.2f', 'Access by purpose', `
      Access to personal data is limited to what is necessary for a purpose stated beforehand.
    `),
    clause('G6.2g', 'Review of rights', `
      The operator regularly reviews whether granted access rights are still needed. What is not confirmed lapses.
    `),
    clause('G6.3', 'State of the art', `
      The level of security fits the state of the art, the costs, the nature of the data and the risk to data
      subjects. The operator assesses this regularly and adapts the measures when needed.
    `),
    clause('G6.4', 'Measures of the customer', `
      The customer supplies personal data to the service only once its own measures are in place, such as careful
      management of accounts and roles.
    `),
    clause('G7.1', 'Reporting a data breach', `
      The operator reports a breach of security or a data leak to the customer without undue delay, and at the latest
      within 48 hours after it has become known to the operator. The customer judges whether the supervisory authority
      and the data subjects must be informed and makes that report itself. The operator helps with it.
    `),
    clause('G7.2', 'What the report holds', `
      The report holds the fact itself, the nature of the breach, the categories of data subjects and data, about how
      many people and records are affected, the likely consequences, and the measures taken or proposed. The contact
      point is {operatorPrivacyContact}.

      What is not known yet is stated as not known yet, and follows as soon as it is known.
    `),
    clause('G8', 'Requests of data subjects', `
      The operator handles a request of a data subject about data in the service on behalf of the customer, within the
      time limit of the law. If the request goes beyond the service, the operator forwards it to the customer without
      delay and may tell the data subject so.
    `),
    clause('G9', 'End and deletion', `
      Until the end of this agreement the customer and data subjects can export or delete their data. After the end
      the operator deletes all personal data, in back-ups too, at once and at the latest within 14 × 24 hours. The
      customer then receives a certificate of deletion.

      What a data subject keeps in the app on their own phone is not part of this. The app shows what that is and how
      to delete it.
    `),
    clause('G10.1', 'Secrecy', `
      The operator keeps all personal data of the customer secret, also after the end of this agreement.
    `),
    clause('G10.2', 'When data may go to others', `
      The operator gives personal data to others only with the explicit consent of the customer, where it is necessary
      for the service within this agreement, or where the law requires it. Each disclosure is recorded with its
      ground. In case of a legal duty the operator informs the customer beforehand, if the law allows this.
    `),
    clause('G11.1', 'Audit by an expert', `
      On concrete suspicion that this agreement is not kept, the customer may have this audited by an independent
      expert who is bound to secrecy. The powers of the supervisory authority remain.
    `),
    clause('G11.2', 'Announcing the audit', `
      The customer announces an audit at least ten working days ahead to {operatorContact}, with the suspicion on
      which it rests. The audit does not needlessly disturb the work of the operator or the service. Working days are
      counted by the Dutch calendar.
    `),
    clause('G11.3', 'Cooperation with the audit', `
      The operator cooperates and makes available all that matters for the audit, such as logs, supporting data and
      staff.
    `),
    clause('G11.4', 'Findings', `
      The parties judge the findings together. What follows from them is carried out by one of them or by both.
    `),
    clause('G11.5', 'Costs of the audit', `
      The costs of the audit are borne by the customer.
    `),
    clause('G12', 'Liability', `
      Liability between the parties follows the terms of service of the operator, in the version that belongs to the
      main agreement. The rights of data subjects under Article 82 of the GDPR remain in full.
    `),
    clause('G13.1', 'How this agreement comes about', `
      This agreement comes about in one of two ways: (a) by an unambiguous opt-in at first use, by the customer for
      the organisation or by a data subject for their own part, or (b) by the signatures of both parties, and then it
      takes effect on the date of the last signature. It is recorded who agreed, when, to which version and to which
      exact text.

      As long as no agreement is in force, no personal data and no sensor data is processed, except the data of the
      manager who concludes it and that is needed to do so. If no agreement comes about, that data is deleted after 30
      days.
    `),
    clause('G13.2', 'Duration', `
      This agreement lasts as long as the main agreement lasts or the customer uses the service. Clauses on secrecy,
      deletion and liability remain in force afterwards as far as they are meant to.
    `),
    clause('G14.1', 'Applicable law', `
      This agreement is governed by Dutch law.
    `),
    clause('G14.2', 'If a clause falls away', `
      If a court declares a clause invalid, only that clause falls away and the rest stands. The parties then make a
      new clause that stays as close as possible to the intention of the old one.
    `),
    clause('G14.3', 'Precedence', `
      This agreement goes before the terms of service and before other arrangements between the parties about personal
      data. If the Dutch and the English text differ, the Dutch text applies.
    `),
    clause('G14.4', 'Competent court', `
      Disputes about this agreement are brought before the competent court of the seat of the operator,
      {operatorSeat}.
    `),
  ],
}
