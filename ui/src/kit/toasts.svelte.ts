import { untrack } from 'svelte';
import type { Tone } from './tone';

export interface Toast {
  id: number;
  tone: Tone;
  /** Said first, in bold; may be missing. */
  title?: string;
  text: string;
  action?: { label: string; run: () => void };
  /** What its action belongs to: it goes away with that. */
  of?: string;
}

/** Long enough to read; a problem stays a little longer, and what can be pressed stays long enough to be reached. */
const SHOWN_MS = 6000;
const PROBLEM_MS = 8000;
const ACTION_MS = 18_000;
const MOST = 2;

class Toasts {
  list = $state<Toast[]>([]);
  /** Read aloud, not shown. */
  announced = $state('');
  /** How high the box is that one writes in at the foot of the page, in pixels: they do not lie over it. None: 0. */
  box = $state(0);
  #next = 1;

  show(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.list = [...untrack(() => this.list), { ...toast, id }].slice(-MOST);
    const problem = toast.tone === 'danger' || toast.tone === 'warn';
    setTimeout(() => this.close(id), toast.action ? ACTION_MS : problem ? PROBLEM_MS : SHOWN_MS);
    return id;
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** What they would act on is sent, elsewhere or gone: nothing is offered that cannot be done any more. */
  cut(of: string): void {
    this.list = untrack(() => this.list).filter((toast) => toast.of !== of);
  }

  announce(text: string): void {
    // The same words twice in a row are two announcements. Who announces does not listen: an effect must not follow this.
    const last = untrack(() => this.announced);
    this.announced = last === text ? `${text}\u00a0` : text;
  }
}

export const toasts = new Toasts();

/** Says in passing that something was done. `of`: what the action belongs to, see `Toasts.cut`. */
export function say(text: string, action?: Toast['action'], of?: string): void {
  toasts.show({ tone: 'good', text, action, of });
}

/** Tells only those who listen: where the eye sees it anyway. */
export function announce(text: string): void {
  toasts.announce(text);
}
