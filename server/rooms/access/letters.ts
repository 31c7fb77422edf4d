import type { Language } from '#contract/values.ts'
import type { Letter } from '#kernel/mail/index.ts'

/** What people are told about their way in, and when (ASVS 5.0 6.3.5, 6.3.7). `{name}` is filled in. */
const words = {
  invitation: {
    subject: { nl: 'Je toegang tot Vrijplek van {organisation}', en: 'Your access to Vrijplek of {organisation}' },
    paragraphs: {
      nl: ['{organisation} heeft je uitgenodigd voor Vrijplek: plekken vinden, boeken en inchecken.', 'De link werkt één keer, tot {until}.'],
      en: ['{organisation} invited you to Vrijplek: find places, book them and check in.', 'The link works once, until {until}.'],
    },
    button: { nl: 'Uitnodiging aannemen', en: 'Take up the invitation' },
  },
  recovery: {
    subject: { nl: 'Weer inloggen bij Vrijplek van {organisation}', en: 'Sign in to Vrijplek of {organisation} again' },
    paragraphs: {
      nl: [
        'Er is gevraagd om een link waarmee je opnieuw kunt inloggen. De link werkt één keer, en dertig minuten lang.',
        'Was jij dit niet? Dan hoef je niets te doen: zonder de link verandert er niets.',
      ],
      en: [
        'Somebody asked for a link with which you can sign in again. The link works once, and for thirty minutes.',
        'Was it not you? Then you need do nothing: without the link nothing changes.',
      ],
    },
    button: { nl: 'Opnieuw inloggen', en: 'Sign in again' },
  },
  passkey_added: {
    subject: { nl: 'Er is een passkey toegevoegd', en: 'A passkey was added' },
    paragraphs: {
      nl: ['Aan je account bij {organisation} is een passkey of beveiligingssleutel toegevoegd.'],
      en: ['A passkey or security key was added to your account at {organisation}.'],
    },
  },
  passkey_revoked: {
    subject: { nl: 'Er is een passkey ingetrokken', en: 'A passkey was revoked' },
    paragraphs: {
      nl: ['Een passkey van je account bij {organisation} is ingetrokken. Hij werkt nergens meer.'],
      en: ['A passkey of your account at {organisation} was revoked. It works nowhere any more.'],
    },
  },
  passkey_cloned: {
    subject: { nl: 'Een passkey is uitgezet: er lijkt een kopie van te zijn', en: 'A passkey was switched off: there seems to be a copy of it' },
    paragraphs: {
      nl: ['Met een passkey van je account bij {organisation} is geprobeerd in te loggen op een manier die alleen met een kopie kan. De passkey is uitgezet.'],
      en: ['Somebody tried to sign in to your account at {organisation} with a passkey in a way that only a copy can. The passkey was switched off.'],
    },
  },
  totp_added: {
    subject: { nl: 'Er is een authenticator-app toegevoegd', en: 'An authenticator app was added' },
    paragraphs: {
      nl: ['Aan je account bij {organisation} is een authenticator-app gekoppeld.'],
      en: ['An authenticator app was linked with your account at {organisation}.'],
    },
  },
  totp_removed: {
    subject: { nl: 'Je authenticator-app is losgekoppeld', en: 'Your authenticator app was unlinked' },
    paragraphs: {
      nl: ['De authenticator-app van je account bij {organisation} is losgekoppeld, met de herstelcodes.'],
      en: ['The authenticator app of your account at {organisation} was unlinked, with its recovery codes.'],
    },
  },
  recovery_codes_renewed: {
    subject: { nl: 'Je hebt nieuwe herstelcodes', en: 'You have new recovery codes' },
    paragraphs: {
      nl: ['Voor je account bij {organisation} zijn nieuwe herstelcodes gemaakt. De oude werken niet meer.'],
      en: ['New recovery codes were made for your account at {organisation}. The old ones stopped working.'],
    },
  },
  recovery_code_used: {
    subject: { nl: 'Er is ingelogd met een herstelcode', en: 'A recovery code was used to sign in' },
    paragraphs: {
      nl: ['Op je account bij {organisation} is ingelogd met een herstelcode. Die code werkt nu niet meer.'],
      en: ['Somebody signed in to your account at {organisation} with a recovery code. That code stopped working.'],
    },
  },
  password_changed: {
    subject: { nl: 'Je wachtwoord is gewijzigd', en: 'Your password was changed' },
    paragraphs: {
      nl: ['Het wachtwoord van je account bij {organisation} is gewijzigd. Op andere apparaten ben je uitgelogd.'],
      en: ['The password of your account at {organisation} was changed. You were signed out on other devices.'],
    },
  },
  account_recovered: {
    subject: { nl: 'Er is ingelogd met een link uit je e-mail', en: 'A link from your e-mail was used to sign in' },
    paragraphs: {
      nl: ['Met een link is je account bij {organisation} opnieuw geopend. Op andere apparaten ben je uitgelogd.'],
      en: ['Your account at {organisation} was opened again with a link. You were signed out on other devices.'],
    },
  },
  sign_in_reset: {
    subject: { nl: 'Je beheerder heeft je inloggen opnieuw ingesteld', en: 'Your manager reset how you sign in' },
    paragraphs: {
      nl: ['Wachtwoord, passkeys en authenticator-app van je account bij {organisation} zijn weggehaald. Met deze link stel je ze opnieuw in, tot {until}.'],
      en: ['Password, passkeys and authenticator app of your account at {organisation} were taken away. With this link you set them up again, until {until}.'],
    },
    button: { nl: 'Opnieuw instellen', en: 'Set up again' },
  },
  new_device: {
    subject: { nl: 'Ingelogd op een ander apparaat', en: 'Signed in on another device' },
    paragraphs: {
      nl: ['Op je account bij {organisation} is ingelogd op een apparaat dat we niet van je kennen: {device}.'],
      en: ['Somebody signed in to your account at {organisation} on a device that we do not know of you: {device}.'],
    },
  },
  attempts: {
    subject: { nl: 'Iemand probeert op je account in te loggen', en: 'Somebody tries to sign in to your account' },
    paragraphs: {
      nl: ['Voor je account bij {organisation} is het goede wachtwoord ingevuld, maar de code daarna klopte vijf keer niet. Kies een ander wachtwoord.'],
      en: ['For your account at {organisation} the right password was entered, but the code after it was wrong five times. Choose another password.'],
    },
  },
  email_changed: {
    subject: { nl: 'Je e-mailadres bij Vrijplek is gewijzigd', en: 'Your e-mail address at Vrijplek was changed' },
    paragraphs: {
      nl: ['Voor je account bij {organisation} staat nu een ander e-mailadres. Dit bericht gaat naar het oude.'],
      en: ['Your account at {organisation} now has another e-mail address. This message goes to the old one.'],
    },
  },
} as const

export type LetterKind = keyof typeof words
export type Told = Readonly<Record<string, string>>

const notMe = {
  nl: 'Was jij dit niet? Meld je meteen bij je beheerder.',
  en: 'Was it not you? Tell your manager at once.',
} as const
const asked: ReadonlySet<LetterKind> = new Set(['invitation', 'recovery', 'sign_in_reset'])

const filled = (text: string, told: Told): string => text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => told[name] ?? '')

/** @param url where the button leads; only letters with a button have one */
export const letterOf = (kind: LetterKind, language: Language, told: Told, url?: string): Letter => {
  const entry = words[kind]
  return {
    language,
    subject: filled(entry.subject[language], told),
    paragraphs: [...entry.paragraphs[language].map((text) => filled(text, told)), ...(asked.has(kind) ? [] : [notMe[language]])],
    ...('button' in entry && url !== undefined ? { button: { label: entry.button[language], url } } : {}),
  }
}
