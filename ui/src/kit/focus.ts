/** Puts the keyboard on the first of these that is there and can be used; else on the heading of the page: never nowhere. */
export function focusFirst(...wanted: readonly (Element | null | undefined)[]): void {
  const usable = (one: Element | null | undefined): one is HTMLElement =>
    one instanceof HTMLElement && one.isConnected && !one.matches(':disabled');
  const found = wanted.find(usable) ?? document.querySelector<HTMLElement>('h1');
  found?.focus();
}

/** The one to go to when one of several goes away: the next, else the one before. */
export function besides(all: readonly Element[], gone: Element | null | undefined): (Element | undefined)[] {
  const at = all.findIndex((one) => one === gone);
  return at < 0 ? [all[0]] : [all[at + 1], all[at - 1]];
}
