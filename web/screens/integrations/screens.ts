// Loaded together: the register, one of its parties, approving one, and one's own tokens share their parts.
export { ApprovalPage } from './ApprovalPage.tsx'
export { Approve } from './Approve.tsx'
export { MyTokens } from './MyTokens.tsx'
export { Register } from './Register.tsx'
