/** Places in braces that are still to be filled in, such as `{name}`, each once. */
export function blanksIn(text: string): string[] {
  const found = text.matchAll(/\{([\p{L}_][\p{L}\p{N}_ ]{0,30})\}/gu);
  return [...new Set([...found].map((one) => one[1] ?? ''))];
}
