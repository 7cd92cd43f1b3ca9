import { untrack } from 'svelte';
import { query } from '../../ipc/query.svelte';
import type { CalendarEntry, CalendarPage, CalendarQuery } from '../../ipc/generated';
import { announce } from '../../kit/toasts.svelte';
import { surroundings } from '../../kit/surroundings.svelte';
import { now } from '../../lib/clock.svelte';
import { address } from '../../lib/route';
import { dayLater, isDay, mondayOf, monthLater, wallClock, weeksOfMonth } from '../../lib/wall';
import { router } from '../../parts/router.svelte';
import { words } from '../../words';
import { copyTo, moveTo } from './doing';
import { localOf, samePlace, step, type Place } from './grid';

export const views = ['week', 'month', 'queue'] as const;
export type View = (typeof views)[number];

const PER_DAY: Record<View, number> = { week: 40, month: 3, queue: 100 };
/** The queue grows by so many days. */
const WEEKS = 28;

/** Something that is being moved or copied, and where it would be dropped now. */
export interface Moving {
  entry: CalendarEntry;
  copy: boolean;
  place: Place;
  by: 'keys' | 'pointer';
  /** It was dropped; the program is being asked. */
  dropped?: boolean;
}

/** The calendar as it is looked at. Where one is stands in the address: `#/calendar/week/2026-11-26`. */
export class Calendar {
  /** Only this account; 0: all. */
  account = $state(0);
  moving = $state.raw<Moving | null>(null);
  /** The entry that the arrow keys stand on. */
  current = $state<string | null>(null);
  /** The entry that takes the focus as soon as it is there. */
  wanted = $state<string | null>(null);
  /** The entry whose dialog is open. */
  opened = $state.raw<CalendarEntry | null>(null);
  /** The day whose entries are listed. */
  listed = $state<string | null>(null);
  #span = $state(WEEKS);

  readonly view = $derived.by((): View => views.find((each) => each === router.route.rest[0]) ?? 'week');
  readonly today = $derived.by(() => wallClock(now(), surroundings.zone).slice(0, 10));
  readonly minute = $derived.by(() => {
    const clock = wallClock(now(), surroundings.zone);
    return Number(clock.slice(11, 13)) * 60 + Number(clock.slice(14, 16));
  });
  readonly day = $derived.by(() => {
    const day = router.route.rest[1] ?? '';
    return isDay(day) ? day : this.today;
  });
  readonly range = $derived.by((): { from: string; until: string } => {
    if (this.view === 'month') return weeksOfMonth(this.day);
    if (this.view === 'queue') return { from: this.today, until: dayLater(this.today, this.#span - 1) };
    return { from: mondayOf(this.day), until: dayLater(mondayOf(this.day), 6) };
  });
  readonly heading = $derived.by(() => {
    if (this.view === 'month') return words.calendar.monthOf(this.day);
    if (this.view === 'queue') return words.calendar.queueTitle;
    return words.calendar.weekOf(this.range.from, this.range.until, this.today);
  });

  /** What is asked of the program. */
  readonly asked = $derived.by((): CalendarQuery => ({
    ...this.range,
    accounts: this.account === 0 ? [] : [this.account],
    per_day: PER_DAY[this.view],
  }));
  readonly page = query('calendar', () => this.asked, { keep: true });
  /** What was read to be printed, every post of every day, and what was asked for it. */
  read = $state.raw<{ asked: CalendarQuery; page: CalendarPage } | undefined>(undefined);
  /** What stands on paper: of another week, nothing that was read before. */
  readonly paper = $derived.by(() => (this.read?.asked === this.asked ? this.read.page : this.page.data));
  readonly entries = $derived.by(() => this.page.data?.entries ?? []);
  /** The entry that is reached by Tab. */
  readonly reached = $derived.by(
    () => this.entries.find((each) => each.id === this.current)?.id ?? this.entries[0]?.id ?? null,
  );

  constructor() {
    // What was dropped stands there once the page is read again.
    let last: unknown;
    $effect(() => {
      const data = this.page.data;
      if (data !== last && untrack(() => this.moving?.dropped)) this.moving = null;
      last = data;
    });
    // A new day begins: gaps and drafts whose time has passed are others.
    let day = this.today;
    $effect(() => {
      if (this.today === day) return;
      day = this.today;
      this.page.refresh();
    });
  }

  go(view: View, day: string): void {
    this.wanted = null;
    router.go('calendar', view, day);
  }

  hrefOf(view: View): string {
    return view === 'queue' ? address('calendar', 'queue') : address('calendar', view, this.day);
  }

  turn(by: -1 | 1): void {
    if (this.view === 'week') this.go('week', dayLater(this.day, 7 * by));
    if (this.view === 'month') this.go('month', monthLater(this.day, by));
  }

  toToday(): void {
    if (this.view !== 'queue') this.go(this.view, this.today);
  }

  showLater(): void {
    this.#span += WEEKS;
  }

  find(id: string | null): CalendarEntry | undefined {
    return this.entries.find((each) => each.id === id);
  }

  /** Begins to move or copy by keys. False: it cannot be. */
  begin(entry: CalendarEntry, copy: boolean): boolean {
    // What was dropped a moment ago is still on its way to its place.
    if (this.moving) return false;
    const may = copy ? entry.may.copy : entry.may.shift;
    const said = words.calendar;
    if (!may) {
      announce(copy ? said.cannotCopy : said.cannotMove);
      return false;
    }
    this.current = entry.id;
    this.moving = { entry, copy, place: { date: entry.date, minute: entry.minute }, by: 'keys' };
    announce((copy ? said.copying : said.moving)(entry.title));
    return true;
  }

  /** A key while something is being moved. True: it was meant for that. */
  press(key: string): boolean {
    const moving = this.moving;
    if (!moving || moving.dropped) return false;
    if (key === 'Escape') {
      this.leave();
      return true;
    }
    if (moving.by === 'pointer') return false;
    if (key === 'Enter') {
      void this.drop();
      return true;
    }
    const place = step(moving.place, key, this.view === 'week');
    if (place === null) return false;
    this.moving = { ...moving, place };
    if (place.date < this.range.from || place.date > this.range.until) {
      router.replace('calendar', this.view, place.date);
    }
    announce(words.calendar.place(place.date, place.minute));
    return true;
  }

  leave(): void {
    if (!this.moving) return;
    this.wanted = this.moving.entry.id;
    this.moving = null;
    announce(words.calendar.left);
  }

  async drop(): Promise<void> {
    const moving = this.moving;
    if (!moving) return;
    const { entry, copy, place } = moving;
    if (!copy && samePlace(place, entry)) {
      this.leave();
      return;
    }
    this.moving = { ...moving, dropped: true };
    const to = { kind: 'local' as const, local: localOf(place) };
    const done = copy ? await copyTo(entry, to) : await moveTo(entry, to);
    if (done) this.wanted = done;
    else {
      this.wanted = entry.id;
      this.moving = null;
    }
  }
}
