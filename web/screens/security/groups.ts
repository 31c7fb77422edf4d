/** In fours, as one reads letters over to somebody: JBSW Y3DP EHPK 3PXP. */
export const inGroups = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? ''
