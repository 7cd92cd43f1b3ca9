import { tick } from 'svelte';
import { call } from '../../ipc/call';
import type { AccountView, CalendarEntry, CalendarPage } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { accountLabel } from '../../parts/health';
import { words } from '../../words';
import type { Calendar } from './calendar.svelte';
import { entriesOf } from './grid';

/** What stands on paper, whatever it is drawn with. */
export interface Sheet {
  heading: string;
  /** Whose it is, of which days and accounts, and on which clock. */
  head: string[];
  parts: { title: string; note: string; lines: { clock: string; text: string }[] }[];
}

/** Who asks for it, and what is looked at. */
export interface Looked {
  heading: string;
  library: string;
  /** The accounts it is about, by name. */
  accounts: readonly string[];
  /** Drafts without a time stand on it too. */
  undated: boolean;
}

/** A post in one line of paper: what, where, how it stands. */
export function entryLine(entry: CalendarEntry): string {
  const where = entry.accounts.map((account) => account.label).join(', ');
  return [entry.title, where, entry.state, entry.clash].filter(Boolean).join(' · ');
}

/** The names of the accounts that are looked at: the chosen one, or all that can publish. */
export function accountNames(accounts: readonly AccountView[], chosen: number): string[] {
  return accounts
    .filter((one) => (chosen === 0 ? one.parts.includes('publish') : one.id === chosen))
    .map((one) => accountLabel(one));
}

/** Puts a page of the calendar on paper. */
export function sheetOf({ heading, library, accounts, undated }: Looked, page: CalendarPage): Sheet {
  const said = words.calendar.paper;
  const [first, last] = [page.days[0], page.days.at(-1)];
  const days = page.days
    .filter((day) => day.total > 0)
    .map((day) => {
      const entries = entriesOf(page, day);
      const lines = entries.map((entry) => ({
        clock: entry.second ? `${entry.clock} (${words.calendar.second})` : entry.clock,
        text: entryLine(entry),
      }));
      const left = day.total - entries.length;
      if (left > 0) lines.push({ clock: '', text: words.calendar.andMore(left) });
      return { title: day.words, note: day.note, lines };
    });
  const missed = page.missed.map((entry) => ({ clock: '', text: `${entry.words} · ${entryLine(entry)}` }));
  const drafts = undated ? page.undated : [];
  const without = drafts.map(({ title, accounts: to }) => ({
    clock: '',
    text: [title, to.map((one) => one.label).join(', ')].filter(Boolean).join(' · '),
  }));
  return {
    heading,
    head: [
      library,
      first && last ? said.days(first.date, last.date) : '',
      accounts.length > 0 ? said.accounts(accounts) : '',
      said.zone(page.zone),
    ].filter(Boolean),
    parts: [
      ...days,
      { title: said.missed, note: '', lines: missed },
      { title: words.calendar.undated, note: '', lines: without },
    ].filter((part) => part.lines.length > 0),
  };
}

/** Reads every post of every day, where the screen shows a few of each, and prints them. */
export async function printPage(calendar: Calendar): Promise<void> {
  const { asked } = calendar;
  const page = await act(() => call('calendar', { ...asked, per_day: 0 }));
  if (!page) return;
  calendar.read = { asked, page };
  await tick();
  window.print();
}

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The same as a file of its own, for a computer whose printer only the browser knows. */
export function asPage({ heading, head, parts }: Sheet): string {
  const drawn = parts.map(({ title, note, lines }) => {
    const items = lines.map(({ clock, text }) => `<li>${clock ? `<b>${safe(clock)}</b> ` : ''}${safe(text)}</li>`);
    return `<h2>${safe(title)}</h2>${note ? `<p>${safe(note)}</p>` : ''}<ul>${items.join('')}</ul>`;
  });
  const look =
    'body{font:11pt/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto}ul{list-style:none;padding:0}' +
    'h2{border-bottom:1px solid;font-size:12pt;margin:1em 0 .2em}b{display:inline-block;min-width:4em}';
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${safe(heading)}</title>` +
    `<style>${look}</style></head><body><h1>${safe(heading)}</h1>${head.map((line) => `<p>${safe(line)}</p>`).join('')}` +
    `${drawn.join('') || `<p>${safe(words.calendar.emptyTitle)}</p>`}</body></html>\n`
  );
}

/** Asks where to save the page, and saves it. */
export async function savePage(calendar: Calendar, looked: Looked): Promise<void> {
  const name = `${looked.heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.html`;
  const saved = await act(async () => {
    const page = await call('calendar', { ...calendar.asked, per_day: 0 });
    return call('save_text', { name, text: asPage(sheetOf(looked, page)) });
  });
  if (saved?.done) say(words.calendar.saved);
}
