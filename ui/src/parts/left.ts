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
let last: Promise<unknown> = Promise.resolve();

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

/** A page is being left: what it still saves is waited for by `settled`. */
export function leaving(work: Promise<void>): void {
  last = Promise.allSettled([last, work]);
}

/** What is typed somewhere and not saved yet. */
export interface Unsaved {
  /** Saves it; resolves when that is done, or it is known why not. */
  save: () => Promise<void>;
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
  await Promise.allSettled([...open].map((one) => one.save()));
  // A second time for what was typed while the first was under way.
  await Promise.allSettled([...open].filter((one) => one.unsaved).map((one) => one.save()));
  await settled();
  return kept.size === 0 && [...open].every((one) => !one.unsaved);
}

/** Resolves once every page that was left has saved what it had: what is read after that is whole. */
export async function settled(): Promise<void> {
  await last;
}
