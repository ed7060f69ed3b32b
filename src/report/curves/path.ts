/** The path with its coordinates to a tenth, which no eye can tell from more. */
export function roundedPath(path: string | null): string {
  return (path ?? '').replace(/\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(1))))
}
