/** Papers as PDF. */
export type { PdfDocument, PdfPart, PdfTable } from './document.ts'
export { renderPdf } from './render.ts'
