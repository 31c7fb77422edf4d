export const qr = {
  title: 'Jouw plek',
  checkIn: 'Inchecken op {{name}}',
  book: 'Boek en check in',
  bookText: 'Tot de volgende boeking of tot sluitingstijd. Ga je eerder, geef dan vrij.',
  yours: 'Je hebt {{name}} geboekt, {{range}}.',
  here: 'Je zit op {{name}}, tot {{time}}.',
  taken: '{{name}} is nu van iemand anders.',
  takenUntil: '{{name}} is tot {{time}} van iemand anders.',
  onMap: 'Bekijk op de kaart',
  otherPlace: 'Zoek een andere plek',
  unknownTitle: 'Deze code kennen we niet',
  unknownText: 'De sticker is oud of van een andere organisatie. Op de kaart staat elke plek.',
} as const
