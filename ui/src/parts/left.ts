import type { DraftId } from '../ipc/generated';
import type { CallProblem } from '../ipc/problem';
import { toasts } from '../kit/toasts.svelte';
import { words } from '../words';
import type { Written } from './sheet.svelte';

/** What could not be saved when its page was left: kept until somebody comes back to it. */
export interface Left {
  written: Written;
  /** The revision it was typed on; none: there is no draft yet. */
  revision: number | null;
  /** Who sees it was chosen: a draft that is made only later does not say otherwise. */
  choseVisibility: boolean;
}

const kept = new Map<string, Left>();
/** Pages that were left and are still saving, and the draft each of them had; none: it had no draft yet. */
const lefts = new Set<{ draft: DraftId | undefined; work: Promise<void> }>();
/** What is on its way to the outbox. */
const going = new Set<Promise<unknown>>();

/** Keeps what could not be saved at this address of the app. */
export function keepLeft(place: string, left: Left): void {
  kept.set(place, left);
}

/** Takes back what was kept for this address. */
export function takeLeft(place: string): Left | undefined {
  const left = kept.get(place);
  kept.delete(place);
  return left;
}

/** Moves what was kept for a draft that was sent or deleted meanwhile to the new draft `make` makes; false: nothing was. */
export async function moveLeft(
  from: string,
  make: (left: Left) => Promise<{ place: string; revision: number }>,
): Promise<boolean> {
  const left = takeLeft(from);
  if (!left) return false;
  try {
    const { place, revision } = await make(left);
    keepLeft(place, { ...left, revision });
    return true;
  } catch (thrown) {
    keepLeft(from, left);
    throw thrown;
  }
}

/** Says that words are not saved, and how to come back to them. */
export function tellLeft(place: string, problem: CallProblem | undefined): void {
  const said = words.write.left;
  toasts.show({
    tone: 'danger',
    title: said.title,
    text: problem ? `${problem.message} ${said.text}` : said.text,
    action: {
      label: said.open,
      run: () => {
        location.hash = place;
      },
    },
  });
}

/** Says that what was sent as its page was left did not go out, why, and where it is. */
export function tellUnsent(place: string, problem: CallProblem | undefined): void {
  const said = words.write.unsent;
  toasts.show({
    tone: 'danger',
    title: said.title,
    text: problem ? `${problem.message} ${said.text}` : `${words.write.sendStopped} ${said.text}`,
    action: { label: words.write.left.open, run: () => (location.hash = place) },
  });
}

/** A page is being left: what it still saves in its draft is waited for by `settled`. */
export function leaving(draft: DraftId | undefined, work: Promise<void>): void {
  const left = { draft, work };
  lefts.add(left);
  void work.catch(() => undefined).then(() => lefts.delete(left));
}

/** Something is on its way to the outbox: a window that closes waits for it, however slow the disk is. */
export function goesOut<T>(work: Promise<T>): Promise<T> {
  going.add(work);
  void work.catch(() => undefined).then(() => going.delete(work));
  return work;
}

/** Whether something is on its way to the outbox. */
export function isGoingOut(): boolean {
  return going.size > 0;
}

/** What is typed somewhere and not saved yet. */
export interface Unsaved {
  /** Saves it; resolves when that is done, or it is known why not. */
  save: () => Promise<void>;
  /** The same, once what was begun there is done; none: nothing is ever begun. */
  done?: () => Promise<void>;
  /** Whether something is still not saved. */
  readonly unsaved: boolean;
}

const open = new Set<Unsaved>();

/** Is asked to save before the window closes, until the returned function is called. */
export function saveAtClosing(one: Unsaved): () => void {
  open.add(one);
  return () => void open.delete(one);
}

/** Saves everything that was typed anywhere; false: something could not be saved. */
export async function saveAll(): Promise<boolean> {
  await Promise.allSettled([...open].map((one) => one.done?.() ?? one.save()));
  // A second time for what was typed while the first was under way.
  await Promise.allSettled([...open].filter((one) => one.unsaved).map((one) => one.save()));
  await settled();
  return kept.size === 0 && [...open].every((one) => !one.unsaved);
}

/**
 * Resolves once every page that was left has saved what it had: what is read after that is whole. `draft`: of this draft
 * alone, so that nobody waits for a large file that is added to another.
 */
export async function settled(draft?: DraftId): Promise<void> {
  const mine = [...lefts].filter((left) => draft === undefined || left.draft === undefined || left.draft === draft);
  await Promise.allSettled(mine.map((left) => left.work));
}
