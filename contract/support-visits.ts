/** A visit lasts at most so long at a time; longer needs the customer's consent again. */
export const longestVisitMinutes = 60
export const usualVisitMinutes = 30
/** Asked and not answered, or allowed and not begun: after so many hours it lapses. */
export const visitLapsesAfterHours = 24

/** Why support looks, as a person reads it who was looked at. The words of the ticket stay between operator and customer. */
export const visitReasons = ['sign_in', 'booking', 'device', 'data_question', 'fault'] as const
export type VisitReason = (typeof visitReasons)[number]

/** G10: the customer's explicit consent, or necessity for the service; then a second signature of the operator is needed, and the customer is told at once. */
export const visitGrounds = ['consent', 'necessity'] as const
export type VisitGround = (typeof visitGrounds)[number]

/** `read`: looking. `write`: also the few acts that support can do. Only consent gives `write`. */
export const visitScopes = ['read', 'write'] as const
export type VisitScope = (typeof visitScopes)[number]

/**
 * `asked`: waits for the customer, or with necessity for the second signature. `allowed`: may begin. `running`. What is over: `refused`, `lapsed` (nobody
 * answered or began), `ended`.
 */
export const visitStates = ['asked', 'allowed', 'running', 'refused', 'lapsed', 'ended'] as const
export type VisitState = (typeof visitStates)[number]

/** Who ended it. `clock`: by itself. `operator`: the asker left or a lead stopped it. */
export const visitEnders = ['clock', 'customer', 'staff', 'operator'] as const
export type VisitEnder = (typeof visitEnders)[number]
