/** Geheimhoudingsverklaring van wie voor de beheerder werkt (G2.3, G10.1). */
export const dutch = {
  title: 'Geheimhoudingsverklaring',
  paragraphs: [
    'Ik werk voor de beheerder van deze dienst. De gegevens in de dienst zijn van de klanten en van de mensen over wie ze gaan. De beheerder verwerkt ze alleen in opdracht van die klanten.',
    'Ik houd geheim wat ik over klanten en over personen te weten kom. Dat geldt ook nadat ik hier ben weggegaan, en ook tegenover collega’s die het voor hun werk niet nodig hebben.',
    'Ik kijk alleen naar gegevens van een klant binnen een bezoek dat de klant heeft toegestaan, of dat noodzakelijk is voor de dienst en waarvoor een tweede collega heeft getekend. Ik kijk naar niet meer dan de reden van het bezoek vraagt.',
    'Ik weet dat elk bezoek en alles wat ik daarin bekijk wordt vastgelegd, en dat de klant en de personen om wie het gaat dat zien, met de reden en het nummer van de melding.',
    'Ik neem geen gegevens mee: geen kopieën, geen schermafdrukken, geen aantekeningen met namen buiten de melding zelf. Wat ik voor een melding noteer, verwijder ik zodra die is afgehandeld.',
    'Ik geef niets door aan anderen, tenzij de klant daar uitdrukkelijk toestemming voor geeft of de wet mij daartoe verplicht. In dat laatste geval overleg ik eerst met mijn leidinggevende.',
    'Mijn sleutels zijn van mij alleen. Ik leen ze niet uit, en ik meld het meteen als ik er een kwijt ben of als er iets mis lijkt met mijn toegang.',
    'Merk ik dat gegevens zijn gelekt, verloren of ingezien door wie dat niet mocht, of denk ik dat een opdracht van een klant tegen de wet ingaat, dan meld ik dat meteen aan mijn leidinggevende. Ik wacht niet tot ik het zeker weet.',
    'Ik teken dit met mijn eigen sleutel. Zonder getekende verklaring heb ik geen toegang. Ik teken opnieuw als deze tekst verandert, en in elk geval elk jaar.',
  ],
}
