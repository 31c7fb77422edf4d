import { z } from 'zod'
import { assuranceRefusals } from './refusals/assurance.ts'
import { entry } from './refusals/entry.ts'
import type { CatalogueEntry } from './refusals/entry.ts'
import { federationRefusals } from './refusals/federation.ts'
import { integrationRefusals } from './refusals/integrations.ts'
import { operatorRefusals } from './refusals/operator.ts'
import { protectionRefusals } from './refusals/protection.ts'
import { provisioningRefusals } from './refusals/provisioning.ts'
import { rightsRefusals } from './refusals/rights.ts'
import { signInRefusals } from './refusals/sign-in.ts'

/**
 * Every refusal the service knows. `{name}` in a detail is filled in by the refusal. Problems go out as RFC 9457 `application/problem+json`.
 */
export const errorCatalogue = {
  ...signInRefusals,
  ...rightsRefusals,
  ...integrationRefusals,
  ...federationRefusals,
  ...provisioningRefusals,
  ...operatorRefusals,
  ...protectionRefusals,
  ...assuranceRefusals,
  invalid_input: entry(
    400,
    { nl: 'De invoer klopt niet', en: 'The input is not valid' },
    { nl: 'Kijk naar de genoemde velden en verstuur het opnieuw.', en: 'Look at the fields named and send it again.' },
  ),
  period_invalid: entry(
    400,
    { nl: 'De periode klopt niet', en: 'The period is not valid' },
    {
      nl: 'Het einde moet na het begin liggen, en een boeking duurt minstens 5 minuten en hoogstens 24 uur.',
      en: 'The end must lie after the start, and a booking lasts at least 5 minutes and at most 24 hours.',
    },
  ),
  not_signed_in: entry(
    401,
    { nl: 'Je bent niet ingelogd', en: 'You are not signed in' },
    { nl: 'Log in en probeer het opnieuw.', en: 'Sign in and try again.' },
  ),
  sign_in_failed: entry(
    401,
    { nl: 'Inloggen lukte niet', en: 'Signing in did not work' },
    {
      nl: 'Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide, of vraag je beheerder om een nieuwe link.',
      en: 'This e-mail address and password do not belong together. Check both, or ask your manager for a new link.',
    },
  ),
  source_token_invalid: entry(
    401,
    { nl: 'Onbekende bron', en: 'Unknown source' },
    {
      nl: 'De token van deze bron klopt niet of is ingetrokken. Maak in het beheer een nieuwe aan.',
      en: 'The token of this source is wrong or was revoked. Create a new one in the control centre.',
    },
  ),
  not_allowed: entry(
    403,
    { nl: 'Dat mag je hier niet', en: 'You may not do that here' },
    {
      nl: 'Je rol geeft dit recht niet. Vraag het aan een beheerder van je organisatie.',
      en: 'Your role does not give this right. Ask a manager of your organisation.',
    },
  ),
  foreign_origin: entry(
    403,
    { nl: 'Verzoek van een andere site', en: 'Request from another site' },
    {
      nl: 'Dit verzoek kwam niet van deze site en is daarom geweigerd.',
      en: 'This request did not come from this site and was refused for that reason.',
    },
  ),
  agreement_not_in_force: entry(
    403,
    { nl: 'De overeenkomst is nog niet van kracht', en: 'The agreement is not in force yet' },
    {
      nl: 'Voor je organisatie is nog geen verwerkersovereenkomst van kracht, en zonder die overeenkomst verwerken we niets. Een organisatiebeheerder kan haar na het inloggen lezen en aanvaarden.',
      en: 'No processing agreement is in force for your organisation yet, and without it we process nothing. An organisation manager can read and accept it after signing in.',
    },
  ),
  privacy_notice_not_accepted: entry(
    403,
    { nl: 'Eerst lezen en kiezen', en: 'Read and choose first' },
    {
      nl: 'Je hebt nog niet ingestemd met wat we van je bewaren. Lees het en stem in, of vertrek.',
      en: 'You have not agreed yet to what we keep about you. Read it and agree, or leave.',
    },
  ),
  sign_up_closed: entry(
    403,
    { nl: 'Aanmelden staat uit', en: 'Sign-up is closed' },
    {
      nl: 'Op deze installatie maakt de beheerder van de dienst nieuwe organisaties aan. Neem contact op: {contact}.',
      en: 'On this instance the operator creates new organisations. Get in touch: {contact}.',
    },
  ),
  not_found: entry(
    404,
    { nl: 'Niet gevonden', en: 'Not found' },
    { nl: 'Dit bestaat niet, of niet voor jou.', en: 'This does not exist, or not for you.' },
  ),
  workspace_taken: entry(
    409,
    { nl: 'Net bezet', en: 'Just taken' },
    {
      nl: '{workspace} is in deze tijd al geboekt. Kies een van de plekken die nog vrij zijn, of een andere tijd.',
      en: '{workspace} is already booked in this period. Choose one of the places still free, or another time.',
    },
  ),
  person_already_booked: entry(
    409,
    { nl: 'Je hebt dan al een bureau', en: 'You already have a desk then' },
    {
      nl: 'Je hebt in deze tijd al een bureau geboekt. Wijzig of annuleer die boeking eerst.',
      en: 'You already booked a desk in this period. Change or cancel that booking first.',
    },
  ),
  booking_over: entry(
    409,
    { nl: 'De boeking is voorbij', en: 'The booking is over' },
    {
      nl: 'Deze boeking is geëindigd, geannuleerd of vrijgegeven en kan niet meer wijzigen.',
      en: 'This booking has ended, was cancelled or released, and can no longer change.',
    },
  ),
  nothing_to_check_in: entry(
    409,
    { nl: 'Niets om in te checken', en: 'Nothing to check in' },
    { nl: 'Er is nu geen boeking voor deze ruimte.', en: 'There is no booking for this room now.' },
  ),
  idempotency_key_reused: entry(
    409,
    { nl: 'Sleutel al gebruikt', en: 'Key already used' },
    {
      nl: 'Deze Idempotency-Key hoort bij een ander verzoek. Gebruik een nieuwe.',
      en: 'This Idempotency-Key belongs to another request. Use a new one.',
    },
  ),
  already_opted_in: entry(
    409,
    { nl: 'Je doet al mee', en: 'You already take part' },
    {
      nl: 'Je hebt al ingestemd. Vraag je organisatie om je account te wissen.',
      en: 'You have already agreed. Ask your organisation to erase your account.',
    },
  ),
  agreement_already_in_force: entry(
    409,
    { nl: 'De overeenkomst is al van kracht', en: 'The agreement is already in force' },
    { nl: 'Er hoeft niets meer te gebeuren.', en: 'Nothing more has to be done.' },
  ),
  document_changed: entry(
    409,
    { nl: 'De tekst is veranderd', en: 'The text has changed' },
    {
      nl: 'De tekst die je las is niet meer de geldende. Lees de nieuwe versie en kies opnieuw.',
      en: 'The text you read is no longer the current one. Read the new version and choose again.',
    },
  ),
  name_taken: entry(
    409,
    { nl: 'Deze naam bestaat al', en: 'This name is taken' },
    { nl: 'Kies een andere naam.', en: 'Choose another name.' },
  ),
  code_taken: entry(
    409,
    { nl: 'Deze code bestaat al', en: 'This code is taken' },
    {
      nl: 'Binnen een locatie heeft elke plek een eigen code. {code} is al in gebruik.',
      en: 'Within a location every workspace has its own code. {code} is in use already.',
    },
  ),
  email_taken: entry(
    409,
    { nl: 'Dit adres hoort al bij een account', en: 'This address has an account already' },
    {
      nl: 'In je organisatie bestaat al een account met dit e-mailadres.',
      en: 'Your organisation already has an account with this e-mail address.',
    },
  ),
  device_exists: entry(
    409,
    { nl: 'Dit apparaat bestaat al', en: 'This device exists already' },
    { nl: 'Een apparaat met deze DevEUI is al aangemeld.', en: 'A device with this DevEUI was added before.' },
  ),
  link_overlaps: entry(
    409,
    { nl: 'Koppeling overlapt', en: 'The link overlaps' },
    {
      nl: 'Vanaf dat moment is dit apparaat al aan een andere plek gekoppeld. Kies een later moment.',
      en: 'From that moment this device is linked elsewhere already. Choose a later moment.',
    },
  ),
  still_in_use: entry(
    409,
    { nl: 'Nog in gebruik', en: 'Still in use' },
    {
      nl: 'Dit kan pas weg als er niets meer aan vastzit.',
      en: 'This can only go once nothing depends on it.',
    },
  ),
  last_organisation_manager: entry(
    409,
    { nl: 'De laatste organisatiebeheerder', en: 'The last organisation manager' },
    {
      nl: 'Geef eerst iemand anders de rol organisatiebeheerder.',
      en: 'Give somebody else the role of organisation manager first.',
    },
  ),
  organisation_choice_needed: entry(
    409,
    { nl: 'Welke organisatie?', en: 'Which organisation?' },
    {
      nl: 'Dit account hoort bij meer dan één organisatie. Kies er een.',
      en: 'This account belongs to more than one organisation. Choose one.',
    },
  ),
  decoder_not_tried: entry(
    409,
    { nl: 'Nog niet beproefd', en: 'Not tried yet' },
    {
      nl: 'Probeer de decoder eerst met voorbeeldbytes. Pas na een geslaagde proef kan hij live.',
      en: 'Try the decoder on example bytes first. It can go live only after a trial that went well.',
    },
  ),
  invitation_invalid: entry(
    410,
    { nl: 'De link werkt niet meer', en: 'The link no longer works' },
    {
      nl: 'Deze uitnodiging is gebruikt, vervangen of verlopen. Vraag je beheerder om een nieuwe.',
      en: 'This invitation was used, replaced or has expired. Ask your manager for a new one.',
    },
  ),
  pairing_invalid: entry(
    410,
    { nl: 'De koppelcode werkt niet', en: 'The pairing code does not work' },
    {
      nl: 'De code is onjuist of verlopen. Laat het scherm een nieuwe code tonen.',
      en: 'The code is wrong or has expired. Let the display show a new one.',
    },
  ),
  payload_too_large: entry(
    413,
    { nl: 'Te groot', en: 'Too large' },
    { nl: 'Dit verzoek is groter dan hier mag.', en: 'This request is larger than allowed here.' },
  ),
  unsupported_media_type: entry(
    415,
    { nl: 'Verkeerd formaat', en: 'Wrong format' },
    { nl: 'Stuur dit als application/json.', en: 'Send this as application/json.' },
  ),
  uplink_malformed: entry(
    422,
    { nl: 'Geen leesbare uplink', en: 'Not a readable uplink' },
    { nl: 'Dit bericht heeft niet de vorm die deze bron stuurt: {reason}.', en: 'This message does not have the form this source sends: {reason}.' },
  ),
  workspace_not_bookable: entry(
    422,
    { nl: 'Niet te boeken', en: 'Not bookable' },
    { nl: '{workspace} is niet te boeken.', en: '{workspace} cannot be booked.' },
  ),
  outside_opening_hours: entry(
    422,
    { nl: 'Buiten openingstijd', en: 'Outside opening hours' },
    {
      nl: '{location} is op die dag open: {hours}. Kies een tijd daarbinnen.',
      en: '{location} is open that day: {hours}. Choose a time within.',
    },
  ),
  closed_day: entry(
    422,
    { nl: 'Gesloten', en: 'Closed' },
    { nl: '{location} is gesloten op {date}.', en: '{location} is closed on {date}.' },
  ),
  outside_booking_window: entry(
    422,
    { nl: 'Nog niet te boeken', en: 'Not bookable yet' },
    {
      nl: 'Hier kun je tot en met {date} boeken.',
      en: 'Here you can book up to and including {date}.',
    },
  ),
  in_the_past: entry(
    422,
    { nl: 'In het verleden', en: 'In the past' },
    { nl: 'Kies een tijd die nog moet komen.', en: 'Choose a time that is still to come.' },
  ),
  too_early_to_check_in: entry(
    422,
    { nl: 'Nog te vroeg', en: 'Too early' },
    { nl: 'Inchecken kan vanaf {from}.', en: 'You can check in from {from}.' },
  ),
  password_too_short: entry(
    422,
    { nl: 'Wachtwoord te kort', en: 'Password too short' },
    {
      nl: 'Neem minstens {minimum} tekens. Een zin van een paar woorden is goed te onthouden.',
      en: 'Use at least {minimum} characters. A phrase of a few words is easy to remember.',
    },
  ),
  password_too_common: entry(
    422,
    { nl: 'Wachtwoord te bekend', en: 'Password too common' },
    {
      nl: 'Dit wachtwoord staat op een lijst van veelgebruikte of gelekte wachtwoorden, of bestaat uit je eigen naam of organisatie. Kies een ander.',
      en: 'This password is on a list of common or leaked ones, or consists of your own name or organisation. Choose another.',
    },
  ),
  time_zone_unknown: entry(
    422,
    { nl: 'Onbekende tijdzone', en: 'Unknown time zone' },
    {
      nl: '{timeZone} is geen bekende tijdzone. Gebruik een naam als Europe/Amsterdam.',
      en: '{timeZone} is not a known time zone. Use a name such as Europe/Amsterdam.',
    },
  ),
  opening_hours_invalid: entry(
    422,
    { nl: 'Openingstijden kloppen niet', en: 'Opening hours are not valid' },
    {
      nl: 'Op {weekday} moet elke opening na haar begin eindigen en mogen ze niet overlappen.',
      en: 'On {weekday} each opening must end after it starts, and they may not overlap.',
    },
  ),
  plan_invalid: entry(
    422,
    { nl: 'Onleesbare plattegrond', en: 'Unreadable plan' },
    { nl: 'De plattegrond is niet bruikbaar: {reason}.', en: 'The plan cannot be used: {reason}.' },
  ),
  import_invalid: entry(
    422,
    { nl: 'Het bestand klopt niet', en: 'The file is not valid' },
    {
      nl: 'Er is niets ingelezen. Elke fout staat hieronder met zijn plaats in het bestand.',
      en: 'Nothing was brought in. Every error is listed below with its place in the file.',
    },
  ),
  model_unknown: entry(
    422,
    { nl: 'Onbekend model', en: 'Unknown model' },
    {
      nl: 'Voor {model} is geen decoder. Breng eerst de decoder van de maker in.',
      en: 'There is no decoder for {model}. Bring in its maker’s decoder first.',
    },
  ),
  decoder_invalid: entry(
    422,
    { nl: 'Decoder onbruikbaar', en: 'Decoder not usable' },
    { nl: 'De decoder kan niet draaien: {reason}.', en: 'The decoder cannot run: {reason}.' },
  ),
  data_restricted: entry(
    403,
    { nl: 'Je gegevens staan stil', en: 'Your data is frozen' },
    {
      nl: 'Je hebt je gegevens laten stilzetten: ze worden bewaard, maar niet gebruikt. Hef dat op onder Mijn gegevens om weer mee te doen.',
      en: 'You had your data frozen: it is kept, but not used. Lift that under My data to take part again.',
    },
  ),
  request_already_open: entry(
    409,
    { nl: 'Dit verzoek loopt al', en: 'This request is being handled already' },
    {
      nl: 'Er loopt al zo’n verzoek. Je ziet het onder je verzoeken; een tweede is niet nodig.',
      en: 'There is such a request already. You see it among your requests; a second one is not needed.',
    },
  ),
  keeping_out_of_bounds: entry(
    422,
    { nl: 'Deze bewaartermijn kan niet', en: 'This keeping period is not possible' },
    {
      nl: 'De overeenkomst laat hier {least} tot {most} dagen toe. Korter bewaren mag, langer niet.',
      en: 'The agreement allows {least} to {most} days here. Keeping shorter is allowed, longer is not.',
    },
  ),
  ending_already_told: entry(
    409,
    { nl: 'Het einde staat al vast', en: 'The end is set already' },
    {
      nl: 'Het einde van de overeenkomst is al doorgegeven. Trek dat eerst in om een ander moment te kiezen.',
      en: 'The end of the agreement was told already. Withdraw it first to choose another moment.',
    },
  ),
  cosignature_invalid: entry(
    422,
    { nl: 'Medeondertekening klopt niet', en: 'Cosignature not valid' },
    {
      nl: 'Deze regel is geen geldige medeondertekening van een bekende getuige over dit controlepunt.',
      en: 'This line is no valid cosignature of a known witness over this checkpoint.',
    },
  ),
  verifier_key_invalid: entry(
    422,
    { nl: 'Sleutel van getuige klopt niet', en: 'Witness key not valid' },
    {
      nl: 'Dit is geen geldige sleutel van een getuige: naam+kenmerk+sleutel, met Ed25519 voor medeondertekening.',
      en: 'This is no valid witness key: name+hash+key, with Ed25519 for cosignatures.',
    },
  ),
  too_many_attempts: entry(
    429,
    { nl: 'Even wachten', en: 'Wait a moment' },
    {
      nl: 'Er waren te veel pogingen. Probeer het over {seconds} seconden opnieuw.',
      en: 'There were too many attempts. Try again in {seconds} seconds.',
    },
  ),
  internal: entry(
    500,
    { nl: 'Er ging iets mis', en: 'Something went wrong' },
    {
      nl: 'De fout ligt bij ons en is vastgelegd. Er is niets half gedaan. Noem bij navraag nummer {requestId}.',
      en: 'The fault is ours and was recorded. Nothing was half done. When asking, name number {requestId}.',
    },
  ),
  not_ready: entry(
    503,
    { nl: 'Even niet bereikbaar', en: 'Not available for a moment' },
    { nl: 'De dienst start of herstelt zich. Probeer het zo opnieuw.', en: 'The service is starting or recovering. Try again shortly.' },
  ),
} as const satisfies Record<string, CatalogueEntry>

