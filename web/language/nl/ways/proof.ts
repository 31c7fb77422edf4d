/** Once more who one is, before a dangerous act. */
export const proof = {
  title: 'Laat even zien dat jij het bent',
  text: 'Dit is een ingrijpende handeling. Hierna gaat zij vanzelf door, en tien minuten lang vragen we het niet opnieuw.',
  passkey: 'Bevestig met passkey',
  withPassword: 'Met je wachtwoord',
  code: 'Code uit je app, of een herstelcode',
  confirm: 'Bevestig',
  provider: 'Bevestig via je organisatie',
  providerText: 'Je gaat naar de aanmelddienst van je organisatie en komt hier terug. Doe de handeling daarna opnieuw.',
  none: 'Hier kan dat niet',
  noneText: 'Met dit account kun je het alleen laten zien door opnieuw in te loggen. Log uit, log in, en doe het dan meteen.',
} as const
