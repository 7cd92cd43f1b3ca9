/** Puts text on the clipboard. False: this window may not, and nothing was copied. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The older way, for windows without a clipboard of their own: a field that is selected and copied. */
function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr-only';
  // Beside what has the focus, so that an open dialog lets it have it.
  (before?.parentElement ?? document.body).append(field);
  field.select();
  let done: boolean;
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- only where the newer way is missing
    done = document.execCommand('copy');
  } catch {
    done = false;
  }
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
