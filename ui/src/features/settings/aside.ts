import type { Settings } from '../../ipc/generated';
import { words } from '../../words';

/** A setting that is in view and was refused. */
export interface Aside {
  value: unknown;
  /** Why, in the program's words; none: the page says it itself. */
  why?: string;
  /** The weekdays that are meant, where it is opening hours. */
  days?: number[];
}

type Named = Readonly<Record<string, unknown>>;

/** The settings whose field shows what is wrong with them, by what they are called and where they stand. */
const marked: Readonly<Record<string, { view: string; name: () => string }>> = {
  opening_hours: { view: 'hours', name: () => words.settings.hoursOf([]) },
  own_sites: { view: 'library', name: () => words.settings.sites },
  emergency_number: { view: 'safety', name: () => words.safeguards.number },
  'privacy.card_prefixes': { view: 'safety', name: () => words.privacy.prefixes },
  'privacy.card_numbers': { view: 'safety', name: () => words.privacy.formats },
  'privacy.phones': { view: 'safety', name: () => words.privacy.phones },
  'privacy.addresses': { view: 'safety', name: () => words.privacy.addresses },
  'privacy.domains': { view: 'safety', name: () => words.privacy.domains },
};

/** `privacy` of `privacy.phones`. */
export function topOf(path: string): string {
  return path.split('.')[0] ?? path;
}

/** Whether the field of a setting shows what is wrong with it. */
export function isMarked(path: string): boolean {
  return path in marked;
}

/** Which view of Settings has it. */
export function viewOf(path: string): string {
  return marked[path]?.view ?? 'library';
}

/** What was refused, as a person calls it. */
export function nameOf(path: string, aside: Aside): string {
  if (!aside.days) return marked[path]?.name() ?? path;
  return words.settings.hoursOf(aside.days.map((day) => words.settings.days[day - 1] ?? ''));
}

/** A setting, or a part of one. */
export function valueAt(settings: object, path: string): unknown {
  return path.split('.').reduce<unknown>((of, name) => (of as Named | undefined)?.[name], settings);
}

/** The settings as they are shown: what was refused lies over them. */
export function shownWith(settings: Settings, aside: Readonly<Record<string, Aside>>): Settings {
  let all = { ...settings } as unknown as Record<string, unknown>;
  for (const [path, { value }] of Object.entries(aside)) {
    const [top = '', part] = path.split('.');
    all = { ...all, [top]: part === undefined ? value : { ...(all[top] as Named), [part]: value } };
  }
  return all as unknown as Settings;
}

/**
 * What else was sent together with a part that was refused, with that part as it is kept; null: nothing that would be
 * a change.
 */
export function putBack(path: string, sent: object, kept: object | undefined): Partial<Settings> | null {
  const [top = '', part] = path.split('.');
  if (part === undefined || !kept) return null;
  const value = { ...(valueAt(sent, top) as Named), [part]: valueAt(kept, path) };
  return JSON.stringify(value) === JSON.stringify(valueAt(kept, top)) ? null : { [top]: value };
}
