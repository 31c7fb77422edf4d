/** What a link in a message or from a manager opens. */
export const link = {
  invitation: 'Welkom bij {{organisation}}',
  invitationLead: 'Je bent uitgenodigd. Kies hoe je voortaan inlogt.',
  recovery: 'Kom weer binnen',
  recoveryLead: 'Kies een nieuwe manier om in te loggen bij {{organisation}}. Op je andere apparaten word je uitgelogd.',
  passkey: 'Maak een passkey',
  passkeyText: 'Aanbevolen: inloggen met je vinger, je gezicht of je sleutel. Er is niets te onthouden en niets te stelen.',
  hardware: 'Gebruik je beveiligingssleutel',
  hardwareText: 'Je organisatie vraagt een sleutel waarvan het geheim het apparaat niet kan verlaten.',
  password: 'Liever een wachtwoord',
  passwordThen: 'In je organisatie is een wachtwoord alleen niet genoeg. Hierna voeg je een authenticator-app of passkey toe.',
  savePassword: 'Bewaar en log in',
  code: 'Code uit je authenticator-app, of een herstelcode',
  codeWhy: 'Dit account heeft een tweede stap. Een link in je mail alleen is daarom niet genoeg.',
  again: 'Vraag een nieuwe link',
  looking: 'De link wordt gelezen',
} as const
