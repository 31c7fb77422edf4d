import { paragraphs } from './clauses.ts'
import type { NoticeWording } from './clauses.ts'

/** Wording of version 2026-11-1. Published: a change of one letter needs a new version (see versions.ts). */
export const personNoticeNl: NoticeWording = {
  title: 'Wat Vrijplek over je bewaart',
  introduction: paragraphs(`
    Met Vrijplek vind en boek je een werkplek of ruimte bij {customerName}. {customerName} beslist waarvoor je
    gegevens worden gebruikt. {operatorName} bewaart en verwerkt ze voor {customerName}, volgens een overeenkomst
    tussen die twee.

    Hieronder lees je wat er wordt bewaard, waarom, hoe lang en wie het ziet. Daarna kies je zelf.
  `),
  labels: { what: 'Wat', why: 'Waarom', howLong: 'Hoe lang' },
  items: [
    {
      what: 'Je account: je naam, je e-mailadres, je rol, je team, je taal en een onleesbare afdruk van je wachtwoord.',
      why: 'Om je te laten inloggen en om te weten wat je in Vrijplek mag doen. Je wachtwoord zelf bewaren we niet.',
      howLong: 'Zolang je een account hebt.',
    },
    {
      what: 'Je sessies: wanneer je inlogt en met welk soort apparaat.',
      why: 'Om je ingelogd te houden, en om je op al je apparaten tegelijk te kunnen uitloggen.',
      howLong: '{sessionDays} dagen nadat een sessie is geëindigd.',
    },
    {
      what: 'Je boekingen en check-ins: welke plek, van wanneer tot wanneer, en of je hebt ingecheckt.',
      why: 'Om de plek voor je vrij te houden en hem weer vrij te geven als je niet komt.',
      howLong: '{bookingDays} dagen met je naam erbij. Daarna blijft alleen het aantal over.',
    },
    {
      what: 'Je keuze wie je mag zien.',
      why: 'Om die keuze overal te volgen: op de kaart, in lijsten, bij het zoeken en op het scherm bij de deur.',
      howLong: 'Zolang je een account hebt. Je kunt je keuze altijd veranderen.',
    },
    {
      what: 'Je akkoord met deze tekst: wanneer je het gaf en welke tekst je toen zag.',
      why: 'Om te kunnen aantonen wat je is verteld en waar je ja tegen zei.',
      howLong: 'Zolang je een account hebt.',
    },
    {
      what: 'Het logboek: wat je in Vrijplek doet, zoals boeken, annuleren of een instelling veranderen, en wanneer.',
      why: 'Om te kunnen nagaan wat er is gebeurd en te bewijzen dat de afspraken over je gegevens worden nagekomen.',
      howLong: '{trailKeeping}.',
    },
  ],
  sections: [
    {
      heading: 'Wie ziet jou',
      paragraphs: paragraphs(`
        Niemand, tenzij jij anders kiest. Collega's zien je naam bij een plek alleen als je kiest voor mijn team of
        voor iedereen in mijn organisatie. Zij zien waar je zit, niet sinds wanneer of hoe lang.

        Organisatiebeheerders van {customerName} zien je naam, e-mailadres, rol en team, om accounts te beheren. Bij
        je boekingen geldt jouw keuze ook voor hen. Medewerkers van {operatorName} kijken alleen in je gegevens als
        dat nodig is om de dienst te laten werken of te beveiligen. Vrijplek neemt geen besluiten over je en maakt
        geen profiel van je.
      `),
    },
    {
      heading: 'Wat sensoren weten',
      paragraphs: paragraphs(`
        Een sensor bij een bureau zegt alleen dat het bureau in gebruik is, nooit door wie. Een sensor in een ruimte
        telt mensen of meet de lucht, en herkent niemand. Heb jij het bureau geboekt en heeft je locatie dit aangezet,
        dan kan het signaal van de sensor je boeking inchecken.
      `),
    },
    {
      heading: 'Wat je kunt vragen',
      paragraphs: paragraphs(`
        Je mag je gegevens inzien, laten verbeteren, laten wissen en meenemen. Je mag vragen het gebruik ervan te
        beperken, en je mag er bezwaar tegen maken. Je boekingen en je keuze wie je ziet, pas je zelf aan onder Ik.
        Voor de rest vraag je het aan de privacyfunctionaris van {customerName} of aan {operatorPrivacyContact}.
        {customerName} vertelt je ook op welke wettelijke grond je gegevens worden gebruikt.

        Ben je het niet eens met hoe het gaat, dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens.

        Stopt {customerName} met Vrijplek, dan zijn al je gegevens uiterlijk binnen 14 × 24 uur gewist. Wat de app op
        je eigen telefoon bewaart, wis je daar zelf door uit te loggen.
      `),
    },
    {
      heading: 'Jouw keuze',
      paragraphs: paragraphs(`
        Je hoeft geen ja te zeggen. Nee zeggen is net zo makkelijk en je hoeft geen reden te geven. Zeg je nee, dan
        wordt je account meteen gewist. Vraag {customerName} dan hoe je op een andere manier een plek krijgt. Zolang
        je niets kiest, kun je met Vrijplek alleen deze tekst lezen en weggaan.

        Zeg je ja, dan kun je daar later op terugkomen bij de privacyfunctionaris. Wat voor die tijd is gebeurd,
        blijft geldig.
      `),
    },
  ],
}
