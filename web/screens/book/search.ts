/** What a link to the booking screen may say beforehand. */
export type BookSearch = {
  /** Day at the location, 2026-11-24. */
  readonly date?: string
  readonly floor?: string
  readonly workspace?: string
  readonly kind?: 'room'
  /** A booking of mine that is to be moved. */
  readonly change?: string
}

const id = /^[0-9a-f-]{36}$/

/** Reads the address; what makes no sense is left out. */
export function bookSearch({ date, floor, workspace, kind, change }: Record<string, unknown>): BookSearch {
  const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
  const found = {
    date: text(date, /^\d{4}-\d\d-\d\d$/), floor: text(floor, id), workspace: text(workspace, id), change: text(change, id),
  }
  return {
    ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)),
    ...(kind === 'room' ? { kind } : {}),
  }
}
