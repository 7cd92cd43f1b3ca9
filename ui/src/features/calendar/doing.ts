import { call } from '../../ipc/call';
import type { CalendarEntry, CalendarLimit, CalendarTarget, DraftId, Timestamp } from '../../ipc/generated';
import { toProblem } from '../../ipc/problem';
import { ask } from '../../kit/ask.svelte';
import { say } from '../../kit/toasts.svelte';
import { act, tellProblem } from '../../parts/act';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';

const said = words.calendar;
const idOf = (draft: DraftId, at: Timestamp): string => `${draft}-${at}`;

/** Moves a post as one; it can be taken back. Answers what it is called there, or null where it stayed. */
export async function moveTo(
  entry: CalendarEntry,
  to: CalendarTarget,
  limit: CalendarLimit = { kind: 'keep' },
): Promise<string | null> {
  const moved = await act(() => call('calendar_move', { draft: entry.draft, at: entry.at, to, limit }));
  if (!moved) return null;
  const { back } = moved;
  const bounded: CalendarLimit = limit.kind === 'keep' ? limit : { kind: 'change', never_after: entry.never_after };
  const takeBack = (at: Timestamp): Promise<unknown> =>
    act(
      () => call('calendar_move', { draft: entry.draft, at: moved.to.at, to: { kind: 'moment', at }, limit: bounded }),
      { done: said.takenBack },
    );
  say(moved.words, back === null ? undefined : { label: said.takeBack, run: () => void takeBack(back) });
  return idOf(entry.draft, moved.to.at);
}

/** Copies a post as a draft. Answers what the copy is called there, or null where there is none. */
export async function copyTo(entry: CalendarEntry, to: CalendarTarget): Promise<string | null> {
  const copied = await act(() => call('calendar_copy', { draft: entry.draft, to }));
  if (!copied) return null;
  say(copied.words, { label: said.openCopy, run: () => router.go('write', copied.draft) });
  return idOf(copied.draft, copied.to.at);
}

/** Sends a post now; one whose last moment has passed only where the person says so again. */
export async function sendNow(entry: CalendarEntry): Promise<boolean> {
  const input = { draft: entry.draft, at: entry.at, anyway: false };
  try {
    await call('calendar_send_now', input);
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem.code !== 'stopped') {
      tellProblem(problem);
      return false;
    }
    const anyway = words.parts.delivery;
    if (!(await ask({ title: anyway.anywayTitle, text: anyway.anywayText, yes: anyway.anyway }))) return false;
    if ((await act(() => call('calendar_send_now', { ...input, anyway: true }))) === null) return false;
  }
  say(said.sent);
  return true;
}

/** Drops a post or deletes a draft, once the person is sure. */
export async function drop(entry: CalendarEntry): Promise<boolean> {
  const draft = entry.kind === 'draft';
  const question = draft
    ? { title: said.dropDraftTitle, text: said.dropDraftText }
    : { title: said.dropTitle, text: said.dropText };
  if (!(await ask({ ...question, yes: said.drop, danger: true }))) return false;
  const input = { draft: entry.draft, at: entry.at, anyway: false };
  return (await act(() => call('calendar_drop', input), { done: draft ? said.deleted : said.dropped })) !== null;
}
