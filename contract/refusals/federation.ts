import { entry } from './entry.ts'
import type { CatalogueEntry } from './entry.ts'

/** Single sign-on: domains and identity providers. */
export const federationRefusals = {
  domain_taken: entry(
    409,
    { nl: 'Dit domein hoort al bij een organisatie', en: 'This domain already belongs to an organisation' },
    { nl: 'Neem contact op met de beheerder van deze dienst als dat niet klopt.', en: 'Contact the operator of this service if that is not right.' },
  ),
  domain_claimed: entry(
    409,
    { nl: 'Dit domein staat al in je lijst', en: 'This domain is in your list already' },
    { nl: 'Plaats het DNS-record dat erbij staat, of controleer het opnieuw.', en: 'Place the DNS record shown with it, or check it again.' },
  ),
  domain_not_proven: entry(
    409,
    { nl: 'Dit domein is nog niet bewezen', en: 'This domain is not proven yet' },
    { nl: 'Plaats eerst het DNS-record en laat het controleren.', en: 'Place the DNS record first and have it checked.' },
  ),
  provider_unreachable: entry(
    422,
    { nl: 'De aanmelddienst is niet te bereiken', en: 'The identity provider cannot be reached' },
    {
      nl: 'Er kwam geen bruikbaar antwoord van {host}: {reason}. Controleer het adres; het moet met https beginnen en openbaar bereikbaar zijn.',
      en: 'No usable answer came from {host}: {reason}. Check the address; it must begin with https and be reachable publicly.',
    },
  ),
  provider_unsuitable: entry(
    422,
    { nl: 'Deze aanmelddienst past niet', en: 'This identity provider does not fit' },
    { nl: 'Wat de dienst over zichzelf zegt is niet te gebruiken: {reason}.', en: 'What it says of itself cannot be used: {reason}.' },
  ),
  sso_not_ready: entry(
    409,
    { nl: 'Nog niet klaar om te verplichten', en: 'Not ready to be required' },
    {
      nl: 'Probeer eerst een aanmelddienst die aan staat, en wijs een noodaccount met een passkey aan.',
      en: 'First try a provider that is switched on, and name a break-glass account with a passkey.',
    },
  ),
  sso_still_required: entry(
    409,
    { nl: 'Inloggen via de aanmelddienst is verplicht', en: 'Signing in through the provider is required' },
    { nl: 'Hef eerst de verplichting op: anders komt er niemand meer binnen.', en: 'Lift that first: nobody could come in otherwise.' },
  ),
  break_glass_needs_passkey: entry(
    422,
    { nl: 'Dit account heeft geen passkey', en: 'This account has no passkey' },
    { nl: 'Een noodaccount moet een passkey of beveiligingssleutel hebben. Laat die eerst toevoegen.', en: 'A break-glass account needs a passkey or security key. Have one added first.' },
  ),
  logout_token_invalid: entry(
    400,
    { nl: 'Ongeldige afmelding', en: 'Invalid logout token' },
    { nl: 'Deze afmelding is niet van de aanmelddienst, verlopen of al gebruikt.', en: 'This token is not of the provider, has expired or was used.' },
  ),
  sso_refused: entry(
    401,
    { nl: 'Inloggen via je organisatie lukte niet', en: 'Signing in through your organisation did not work' },
    {
      nl: 'Het antwoord van de aanmelddienst klopte niet, was verlopen of hoorde bij een andere browser. Begin opnieuw met inloggen.',
      en: 'The answer of the identity provider was not right, had expired or belonged to another browser. Start signing in again.',
    },
  ),
  sso_unreachable: entry(
    503,
    { nl: 'De aanmelddienst van je organisatie antwoordt niet', en: 'Your organisation’s identity provider does not answer' },
    { nl: 'Probeer het over een paar minuten opnieuw. Blijft het zo, vraag dan je beheerder ernaar.', en: 'Try again in a few minutes. If it stays like this, ask your manager about it.' },
  ),
  sso_unknown_person: entry(
    403,
    { nl: 'Je hebt hier geen account', en: 'You have no account here' },
    { nl: 'De aanmelddienst kent je, maar hier is geen account voor je. Vraag je beheerder om een uitnodiging.', en: 'The identity provider knows you, but there is no account for you here. Ask your manager for an invitation.' },
  ),
  sso_email_unusable: entry(
    403,
    { nl: 'Je adres kan niet worden gebruikt', en: 'Your address cannot be used' },
    {
      nl: 'De aanmelddienst gaf geen bevestigd e-mailadres in een bewezen domein van je organisatie. Vraag je beheerder ernaar.',
      en: 'The identity provider gave no verified e-mail address in a proven domain of your organisation. Ask your manager about it.',
    },
  ),
  sso_off: entry(
    403,
    { nl: 'Deze aanmelddienst staat uit', en: 'This identity provider is off' },
    { nl: 'Hij is uitgezet, verwijderd of niet meer goedgekeurd. Log anders in of vraag je beheerder ernaar.', en: 'It was switched off, removed or is no longer approved. Sign in another way or ask your manager.' },
  ),
} as const satisfies Record<string, CatalogueEntry>
