/** Papers as PDF. */
export type { PdfDocument, PdfPart } from './document.ts'
export { renderPdf } from './render.ts'
