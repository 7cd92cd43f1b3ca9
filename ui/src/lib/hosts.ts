/**
 * Host names out of what a person typed, one per line or with commas: `https://www.library.example/events` is
 * `www.library.example`. What is no host name stays: it is for the program to refuse, and for the person to mend.
 */
export function hosts(typed: string): string[] {
  const found = typed
    .split(/[\s,;]+/)
    .map((each) => each.trim().toLowerCase())
    .filter(Boolean)
    .map((each) => each.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^[^@/]*@/, ''))
    .map((each) => each.split(/[/?#:]/)[0]?.replace(/\.$/, '') ?? '')
    .filter(Boolean);
  return [...new Set(found)];
}
