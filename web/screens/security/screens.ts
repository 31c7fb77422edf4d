// Loaded together: what one sets up at first is the same later.
export { SecureAccount } from './SecureAccount.tsx'
export { Security } from './Security.tsx'
