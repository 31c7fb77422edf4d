/**
 * What the operator's own people may do. None of these opens any customer's data: for that there are support visits. `support` asks for visits,
 * `operations` keeps the instance healthy, `lead` does both, invites and releases colleagues, and gives the second signature.
 */
export const staffRoles = ['support', 'operations', 'lead'] as const
export type StaffRole = (typeof staffRoles)[number]
