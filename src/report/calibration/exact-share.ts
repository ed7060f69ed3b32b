/** A share in tenths of a percent: what many studies can tell. */
export function exactShare(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}
