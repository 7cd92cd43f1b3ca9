import { call } from '../../ipc/call';
import type { Settings } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';
import { query } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toasts.svelte';
import { savable, type Hours } from '../../lib/hours';
import { tellProblem } from '../../parts/act';
import { saveAtClosing } from '../../parts/left';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';
import { isMarked, nameOf, putBack, shownWith, topOf, valueAt, viewOf, type Aside } from './aside';

/** How long after the last key a text is saved. */
const PAUSE_MS = 600;

/**
 * The settings while they are changed. What was changed and is not saved yet lies over what the program holds, and only
 * what was changed is sent: a change made elsewhere meanwhile is neither lost nor undone. Saved one at a time, in the
 * order of the changes. What the program refuses is set aside with its reason: it stays in view, is marked at its
 * field, and is not sent with what is changed after it.
 */
export class SettingsEdit {
  readonly read = query('settings');
  #pending = $state.raw<Partial<Settings>>({});
  #aside = $state.raw<Readonly<Record<string, Aside>>>({});
  #saving = false;
  #left = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Something is on its way to be saved. */
  busy = $state(false);
  /** Whether everything is saved that was changed since the page is open; undefined: nothing was changed. */
  saved = $state<boolean | undefined>(undefined);

  constructor() {
    // A clean-up still sees the state of before; the last change is saved right after it.
    $effect(() => {
      const isUnsaved = (): boolean => this.unsaved;
      const closing = saveAtClosing({
        save: () => this.flush(),
        get unsaved() {
          return isUnsaved();
        },
      });
      return () => {
        closing();
        this.#left = true;
        queueMicrotask(() => void this.flush());
      };
    });
  }

  get now(): Settings | undefined {
    return this.read.data && shownWith({ ...this.read.data, ...this.#pending }, this.#aside);
  }

  /** Whether something that is in view is not saved. */
  get unsaved(): boolean {
    return this.saved === false;
  }

  /** Why a setting (`emergency_number`, `privacy.phones`) is not saved; undefined: it is, or it was not changed. */
  refused(path: string): string | undefined {
    return this.#aside[path]?.why;
  }

  /** The weekdays whose opening hours are not saved. */
  get heldDays(): readonly number[] {
    return this.#aside['opening_hours']?.days ?? [];
  }

  /** What is not saved, as a person calls it. */
  unsavedNames(): string[] {
    return Object.entries(this.#aside).map(([path, aside]) => nameOf(path, aside));
  }

  /** Changes something and saves it. */
  change(part: Partial<Settings>): void {
    this.#put(part);
    void this.flush();
  }

  /** Changes something that is being typed; saved when the keys rest. */
  type(part: Partial<Settings>): void {
    this.#put(part);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Changes the opening hours: a day that clashes is set aside, the others are saved. */
  changeHours(shown: Hours[]): void {
    const kept = this.#pending.opening_hours ?? this.read.data?.opening_hours ?? [];
    const { hours, held } = savable(shown, kept);
    this.#put({ opening_hours: hours });
    if (held.length > 0) this.#aside = { ...this.#aside, opening_hours: { value: shown, days: held } };
    void this.flush();
  }

  /** Saves now what is not saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#saving) return;
    this.#saving = true;
    while (Object.keys(this.#pending).length > 0) {
      const sent = this.#pending;
      try {
        this.read.data = await call('settings_save', sent);
      } catch (thrown) {
        const problem = toProblem(thrown);
        if (problem.code === 'bad_input') {
          this.#setAside(problem, sent);
          continue;
        }
        // What was typed stays in view; the next change tries again.
        tellProblem(problem, () => void this.flush());
        this.#saving = this.busy = false;
        return;
      }
      this.#pending = Object.fromEntries(
        Object.entries(this.#pending).filter(([key, value]) => at(sent, key) !== value),
      );
    }
    this.#saving = this.busy = false;
    const names = this.unsavedNames();
    if (this.saved !== undefined) this.saved = names.length === 0;
    if (this.#left && names.length > 0) tellUnsaved(names, Object.keys(this.#aside)[0] ?? '');
  }

  #put(part: Partial<Settings>): void {
    this.#pending = { ...this.#pending, ...part };
    this.#aside = Object.fromEntries(Object.entries(this.#aside).filter(([path]) => !(topOf(path) in part)));
    this.saved = false;
    this.busy = true;
  }

  /** What was refused is not sent again before it is changed. */
  #setAside(problem: CallProblem, sent: Partial<Settings>): void {
    const path = problem.field ?? '';
    const top = topOf(path);
    const rest = { ...this.#pending };
    if (!(top in sent)) {
      // Nobody can tell which of them it was.
      for (const key of Object.keys(sent)) if (at(rest, key) === at(sent, key)) Reflect.deleteProperty(rest, key);
      tellProblem(problem);
    } else if (at(rest, top) === at(sent, top)) {
      const value = valueAt(sent, path);
      Reflect.deleteProperty(rest, top);
      const others = putBack(path, sent, this.read.data);
      if (others) Object.assign(rest, others);
      if (isMarked(path)) this.#aside = { ...this.#aside, [path]: { value, why: problem.message } };
      else tellProblem(problem);
    }
    this.#pending = rest;
  }
}

const at = (of: object, key: string): unknown => (of as Record<string, unknown>)[key];

/** Says that something was not saved as its page was left. */
function tellUnsaved(names: string[], path: string): void {
  const said = words.settings.left;
  toasts.show({
    tone: 'warn',
    title: said.title,
    text: said.text(names),
    action: { label: said.open, run: () => router.go('settings', viewOf(path)) },
  });
}
