import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Passkeys, second factors, links and step-up. */
export const signInRefusals = {
  second_factor_needed: entry(
    401,
    { nl: 'Nog één stap', en: 'One more step' },
    { nl: 'Vul de code uit je authenticator-app in, of gebruik een passkey.', en: 'Enter the code of your authenticator app, or use a passkey.' },
  ),
  code_wrong: entry(
    401,
    { nl: 'Deze code klopt niet', en: 'This code is not right' },
    { nl: 'Gebruik de code die je app nu toont. Elke code werkt één keer.', en: 'Use the code that your app shows now. Each code works once.' },
  ),
  step_expired: entry(
    401,
    { nl: 'Dit duurde te lang', en: 'This took too long' },
    { nl: 'Begin opnieuw met inloggen.', en: 'Start signing in again.' },
  ),
  passkey_refused: entry(
    401,
    { nl: 'Deze passkey werd niet aangenomen', en: 'This passkey was not accepted' },
    {
      nl: 'Misschien is hij ingetrokken of hoort hij bij een andere site. Log op een andere manier in.',
      en: 'It may have been revoked, or belong to another site. Sign in another way.',
    },
  ),
  passkey_not_hardware: entry(
    422,
    { nl: 'Deze sleutel is geen hardwaresleutel', en: 'This key is no hardware key' },
    {
      nl: 'Je organisatie vraagt een beveiligingssleutel waarvan de sleutel het apparaat niet kan verlaten.',
      en: 'Your organisation asks for a security key whose key cannot leave the device.',
    },
  ),
  passkey_known: entry(
    409,
    { nl: 'Deze passkey is er al', en: 'This passkey is already there' },
    { nl: 'Dit apparaat staat al in je lijst.', en: 'This device is already in your list.' },
  ),
  last_way_in: entry(
    409,
    { nl: 'Zo kom je niet meer binnen', en: 'You could no longer come in' },
    { nl: 'Voeg eerst een andere manier van inloggen toe.', en: 'Add another way of signing in first.' },
  ),
  second_factor_required: entry(
    403,
    { nl: 'Beveilig eerst je account', en: 'Secure your account first' },
    {
      nl: 'In je organisatie is een wachtwoord alleen niet genoeg. Voeg een passkey of authenticator-app toe.',
      en: 'In your organisation a password alone is not enough. Add a passkey or an authenticator app.',
    },
  ),
  step_up_needed: entry(
    403,
    { nl: 'Laat even zien dat jij het bent', en: 'Show that it is you' },
    {
      nl: 'Dit is een ingrijpende handeling. Bevestig met je passkey, code of wachtwoord en ga dan verder.',
      en: 'This is a far-reaching act. Confirm with your passkey, code or password, then go on.',
    },
  ),
  sso_required: entry(
    403,
    { nl: 'Log in via je organisatie', en: 'Sign in through your organisation' },
    { nl: 'Je organisatie laat alleen inloggen via haar eigen aanmelddienst toe.', en: 'Your organisation only allows signing in through its own identity provider.' },
  ),
  network_invalid: entry(
    422,
    { nl: 'Dit is geen netwerk', en: 'This is no network' },
    { nl: 'Schrijf een netwerk als 192.0.2.0/24 of 2001:db8::/32.', en: 'Write a network like 192.0.2.0/24 or 2001:db8::/32.' },
  ),
  access_ended: entry(
    403,
    { nl: 'Je toegang is afgelopen', en: 'Your access has ended' },
    { nl: 'Vraag je organisatie als dat niet klopt.', en: 'Ask your organisation if that is not right.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
