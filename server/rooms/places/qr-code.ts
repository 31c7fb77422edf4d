import QRCode from 'qrcode'

/** An SVG to print: opens exactly one workspace. Level Q stays readable with a quarter of it scratched. */
export const qrCodeSvg = (publicUrl: string, qrCode: string): Promise<string> =>
  QRCode.toString(`${publicUrl}/q/${qrCode}`, { type: 'svg', errorCorrectionLevel: 'Q', margin: 4 })