export type ErrorCode = keyof typeof errorCatalogue

/** RFC 9457 problem details, with our stable `code` and what a refusal adds. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]),
  instance: z.string().optional(),
  /** Of invalid input: JSON Pointer (RFC 6901) and what was expected. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  /** Of `workspace_taken`: the nearest workspaces that are free in the same period. */
  alternatives: z
    .array(z.object({ workspaceId: z.string(), name: z.string(), zoneName: z.string().nullable() }))
    .optional(),
  /** Of `organisation_choice_needed`. */
  organisations: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** Of `second_factor_needed`: what the code is handed in with, and what will do. */
  secondFactor: z.object({ token: z.string(), ways: z.array(z.enum(['totp', 'recovery_code'])) }).optional(),
  /** Of `too_many_attempts`: seconds to wait. */
  retryAfterSeconds: z.number().int().optional(),
})
export type Problem = z.infer<typeof Problem>

/** The sentence of a code in a language, with `{name}`s filled in. */
export const problemText = (
  code: ErrorCode,
  language: 'nl' | 'en',
  values: Readonly<Record<string, string | number>> = {},
): { title: string; detail: string; status: number } => {
  const found = errorCatalogue[code]
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  return { title: found.title[language], detail: fill(found.detail[language]), status: found.status }
}
