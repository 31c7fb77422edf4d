import { withClauses } from './changed.ts'
import { clause } from './clauses.ts'
import type { AgreementWording } from './clauses.ts'
import { processingAgreementNl } from './processing-agreement.nl.ts'

/** Wording of version 2026-11-2: requests about data and who saw whose data are named among the categories. */
export const processingAgreementNl2: AgreementWording = withClauses(processingAgreementNl, [
  clause('G1.3', 'Welke gegevens en van wie', `
    Het gaat om gegevens van medewerkers, beheerders en gasten van de klant. De soorten gegevens zijn:
    accountgegevens zoals naam, e-mailadres, rol en team, aanmeldgegevens, boekingen en check-ins, keuzes over
    zichtbaarheid, akkoorden, verzoeken over gegevens en wat ervan kwam, en het logboek van handelingen en van wie
    wiens gegevens zag. Sensoren leveren gegevens over plekken en ruimten, niet over wie daar is. Voor bijzondere
    persoonsgegevens is de dienst niet bedoeld.

    Bijlage 1 somt de gegevens volledig op, met doel, bewaartermijn en land, en volgt uit het register van de
    draaiende dienst. Zij is in de dienst op elk moment te lezen en mee te nemen. De aanbieder gebruikt de gegevens
    voor geen ander doel dan is afgesproken.
  `),
])
