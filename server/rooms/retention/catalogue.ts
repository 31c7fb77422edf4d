/** A table of tenants as PostgreSQL's own catalogue describes it. */
export type TableShape = {
  readonly name: string
  /** `organisation_id`; of shared tables `tenant_id`, of the registry itself `id`. */
  readonly tenantColumn: string
  /** The primary key without the tenant column, in its order. */
  readonly key: readonly string[]
  /** Type by name, as `format_type` writes it. */
  readonly columns: ReadonlyMap<string, string>
  /** The row policy lets nothing be written while no agreement is in force; deleting is always possible. */
  readonly gated: boolean
}

/** A foreign key: `from.columns` lead to `to.toColumns`. */
export type Edge = {
  readonly name: string
  readonly from: string
  readonly columns: readonly string[]
  readonly to: string
  readonly toColumns: readonly string[]
}

export type Catalogue = { readonly tables: ReadonlyMap<string, TableShape>; readonly edges: readonly Edge[] }

/**
 * Tables in an order in which rows can go: whoever points comes before whom it points at.
 * @throws when foreign keys run in a circle: no such order exists
 */
export const childrenFirst = ({ tables, edges }: Catalogue): TableShape[] => {
  const waiting = new Map([...tables.keys()].toSorted().map((name) => [name, new Set<string>()]))
  for (const { from, to } of edges) if (from !== to) waiting.get(to)?.add(from)
  const order: TableShape[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, pointing]) => pointing.size === 0).map(([name]) => name)
    if (free.length === 0) throw new Error(`foreign keys run in a circle: ${[...waiting.keys()].join(', ')}`)
    for (const name of free) {
      waiting.delete(name)
      for (const pointing of waiting.values()) pointing.delete(name)
      const shape = tables.get(name)
      if (shape !== undefined) order.push(shape)
    }
  }
  return order
}
