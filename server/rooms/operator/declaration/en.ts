import type { dutch } from './nl.ts'

/** Confidentiality declaration of whoever works for the operator (G2.3, G10.1). */
export const english: typeof dutch = {
  title: 'Confidentiality declaration',
  paragraphs: [
    'I work for the operator of this service. The data in the service belongs to the customers and to the people it is about. The operator processes it only on behalf of those customers.',
    'I keep secret what I come to know about customers and about people. That also holds after I have left, and towards colleagues who do not need it for their work.',
    'I look at a customer’s data only within a visit that the customer allowed, or that is necessary for the service and for which a second colleague signed. I look at no more than the reason of the visit asks for.',
    'I know that each visit and everything I look at in it is recorded, and that the customer and the people concerned see it, with the reason and the number of the ticket.',
    'I take no data with me: no copies, no screenshots, no notes with names outside the ticket itself. What I note for a ticket I delete once it is settled.',
    'I pass nothing on to others, unless the customer explicitly consents or the law obliges me to. In the latter case I first consult my lead.',
    'My keys are mine alone. I lend them to nobody, and I report at once when I lost one or when something seems wrong with my access.',
    'If I notice that data was leaked, lost or seen by somebody who may not see it, or think that a customer’s instruction breaks the law, I report that to my lead at once. I do not wait until I am certain.',
    'I sign this with my own key. Without a signed declaration I have no access. I sign again when this text changes, and in any case every year.',
  ],
}
