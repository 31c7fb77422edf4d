import { paragraphs } from './clauses.ts'
import type { NoticeWording } from './clauses.ts'

/** Wording of version 2026-11-2: notices, who saw you, requests about data, and the desk of your own under Me. */
export const personNoticeNl2: NoticeWording = {
  title: 'Wat Vrijplek over je bewaart',
  introduction: paragraphs(`
    Met Vrijplek vind en boek je een werkplek of ruimte bij {customerName}. {customerName} beslist waarvoor je
    gegevens worden gebruikt. {operatorName} bewaart en verwerkt ze voor {customerName}, volgens een overeenkomst
    tussen die twee.

    Hieronder lees je wat er wordt bewaard, waarom, hoe lang en wie het ziet. De termijnen zijn de langste:
    {customerName} mag ze korter maken. Daarna kies je zelf.
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
      what: 'Berichten in de app, zoals een herinnering om in te checken.',
      why: 'Om je te laten weten wat er met je boekingen en je gegevens gebeurde.',
      howLong: '{noticeDays} dagen.',
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
      what: 'Je verzoeken over je gegevens: wat je vroeg, wanneer, en wat ervan kwam.',
      why: 'Om ze op tijd uit te voeren en dat te kunnen aantonen.',
      howLong: '{requestDays} dagen nadat een verzoek is afgehandeld.',
    },
    {
      what: 'Het logboek: wat je in Vrijplek doet, zoals boeken, annuleren of een instelling veranderen, en wanneer.',
      why: 'Om te kunnen nagaan wat er is gebeurd en te bewijzen dat de afspraken over je gegevens worden nagekomen.',
      howLong: '{trailKeeping} met je naam erbij. Daarna blijft alleen een bewijs zonder naam over.',
    },
    {
      what: 'Wie jouw naam of je gegevens zag, per uur.',
      why: 'Zodat je dat zelf kunt nakijken.',
      howLong: '{lookDays} dagen.',
    },
  ],
  sections: [
    {
      heading: 'Wie ziet jou',
      paragraphs: paragraphs(`
        Niemand, tenzij jij anders kiest. Collega's zien je naam bij een plek alleen als je kiest voor mijn team of
        voor iedereen in mijn organisatie. Zij zien waar je zit, niet sinds wanneer of hoe lang.

        Organisatiebeheerders van {customerName} zien je naam, e-mailadres, rol en team, om accounts te beheren. Bij
        je boekingen geldt jouw keuze ook voor hen. De privacyfunctionaris van {customerName} kan je gegevens inzien,
        verbeteren, bevriezen, meegeven en wissen als dat voor een verzoek nodig is. Jij krijgt daar elke keer bericht
        van. Medewerkers van {operatorName} kijken alleen in je gegevens als dat nodig is om de dienst te laten werken
        of te beveiligen. Je kunt zien dat zij dat deden. Vrijplek neemt geen besluiten over je en maakt geen profiel
        van je.
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
        Onder Ik zie je alles wat over je wordt bewaard, en wie ernaar keek. Daar verbeter je het ook, bevries je het,
        neem je het mee en laat je het wissen, zelf. Je mag bezwaar maken tegen het gebruik. Daarvoor en voor al het
        andere vraag je het aan de privacyfunctionaris van {customerName} of aan {operatorPrivacyContact}.
        {customerName} vertelt je ook op welke wettelijke grond je gegevens worden gebruikt.

        Ben je het niet eens met hoe het gaat, dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens.

        Wat hier wordt gewist, kan nog in een back-up staan tot die weggaat, maar opent niets meer. Stopt
        {customerName} met Vrijplek, dan zijn al je gegevens uiterlijk binnen 14 × 24 uur gewist, back-ups inbegrepen.
        Wat de app op je eigen telefoon bewaart, wis je daar zelf, onder Ik of door uit te loggen.
      `),
    },
    {
      heading: 'Jouw keuze',
      paragraphs: paragraphs(`
        Je hoeft geen ja te zeggen. Nee zeggen is net zo makkelijk en je hoeft geen reden te geven. Zeg je nee, dan
        wordt je account meteen gewist. Vraag {customerName} dan hoe je op een andere manier een plek krijgt. Zolang
        je niets kiest, kun je met Vrijplek alleen deze tekst lezen en weggaan.

        Zeg je ja, dan kun je daar later op terugkomen en jezelf onder Ik wissen. Wat voor die tijd is gebeurd, blijft
        geldig.
      `),
    },
  ],
}
