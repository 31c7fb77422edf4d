import { clause, paragraphs } from './clauses.ts'
import type { AgreementWording } from './clauses.ts'

/** Wording of version 2026-11-1. Published: a change of one letter needs a new version (see versions.ts). */
export const processingAgreementNl: AgreementWording = {
  title: 'Gegevensverwerkersovereenkomst Vrijplek',
  preamble: paragraphs(`
    Deze overeenkomst geldt tussen {customerName}, hierna de klant, en {operatorName}, gevestigd in {operatorSeat} en
    ingeschreven in het handelsregister onder nummer {operatorRegisterNumber}, hierna de aanbieder.

    De klant bepaalt waarvoor en hoe persoonsgegevens worden gebruikt en is daarmee de verwerkingsverantwoordelijke.
    De aanbieder verwerkt die gegevens voor de klant en is daarmee de verwerker. Woorden als persoonsgegevens,
    betrokkene en verwerken betekenen hier hetzelfde als in de Algemene verordening gegevensbescherming, hierna de
    AVG. Deze overeenkomst is de overeenkomst van artikel 28 van de AVG.

    Elke bepaling heeft een kenmerk, zoals G1.1. Onder dat kenmerk laat de dienst zien hoe de bepaling wordt
    nagekomen.
  `),
  clauses: [
    clause('G1.1', 'Waarvoor deze overeenkomst geldt', `
      De aanbieder levert Vrijplek, een dienst om werkplekken en ruimten te vinden, te boeken en te delen. Deze
      overeenkomst geldt voor alle persoonsgegevens die daarvoor in mobiele apps, clouddiensten en back-ups staan.

      De gegevens worden verzameld, opgeslagen, getoond, gekoppeld aan boekingen, opgeteld en gewist, voor vier
      doelen: medewerkers en gasten een plek laten boeken en gebruiken, gebouwen, apparaten en accounts beheren, laten
      zien hoe plekken worden gebruikt zonder dat iemand daarin te herkennen is, en de dienst beveiligen en aantonen
      dat deze overeenkomst wordt nagekomen. Een nieuw doel geldt pas als beide partijen daarmee aantoonbaar hebben
      ingestemd.
    `),
    clause('G1.2', 'Zelf wijzigen, wissen en beperken', `
      De dienst geeft de klant en de betrokkenen middelen om persoonsgegevens te wijzigen, te wissen en de verwerking
      ervan te beperken. Waar een middel tekortschiet, voert de aanbieder het verzoek op aanvraag uit.
    `),
    clause('G1.3', 'Welke gegevens en van wie', `
      Het gaat om gegevens van medewerkers, beheerders en gasten van de klant. De soorten gegevens zijn:
      accountgegevens zoals naam, e-mailadres, rol en team, aanmeldgegevens, boekingen en check-ins, keuzes over
      zichtbaarheid, akkoorden en het logboek van handelingen. Sensoren leveren gegevens over plekken en ruimten, niet
      over wie daar is. Voor bijzondere persoonsgegevens is de dienst niet bedoeld.

      Bijlage 1 somt de gegevens volledig op, met doel en bewaartermijn, en volgt uit het register van de draaiende
      dienst. De aanbieder gebruikt de gegevens voor geen ander doel dan is afgesproken.
    `),
    clause('G1.4', 'De opdracht van de klant', `
      De aanbieder verwerkt persoonsgegevens alleen op schriftelijke opdracht van de klant. Deze overeenkomst, de
      instellingen die de klant kiest en latere schriftelijke aanwijzingen zijn samen die opdracht. Zij worden met
      datum vastgelegd en bevestigd.

      Verplicht de wet de aanbieder tot een andere verwerking, dan meldt de aanbieder dat vooraf aan de klant, tenzij
      diezelfde wet dat om gewichtige redenen van algemeen belang verbiedt.
    `),
    clause('G1.5', 'Van wie de gegevens zijn', `
      De gegevens blijven van de klant of van de betrokkene. De aanbieder krijgt er geen rechten op. De klant kan de
      gegevens op elk moment volledig ophalen in een open formaat, en de betrokkene kan dat met de eigen gegevens.
    `),
    clause('G2.1', 'Naleving van de wet', `
      Beide partijen houden zich aan de AVG en de andere regels over persoonsgegevens. Grenzen die uit de wet of uit
      deze overeenkomst volgen, kunnen in de dienst strenger worden ingesteld, maar niet ruimer.
    `),
    clause('G2.2', 'Opgave van maatregelen', `
      Op eerste verzoek laat de aanbieder de klant weten welke maatregelen op dat moment gelden om deze overeenkomst
      na te komen. De aanbieder stelt alle informatie beschikbaar die nodig is om de naleving aan te tonen. Een
      verzoek kan naar {operatorPrivacyContact}.
    `),
    clause('G2.3', 'Iedereen onder gezag van de aanbieder', `
      De plichten van de aanbieder gelden ook voor ieder die onder diens gezag werkt. Wie toegang krijgt tot
      persoonsgegevens, heeft eerst voor geheimhouding getekend. Zonder die handtekening is er geen toegang.
    `),
    clause('G2.4', 'Een opdracht die tegen de wet ingaat', `
      Vindt de aanbieder dat een opdracht in strijd is met de AVG of andere regels over persoonsgegevens, dan meldt de
      aanbieder dat meteen aan de klant. De opdracht wordt niet uitgevoerd totdat de klant die heeft aangepast of
      gemotiveerd heeft bevestigd dat zij rechtmatig is.
    `),
    clause('G2.5', 'Hulp bij wettelijke plichten', `
      De aanbieder helpt de klant bij een gegevensbeschermingseffectbeoordeling, bij een voorafgaande raadpleging van
      de toezichthouder en bij de plichten van de artikelen 32 tot en met 36 van de AVG, voor zover het de dienst
      betreft. Redelijke kosten van dit werk mogen in rekening worden gebracht, na opgave vooraf.
    `),
    clause('G3.1', 'Landen van verwerking', `
      Persoonsgegevens worden alleen verwerkt in landen waar de wet die voor de klant geldt dat toestaat. Doorgifte
      naar een land buiten de Europese Economische Ruimte gebeurt alleen in opdracht van de klant en als aan een
      grondslag van hoofdstuk V van de AVG is voldaan en die grondslag is vastgelegd.
    `),
    clause('G3.2', 'Opgave van landen', `
      De klant kan op elk moment zien in welke landen de gegevens worden verwerkt. De aanbieder meldt een wijziging
      voordat zij ingaat.
    `),
    clause('G4.1', 'Alleen voor deze klant', `
      De aanbieder verwerkt de gegevens alleen voor het gebruik van de dienst door deze klant. Zij worden niet
      samengevoegd met gegevens van andere klanten en niet gebruikt voor reclame of verkoop.
    `),
    clause('G4.2', 'Wie waarvoor verantwoordelijk is', `
      De aanbieder is verantwoordelijk voor de verwerking onder deze overeenkomst. Voor andere verwerkingen is de
      aanbieder niet verantwoordelijk. Daaronder vallen het verzamelen van gegevens door de klant zelf, verwerking
      voor doelen die de klant niet heeft gemeld, en verwerking door derden die de klant inschakelt.
    `),
    clause('G4.3', 'Rechtmatige gegevens', `
      De klant staat ervoor in dat de gegevens en het gebruik ervan in de dienst rechtmatig zijn, dat er een grondslag
      voor is, dat betrokkenen goed zijn geïnformeerd en dat rechten van anderen niet worden geschonden. De klant
      bevestigt dit bij het sluiten van deze overeenkomst en telkens als een nieuwe soort gegevens wordt aangezet.
    `),
    clause('G5.1', 'Subverwerkers', `
      De klant geeft de aanbieder algemene toestemming om subverwerkers in te schakelen voor hosting van database en
      webserver en voor dashboards. Bijlage 2 noemt van elk de naam, de rol, de gegevens, het land en de overeenkomst.
      Met elke subverwerker sluit de aanbieder een overeenkomst met dezelfde plichten als deze. Wie niet in bijlage 2
      staat, krijgt geen gegevens.

      De aanbieder meldt een toevoeging of vervanging vooraf en zo vroeg dat de klant bezwaar kan maken. Zolang een
      bezwaar openstaat, krijgt de nieuwe subverwerker geen gegevens van de klant. Vinden partijen geen oplossing, dan
      mag de klant deze overeenkomst en de hoofdovereenkomst opzeggen tegen de dag waarop de wijziging ingaat.
    `),
    clause('G5.2', 'Instaan voor subverwerkers', `
      De aanbieder staat in voor het werk van zijn subverwerkers alsof het eigen werk is.
    `),
    clause('G5.3', 'Derden die de klant inschakelt', `
      Wil de klant dat een derde of een ander systeem gegevens uit de dienst krijgt, dan is daarvoor eerst een
      uitdrukkelijke schriftelijke goedkeuring van beide partijen nodig. Daarin staat om welke gegevens en welk doel
      het gaat en dat de klant voor die derde verantwoordelijk is. Trekt een partij de goedkeuring in, dan stopt de
      verbinding meteen.
    `),
    clause('G6.1', 'Passende beveiliging', `
      De aanbieder neemt passende technische en organisatorische maatregelen tegen verlies, onbevoegde toegang en elke
      andere onrechtmatige verwerking. De maatregelen van G6.2a tot en met G6.2g horen daar in elk geval bij.
    `),
    clause('G6.2a', 'Wachtwoorden en sleutels', `
      Toegang tot persoonsgegevens vraagt een sterk wachtwoord of een persoonlijke, programmeerbare sleutel.
      Medewerkers van de aanbieder gebruiken altijd zo'n sleutel.
    `),
    clause('G6.2b', 'Fysieke toegang', `
      Ruimten waar apparatuur met persoonsgegevens staat, zijn beveiligd tegen onbevoegde toegang. De maatregelen
      worden met datum vastgelegd en herzien.
    `),
    clause('G6.2c', 'Versleuteling', `
      Bestanden met persoonsgegevens, ook exports en back-ups, zijn versleuteld. De sleutels staan apart van de
      gegevens.
    `),
    clause('G6.2d', 'Steekproeven', `
      De aanbieder controleert met steekproeven of het beleid wordt nageleefd en bewaart de uitkomsten.
    `),
    clause('G6.2e', 'Netwerk', `
      Verbindingen over een netwerk zijn beveiligd met versleuteling volgens gangbare standaarden.
    `),
    clause('G6.2f', 'Toegang naar doel', `
      Toegang tot persoonsgegevens is beperkt tot wat nodig is voor een vooraf genoemd doel.
    `),
    clause('G6.2g', 'Nalopen van rechten', `
      De aanbieder loopt geregeld na of gegeven toegangsrechten nog nodig zijn. Wat niet wordt bevestigd, vervalt.
    `),
    clause('G6.3', 'Stand van de techniek', `
      Het niveau van beveiliging past bij de stand van de techniek, de kosten, de aard van de gegevens en het risico
      voor betrokkenen. De aanbieder beoordeelt dit geregeld en past de maatregelen aan wanneer dat nodig is.
    `),
    clause('G6.4', 'Maatregelen van de klant', `
      De klant levert pas persoonsgegevens aan de dienst als de eigen maatregelen op orde zijn, zoals zorgvuldig
      beheer van accounts en rollen.
    `),
    clause('G7.1', 'Een datalek melden', `
      Bij een inbreuk op de beveiliging of een datalek meldt de aanbieder dit aan de klant, zonder onnodige vertraging
      en uiterlijk binnen 48 uur nadat het bij de aanbieder bekend is geworden. De klant beoordeelt of de
      toezichthouder en de betrokkenen moeten worden ingelicht en doet die melding zelf. De aanbieder helpt daarbij.
    `),
    clause('G7.2', 'Inhoud van de melding', `
      De melding bevat het feit zelf, de aard van de inbreuk, de soorten betrokkenen en gegevens, hoeveel mensen en
      gegevens het ongeveer betreft, de waarschijnlijke gevolgen en de maatregelen die zijn genomen of voorgesteld.
      Het aanspreekpunt is {operatorPrivacyContact}.

      Wat nog niet bekend is, staat er als nog niet bekend in en volgt zodra het bekend is.
    `),
    clause('G8', 'Verzoeken van betrokkenen', `
      Een verzoek van een betrokkene over gegevens in de dienst handelt de aanbieder namens de klant af binnen de
      wettelijke termijn. Gaat het verzoek verder dan de dienst, dan stuurt de aanbieder het zonder vertraging door
      aan de klant en mag de aanbieder dat aan de betrokkene laten weten.
    `),
    clause('G9', 'Einde en wissen', `
      Tot het einde van deze overeenkomst kunnen de klant en de betrokkenen hun gegevens ophalen of wissen. Na het
      einde wist de aanbieder alle persoonsgegevens, ook in back-ups, meteen en uiterlijk binnen 14 × 24 uur. Daarna
      krijgt de klant een verklaring van wissing.

      Wat een betrokkene in de app op de eigen telefoon bewaart, valt hier niet onder. De app laat zien wat dat is en
      hoe het te wissen is.
    `),
    clause('G10.1', 'Geheimhouding', `
      De aanbieder houdt alle persoonsgegevens van de klant geheim, ook na het einde van deze overeenkomst.
    `),
    clause('G10.2', 'Wanneer gegevens naar anderen mogen', `
      De aanbieder geeft persoonsgegevens alleen aan anderen met uitdrukkelijke toestemming van de klant, als dat
      nodig is voor de dienst binnen deze overeenkomst, of als de wet het verplicht. Elke verstrekking wordt met haar
      grond vastgelegd. Bij een wettelijke plicht licht de aanbieder de klant vooraf in, als de wet dat toelaat.
    `),
    clause('G11.1', 'Controle door een deskundige', `
      Bij een concreet vermoeden dat deze overeenkomst niet wordt nagekomen, mag de klant dat laten controleren door
      een onafhankelijke deskundige die tot geheimhouding is verplicht. De bevoegdheden van de toezichthouder blijven
      gelden.
    `),
    clause('G11.2', 'Aankondiging van de controle', `
      De klant kondigt een controle ten minste tien werkdagen van tevoren aan bij {operatorContact}, met het vermoeden
      waarop zij berust. De controle verstoort het werk van de aanbieder en de dienst niet onnodig. Werkdagen worden
      geteld volgens de Nederlandse kalender.
    `),
    clause('G11.3', 'Medewerking aan de controle', `
      De aanbieder werkt mee en stelt alles beschikbaar wat voor de controle van belang is, zoals logboeken,
      ondersteunende gegevens en medewerkers.
    `),
    clause('G11.4', 'Bevindingen', `
      Partijen beoordelen de bevindingen samen. Wat daaruit volgt, wordt door een van hen of door beide uitgevoerd.
    `),
    clause('G11.5', 'Kosten van de controle', `
      De kosten van de controle zijn voor de klant.
    `),
    clause('G12', 'Aansprakelijkheid', `
      Voor aansprakelijkheid tussen partijen geldt wat in de algemene voorwaarden van de aanbieder staat, in de versie
      die bij de hoofdovereenkomst hoort. De rechten van betrokkenen op grond van artikel 82 van de AVG blijven
      onverkort bestaan.
    `),
    clause('G13.1', 'Hoe deze overeenkomst tot stand komt', `
      Deze overeenkomst komt tot stand op een van twee manieren: (a) door een ondubbelzinnig akkoord bij het eerste
      gebruik, van de klant voor de organisatie of van een betrokkene voor het eigen deel, of (b) door de handtekening
      van beide partijen, en dan geldt zij vanaf de datum van de laatste handtekening. Vastgelegd wordt wie akkoord
      ging, wanneer, met welke versie en met welke exacte tekst.

      Zolang er geen overeenkomst geldt, worden geen persoonsgegevens en geen gegevens van sensoren verwerkt, behalve
      de gegevens van de beheerder die haar sluit en die daarvoor nodig zijn. Komt er geen overeenkomst, dan worden
      die na 30 dagen gewist.
    `),
    clause('G13.2', 'Duur', `
      Deze overeenkomst duurt zolang de hoofdovereenkomst duurt of de klant de dienst gebruikt. Bepalingen over
      geheimhouding, wissen en aansprakelijkheid blijven daarna gelden voor zover zij daarvoor zijn bedoeld.
    `),
    clause('G14.1', 'Toepasselijk recht', `
      Op deze overeenkomst is Nederlands recht van toepassing.
    `),
    clause('G14.2', 'Als een bepaling wegvalt', `
      Verklaart een rechter een bepaling ongeldig, dan vervalt alleen die bepaling en blijft de rest gelden. Partijen
      maken dan een nieuwe bepaling die zo dicht mogelijk bij de bedoeling van de oude blijft.
    `),
    clause('G14.3', 'Voorrang', `
      Deze overeenkomst gaat voor op de algemene voorwaarden en op andere afspraken tussen partijen over
      persoonsgegevens. Verschillen de Nederlandse en de Engelse tekst, dan geldt de Nederlandse.
    `),
    clause('G14.4', 'Bevoegde rechter', `
      Geschillen over deze overeenkomst worden voorgelegd aan de bevoegde rechter van de vestigingsplaats van de
      aanbieder, {operatorSeat}.
    `),
  ],
}
