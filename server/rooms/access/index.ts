/** Who comes in, and what they may do: passwords, sessions, roles, invitations, accounts. */
export { declaration } from './personal-data.ts'
export { jobs } from './jobs.ts'
export { deactivate, peopleLeft, reactivate } from './leaving.ts'
export { inviteAll } from './invitations.ts'
export { hashPassword } from './password-hash.ts'
export { judgePassword } from './password-rules.ts'
export { routes } from './routes.ts'
export { sessionView } from './session-view.ts'
export {
  authenticateSession,
  endThisSession,
  giveCookie,
  refreshAllSessions,
  refreshSessions,
  renewSession,
  startSession,
} from './sessions.ts'
export { answerSignedIn, breakGlassUsed, comeIn } from './come-in.ts'
export type { SignedIn } from './come-in.ts'
export { tell } from './tell.ts'
export { mayComeInHere } from './store-sso-gate.ts'
export { giveChallenge, takeChallenge } from './store-challenges.ts'
export { earliest, standingColumns, standingHolds, standingOf } from './standing.ts'
export type { StandingRow } from './standing.ts'
export { addressBlock, countSignUp, linkAttempt, staffAttempt } from './store-attempts.ts'
export { grantReasons, removeGrants, removeGrantsAt } from './grants.ts'
export type { LocationNames } from './grants.ts'
export { confirmGrants, heldBy, reviewableGrants } from './store-grants.ts'
export { reviewersNow } from './store-reviewing.ts'
export { assertManaged, isLastOf, keepManaged, managersOf } from './store-managers.ts'
export { addSourcedRoles, alignRoles, hasRolesBesides } from './store-sourced.ts'
export { beginPolicy, grantRoles, removeAccess, setPasswords } from './store.ts'
export { deviceWords } from './device-words.ts'
export { managersNow, signOutVisited, visitedRoles, visitedSessions } from './store-visited.ts'
export { mintToken } from './token.ts'
export { syncDirectoryGrants } from './store-directory-grants.ts'
export { addBreakGlass, readBreakGlass, removeBreakGlass, setSsoRequired } from './store-sso-policy.ts'
export type { BreakGlass } from './store-sso-policy.ts'
export { policyOf } from './store-policy.ts'
