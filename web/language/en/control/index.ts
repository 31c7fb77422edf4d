import { frame } from './frame.ts'

/** Words of the control centre: its frame, and each of its sections in a file of its own. Loaded with the first of its screens. */
export const words = { frame }
