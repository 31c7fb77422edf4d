/** CIDR notation (RFC 4632, RFC 4291 § 2.3), roughly: the server judges it in earnest. */
export const looksLikeNetwork = (text: string): boolean =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}\/(?:3[0-2]|[12]?\d)|[\da-f:]*:[\da-f:.]*\/(?:12[0-8]|1[01]\d|\d{1,2}))$/i.test(text.trim())
