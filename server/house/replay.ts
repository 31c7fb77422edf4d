/** What a restore asks of the room retention before anything opens. */
export { eraseAgain, findReturned } from '../rooms/retention/index.ts'
