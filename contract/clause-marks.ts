// A clause's mark is its name everywhere: in the document, in code, in tests and on screens. An operator may replace
// the wording of the document, the marks stay and tie each clause to the mechanism that keeps it.

/** What each clause promises, in one sentence. Order is the order of the document. */
export const clausePromises = {
  'G1.1': {
    nl: 'De afspraken gelden voor alles in apps, clouddiensten en back-ups, alleen voor de afgesproken doelen.',
    en: 'The agreement covers everything kept in apps, cloud services and back-ups, for the agreed purposes only.',
  },
  'G1.2': {
    nl: 'Klanten en mensen kunnen gegevens zelf wijzigen, wissen en beperken.',
    en: 'Customers and people can change, delete and restrict data themselves.',
  },
  'G1.3': {
    nl: 'Welke gegevens van wie er zijn, staat in bijlage 1, en voor iets anders worden ze niet gebruikt.',
    en: 'Annex 1 says which data of whom there is, and it is used for nothing else.',
  },
  'G1.4': {
    nl: 'De overeenkomst en de instellingen zijn de vastgelegde opdracht van de klant.',
    en: 'The agreement and the settings are the documented instruction of the customer.',
  },
  'G1.5': {
    nl: 'De gegevens blijven van de klant of van de persoon zelf.',
    en: 'The data stays with those it belongs to: the customer or the person.',
  },
  'G2.1': {
    nl: 'Beide partijen houden zich aan de wet, en geen instelling kan daarvan afwijken.',
    en: 'Both parties obey the law, and no setting can depart from it.',
  },
  'G2.2': {
    nl: 'De klant hoort op eerste verzoek welke maatregelen op dat moment gelden.',
    en: 'On first request the customer is told which measures are in force at that moment.',
  },
  'G2.3': {
    nl: 'Iedereen die voor de aanbieder werkt, tekent voor geheimhouding voordat er toegang is.',
    en: 'Everyone who works for the operator signs for confidentiality before having access.',
  },
  'G2.4': {
    nl: 'Een opdracht die tegen de wet ingaat, wordt meteen gemeld en zolang niet uitgevoerd.',
    en: 'An instruction that breaks the law is reported at once and meanwhile not carried out.',
  },
  'G2.5': {
    nl: 'De aanbieder helpt bij een gegevensbeschermingseffectbeoordeling.',
    en: 'The operator helps with a data protection impact assessment.',
  },
  'G3.1': {
    nl: 'Gegevens worden alleen verwerkt in landen waar de wet van de klant het toestaat.',
    en: 'Data is processed only in countries that the law of the customer allows.',
  },
  'G3.2': {
    nl: 'De klant weet altijd in welke landen, en hoort een wijziging vooraf.',
    en: 'The customer always knows which countries, and hears of a change beforehand.',
  },
  'G4.1': {
    nl: 'Gegevens worden alleen verwerkt voor het gebruik van de dienst door deze klant.',
    en: 'Data is processed only for the use of the service by this customer.',
  },
  'G4.2': {
    nl: 'Van elke verwerking staat vast wie ervoor verantwoordelijk is.',
    en: 'For each processing it is fixed who answers for it.',
  },
  'G4.3': {
    nl: 'De klant staat ervoor in dat de gegevens rechtmatig zijn.',
    en: 'The customer warrants that the data is lawful.',
  },
  'G5.1': {
    nl: 'Alleen subverwerkers die in bijlage 2 staan, krijgen gegevens, elk met een eigen overeenkomst.',
    en: 'Only sub-processors named in Annex 2 receive data, each under an agreement of its own.',
  },
  'G5.2': {
    nl: 'De aanbieder staat in voor zijn subverwerkers.',
    en: 'The operator answers for its sub-processors.',
  },
  'G5.3': {
    nl: 'Een derde die de klant inschakelt, krijgt pas gegevens na uitdrukkelijke schriftelijke goedkeuring.',
    en: 'A third party engaged by the customer receives data only after explicit written approval.',
  },
  'G6.1': {
    nl: 'Passende technische en organisatorische maatregelen beschermen de gegevens.',
    en: 'Appropriate technical and organisational measures protect the data.',
  },
  'G6.2a': {
    nl: 'Toegang vraagt sterke wachtwoorden of een persoonlijke sleutel.',
    en: 'Access takes strong passwords or a personal key.',
  },
  'G6.2b': {
    nl: 'De ruimten waar de apparatuur staat, zijn beveiligd.',
    en: 'The rooms that hold the equipment are secured.',
  },
  'G6.2c': {
    nl: 'Bestanden met persoonsgegevens zijn versleuteld.',
    en: 'Files with personal data are encrypted.',
  },
  'G6.2d': {
    nl: 'Steekproeven laten zien of het beleid wordt nageleefd.',
    en: 'Sampled checks show whether policy is kept.',
  },
  'G6.2e': {
    nl: 'Netwerkverbindingen zijn beveiligd.',
    en: 'Network connections are secured.',
  },
  'G6.2f': {
    nl: 'Toegang is gebonden aan een doel.',
    en: 'Access is bound to a purpose.',
  },
  'G6.2g': {
    nl: 'Gegeven rechten worden geregeld nagelopen.',
    en: 'Granted rights are checked regularly.',
  },
  'G6.3': {
    nl: 'De beveiliging past bij de stand van de techniek.',
    en: 'The level of protection fits the state of the art.',
  },
  'G6.4': {
    nl: 'De klant levert pas gegevens als de eigen maatregelen op orde zijn.',
    en: 'The customer supplies data only once its own measures are in place.',
  },
  'G7.1': {
    nl: 'Een datalek wordt binnen 48 uur na ontdekking aan de klant gemeld.',
    en: 'A data breach is reported to the customer within 48 hours after it becomes known.',
  },
  'G7.2': {
    nl: 'De melding bevat alles wat de klant nodig heeft om zelf te melden.',
    en: 'The report holds all that the customer needs for its own report.',
  },
  'G8': {
    nl: 'Verzoeken van mensen over hun gegevens worden afgehandeld of doorgestuurd.',
    en: 'Requests of people about their data are handled or forwarded.',
  },
  'G9': {
    nl: 'Na het einde zijn alle gegevens meteen en uiterlijk binnen 14 × 24 uur gewist.',
    en: 'After the end all data is deleted at once and at the latest within 14 × 24 hours.',
  },
  'G10.1': {
    nl: 'Persoonsgegevens blijven geheim.',
    en: 'Personal data stays secret.',
  },
  'G10.2': {
    nl: 'Gegevens gaan alleen naar anderen als de klant het goedkeurt, de dienst het nodig heeft of de wet het eist.',
    en: 'Data goes to others only if the customer consents, the service needs it or the law demands it.',
  },
  'G11.1': {
    nl: 'Bij een concreet vermoeden kan een onafhankelijke deskundige de naleving controleren.',
    en: 'On concrete suspicion an independent expert can audit whether the agreement is kept.',
  },
  'G11.2': {
    nl: 'Een controle wordt ten minste tien werkdagen vooraf aangekondigd en stoort niet onnodig.',
    en: 'An audit is announced at least ten working days ahead and does not disturb needlessly.',
  },
  'G11.3': {
    nl: 'Voor een controle zijn logboeken, gegevens en medewerkers beschikbaar.',
    en: 'Logs, supporting data and staff are available for an audit.',
  },
  'G11.4': {
    nl: 'Partijen beoordelen de bevindingen samen.',
    en: 'The parties judge the findings together.',
  },
  'G11.5': {
    nl: 'De kosten van een controle zijn voor de klant.',
    en: 'The costs of an audit are borne by the customer.',
  },
  G12: {
    nl: 'Voor aansprakelijkheid gelden de algemene voorwaarden.',
    en: 'Liability follows the terms of service.',
  },
  'G13.1': {
    nl: 'De overeenkomst komt tot stand door een ondubbelzinnig akkoord of door twee handtekeningen.',
    en: 'The agreement comes about by an unambiguous opt-in or by two signatures.',
  },
  'G13.2': {
    nl: 'De overeenkomst duurt zolang de hoofdovereenkomst of het gebruik duurt.',
    en: 'The agreement lasts as long as the main agreement or the use.',
  },
  'G14.1': {
    nl: 'Nederlands recht is van toepassing.',
    en: 'Dutch law applies.',
  },
  'G14.2': {
    nl: 'Valt een bepaling weg, dan blijft de rest gelden.',
    en: 'If a clause falls away, the rest stands.',
  },
  'G14.3': {
    nl: 'Deze overeenkomst gaat voor op de algemene voorwaarden.',
    en: 'This agreement goes before the terms of service.',
  },
  'G14.4': {
    nl: 'De rechter van de vestigingsplaats van de aanbieder is bevoegd.',
    en: 'The court of the seat of the operator decides.',
  },
} as const satisfies Record<string, { nl: string, en: string }>

export type ClauseMark = keyof typeof clausePromises

/** All marks in the order of the document. */
export const clauseMarks = Object.keys(clausePromises) as readonly ClauseMark[]
