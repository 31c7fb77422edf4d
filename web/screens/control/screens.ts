// Loaded together: who manages goes from one to the other.
export { Control } from './Control.tsx'
