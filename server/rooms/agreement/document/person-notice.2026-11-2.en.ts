import { paragraphs } from './clauses.ts'
import type { NoticeWording } from './clauses.ts'

/** Wording of version 2026-11-2: notices, who saw you, requests about data, and the desk of your own under Me. */
export const personNoticeEn2: NoticeWording = {
  title: 'What Vrijplek keeps about you',
  introduction: paragraphs(`
    With Vrijplek you find and book a workspace or room at {customerName}. {customerName} decides what your data is
    used for. {operatorName} keeps and processes it for {customerName}, under an agreement between those two.

    Below you read what is kept, why, for how long and who sees it. The periods are the longest ones: {customerName}
    may set shorter ones. Then the choice is yours.
  `),
  labels: { what: 'What', why: 'Why', howLong: 'How long' },
  items: [
    {
      what: 'Your account: your name, e-mail address, role, team, language and an unreadable print of your password.',
      why: 'To let you sign in and to know what you may do in Vrijplek. We do not keep your password itself.',
      howLong: 'As long as you have an account.',
    },
    {
      what: 'Your sessions: when you sign in and with what kind of device.',
      why: 'To keep you signed in, and to let you sign out on all your devices at once.',
      howLong: '{sessionDays} days after a session has ended.',
    },
    {
      what: 'Your bookings and check-ins: which place, from when until when, and whether you checked in.',
      why: 'To keep the place free for you, and to release it if you do not come.',
      howLong: '{bookingDays} days with your name. After that only the count remains.',
    },
    {
      what: 'Notices in the app, such as a reminder to check in.',
      why: 'To tell you what happened to your bookings and your data.',
      howLong: '{noticeDays} days.',
    },
    {
      what: 'Your choice of who may see you.',
      why: 'To follow that choice everywhere: on the map, in lists, in search and on the screen at the door.',
      howLong: 'As long as you have an account. You can change your choice at any time.',
    },
    {
      what: 'Your acceptance of this text: when you gave it and which text you saw then.',
      why: 'To be able to show what you were told and what you said yes to.',
      howLong: 'As long as you have an account.',
    },
    {
      what: 'Your requests about your data: what you asked, when, and what came of it.',
      why: 'To carry them out in time and to be able to show that.',
      howLong: '{requestDays} days after a request is fulfilled.',
    },
    {
      what: 'The trail: what you do in Vrijplek, such as booking, cancelling or changing a setting, and when.',
      why: 'To be able to trace what happened and to prove that the agreements about your data are kept.',
      howLong: '{trailKeeping} with your name. After that only a proof without a name remains.',
    },
    {
      what: 'Who saw your name or your data, by the hour.',
      why: 'So that you can look it up yourself.',
      howLong: '{lookDays} days.',
    },
  ],
  sections: [
    {
      heading: 'Who sees you',
      paragraphs: paragraphs(`
        Nobody, unless you choose otherwise. Colleagues see your name at a place only if you choose my team or
        everyone in my organisation. They see where you sit, not since when or how long.

        Organisation managers at {customerName} see your name, e-mail address, role and team, to manage accounts. For
        your bookings your choice holds for them too. The privacy officer of {customerName} can see, correct, freeze,
        take along and delete your data when that is needed for a request. You are told each time. Staff of
        {operatorName} look into your data only when that is necessary to make the service work or to secure it. You
        can see that they did. Vrijplek takes no decisions about you and makes no profile of you.
      `),
    },
    {
      heading: 'What sensors know',
      paragraphs: paragraphs(`
        A sensor at a desk only says that the desk is in use, never by whom. A sensor in a room counts people or
        measures the air, and recognises no one. If you have booked the desk and your location has switched this on,
        the signal of the sensor can check in your booking.
      `),
    },
    {
      heading: 'What you can ask',
      paragraphs: paragraphs(`
        Under Me you see everything that is kept about you, and who looked at it. There you also correct it, freeze
        it, take it along and have it deleted, yourself. You may object to its use. For that and for everything else
        you ask the privacy officer of {customerName} or {operatorPrivacyContact}. {customerName} also tells you on
        which legal basis your data is used.

        If you disagree with how things go, you can complain to the Dutch data protection authority, the Autoriteit
        Persoonsgegevens.

        What is deleted here may stand in a back-up until that goes, but it opens nothing any more. If {customerName}
        stops using Vrijplek, all your data is deleted within 14 × 24 hours at the latest, back-ups included. What the
        app keeps on your own phone you delete there yourself, under Me or by signing out.
      `),
    },
    {
      heading: 'Your choice',
      paragraphs: paragraphs(`
        You do not have to say yes. Saying no is just as easy and you need not give a reason. If you say no, your
        account is deleted at once. Then ask {customerName} how you can get a place in another way. As long as you
        choose nothing, all you can do with Vrijplek is read this text and leave.

        If you say yes, you can change your mind later and delete yourself under Me. What happened before then remains
        valid.
      `),
    },
  ],
}
