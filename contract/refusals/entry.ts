type Sentence = { readonly nl: string; readonly en: string }
export type CatalogueEntry = { readonly status: number; readonly title: Sentence; readonly detail: Sentence }

/** One refusal: HTTP status, what it is called, and what to do about it. */
export const entry = (status: number, title: Sentence, detail: Sentence): CatalogueEntry => ({ status, title, detail })
