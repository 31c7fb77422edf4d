import type { PersonId, RequestId } from '#contract/ids.ts'
import type { Tx } from '#kernel/purpose/in-purpose.ts'

/** Why erasure waits, and until when. */
export type HoldInForce = { readonly ground: string; readonly statute: string | null; readonly endsAt: Temporal.Instant }

/** How many rows of a table. */
export type TableCount = { readonly room: string; readonly table: string; readonly rows: number }

/**
 * How this room has a person erased. The engine stands in the room below, which the house hands in; all of it runs in the caller's transaction of
 * purpose `rights`.
 */
export type ErasureDesk = {
  /** What would go, and what would stay without the person. */
  preview(tx: Tx, person: PersonId): Promise<{ readonly goes: readonly TableCount[]; readonly stays: readonly TableCount[] }>
  /**
   * Erases after this transaction's commit, or once the hold is over. When it is done the engine calls `finishErasure` of this room's door.
   * @returns `receiptId`: the secret part of the link under which the receipt can be had
   */
  start(
    tx: Tx,
    erasure: { readonly person: PersonId; readonly request: RequestId },
  ): Promise<{ readonly state: 'working' | 'postponed'; readonly receiptId: string }>
  /** The hold that is in force for a person, their own or everybody's; the one that lasts longest. */
  holdOf(tx: Tx, person: PersonId): Promise<HoldInForce | null>
  /** Everybody for whom one is in force. */
  heldPeople(tx: Tx): Promise<{ readonly everyone: boolean; readonly people: ReadonlySet<PersonId> }>
}
