export const offline = {
  title: 'Geen verbinding',
  lastSeen: 'Geen verbinding. Dit is van {{time}}, daarna kan er iets veranderd zijn.',
  nothingKept: 'Geen verbinding, en dit scherm staat niet op dit apparaat. Zodra er verbinding is, staat het hier.',
  needsConnection: 'Hiervoor is verbinding nodig. Er is niets veranderd. Probeer het zo opnieuw.',
  waits: 'Nog niet verstuurd. Zodra er verbinding is, gaat dit vanzelf: {{what}}.',
  waiting_one: '{{count}} actie wacht op verbinding.',
  waiting_other: '{{count}} acties wachten op verbinding.',
  sent: 'Alsnog verstuurd: {{what}}.',
  refused: 'Dit lukte alsnog niet: {{what}}. {{why}}',
  theCheckIn: 'inchecken op {{place}}',
  theRelease: '{{place}} vrijgeven',
  theDeparture: 'vertrekken van {{place}}',
} as const
