import { call } from '../../../ipc/call';
import type { MendAt, Rehearsal } from '../../../ipc/generated';
import { say } from '../../../kit/toasts.svelte';
import { address } from '../../../lib/route';
import { act } from '../../../parts/act';
import { words } from '../../../words';

/** Where something can be mended. */
export function mendAddress(mend: MendAt): string {
  switch (mend.kind) {
    case 'draft':
      return address('write', mend.draft);
    case 'delivery':
      return address('write', 'sent', mend.delivery);
    case 'accounts':
      return address('accounts');
    case 'outbox':
      return address('write', 'sent');
    case 'settings':
      return address('settings');
  }
}

const safe = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The rehearsal as a page of its own, for a computer whose printer only the browser knows. */
export function asPage(told: Rehearsal): string {
  const said = words.exchange.dry;
  const problems = (list: { level: keyof typeof said.levels; words: string }[]): string =>
    list.length === 0
      ? ''
      : `<ul>${list.map((one) => `<li>${safe(said.levels[one.level])}: ${safe(one.words)}</li>`).join('')}</ul>`;
  const days = told.days.map((day) => {
    const posts = day.posts.map((post) => {
      const where = post.targets.map((target) => target.label).join(', ') || said.noAccount;
      const state = post.scheduled ? said.scheduled : said.draft;
      return `<li><b>${safe(post.clock)}</b> ${safe(post.title)} · ${safe(where)} · ${state}${problems(post.problems)}</li>`;
    });
    const list = posts.length > 0 ? `<ul>${posts.join('')}</ul>` : `<p>${said.nothing}</p>`;
    return `<h2>${safe(day.words)}</h2><p>${safe(day.open)}</p>${list}`;
  });
  const accounts = told.accounts.map(
    (one) =>
      `<li>${safe(one.label)}: ${said.posts(one.posts)}${problems(one.problems) || `. ${said.accountFine}`}</li>`,
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${said.title}</title>` +
    '<style>body{font:11pt/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto}h2{border-bottom:1px solid;font-size:12pt}</style>' +
    `</head><body><h1>${said.title}</h1><p>${safe(told.sentence)}</p>${problems(told.notes)}${days.join('')}` +
    `<h2>${said.accounts}</h2><ul>${accounts.join('')}</ul><p>${safe(said.zone(told.zone))}</p></body></html>\n`
  );
}

/** Asks where to save it as a page, and saves it. */
export async function saveRehearsal(told: Rehearsal): Promise<void> {
  const name = `rehearsal-${told.days[0]?.date ?? 'today'}.html`;
  const saved = await act(() => call('save_text', { name, text: asPage(told) }));
  if (saved?.done) say(words.exchange.dry.saved);
}
