import type { RoomDeclaration } from '#kernel/purpose/personal-data.ts'

/** The floor keeps nothing of its own: it joins what other rooms keep, for the purpose of presence. */
export const declaration: RoomDeclaration = { room: 'floor', tables: [] }
