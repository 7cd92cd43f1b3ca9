import { call } from '../../ipc/call';
import type { CalendarEntry, CalendarPage } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { words } from '../../words';

/** A post in one line of paper: what, where, how it stands. */
export function entryLine(entry: CalendarEntry): string {
  const where = entry.accounts.map((account) => account.label).join(', ');
  return [entry.title, where, entry.state].filter(Boolean).join(' · ');
}

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The same page as a file of its own, for a computer whose printer only the browser knows. */
export function asPage(heading: string, library: string, page: CalendarPage): string {
  const days = page.days
    .filter((day) => day.total > 0)
    .map((day) => {
      const entries = page.entries.filter((entry) => entry.date === day.date);
      const lines = entries.map((entry) => `<li><b>${safe(entry.clock)}</b> ${safe(entryLine(entry))}</li>`);
      const left = day.total - entries.length;
      if (left > 0) lines.push(`<li>${safe(words.calendar.andMore(left))}</li>`);
      const note = day.note ? `<p>${safe(day.note)}</p>` : '';
      return `<h2>${safe(day.words)}</h2>${note}<ul>${lines.join('')}</ul>`;
    });
  const look =
    'body{font:11pt/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto}ul{list-style:none;padding:0}' +
    'h2{border-bottom:1px solid;font-size:12pt;margin:1em 0 .2em}b{display:inline-block;width:4em}';
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(heading)}</title>` +
    `<style>${look}</style></head><body><h1>${safe(heading)}</h1><p>${safe(library)}</p>` +
    `${days.join('') || `<p>${safe(words.calendar.emptyTitle)}</p>`}</body></html>\n`
  );
}

/** Asks where to save the page, and saves it. */
export async function savePage(heading: string, library: string, page: CalendarPage): Promise<void> {
  const name = `${heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.html`;
  const saved = await act(() => call('save_text', { name, text: asPage(heading, library, page) }));
  if (saved?.done) say(words.calendar.saved);
}
