/** Hands over text that the page already has as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click: letting go at once would cut it off.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
