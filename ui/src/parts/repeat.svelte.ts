import type { DraftId, Rhythm, Series, SeriesKind, SeriesPlan, SeriesSave } from '../ipc/generated';
import { daysLater, wallClock } from '../lib/wall';

/** A series as it is being set; what stands in fields that do not count is kept while one chooses. */
export class RepeatForm {
  kind = $state<SeriesKind>('repeating');
  name = $state('');
  rhythm = $state<Rhythm['kind']>('weekly');
  weekdays = $state.raw<number[]>([]);
  every = $state(1);
  day = $state(1);
  nth = $state(1);
  weekday = $state(1);
  first = $state('');
  ends = $state<'never' | 'on' | 'after'>('never');
  last = $state('');
  times = $state('4');
  lead = $state('7');
  coolDown = $state('60');
  most = $state('');

  /** A new one begins tomorrow at nine; one that is there is shown as it is. */
  constructor(series: Series | null, zone: string) {
    this.first = series?.plan.first ?? daysLater(wallClock(Date.now(), zone), 1, '09:00');
    const day = new Date(`${this.first.slice(0, 10)}T12:00:00Z`);
    this.weekday = day.getUTCDay() || 7;
    this.weekdays = [this.weekday];
    this.day = day.getUTCDate();
    this.nth = Math.min(5, Math.ceil(this.day / 7));
    this.last = daysLater(this.first, 28, '09:00').slice(0, 10);
    if (series) this.#show(series);
  }

  #show(series: Series): void {
    const { rhythm, ends } = series.plan;
    this.kind = series.kind;
    this.name = series.name;
    this.rhythm = rhythm.kind;
    if (rhythm.kind === 'weekly') [this.weekdays, this.every] = [rhythm.weekdays, rhythm.every];
    if (rhythm.kind === 'monthly') this.day = rhythm.day;
    if (rhythm.kind === 'monthly_weekday') [this.nth, this.weekday] = [rhythm.nth, rhythm.weekday];
    this.ends = ends.kind;
    if (ends.kind === 'on') this.last = ends.date;
    if (ends.kind === 'after') this.times = String(ends.times);
    this.lead = String(series.lead_days);
    this.coolDown = String(series.cool_down_days);
    this.most = series.most_times === null ? '' : String(series.most_times);
  }

  /** Switches a weekday on or off. */
  flip(weekday: number): void {
    this.weekdays = this.weekdays.includes(weekday)
      ? this.weekdays.filter((one) => one !== weekday)
      : [...this.weekdays, weekday].sort((a, b) => a - b);
  }

  get #rhythm(): Rhythm {
    switch (this.rhythm) {
      case 'daily':
        return { kind: 'daily' };
      case 'weekly':
        return { kind: 'weekly', weekdays: this.weekdays, every: this.every };
      case 'monthly':
        return { kind: 'monthly', day: this.day };
      case 'monthly_weekday':
        return { kind: 'monthly_weekday', nth: this.nth, weekday: this.weekday };
    }
  }

  /** When it comes. */
  get plan(): SeriesPlan {
    const ends: SeriesPlan['ends'] =
      this.ends === 'on'
        ? { kind: 'on', date: this.last }
        : this.ends === 'after'
          ? { kind: 'after', times: whole(this.times) ?? 0 }
          : { kind: 'never' };
    return { rhythm: this.#rhythm, first: this.first, ends };
  }

  /** What is saved of it. */
  save(series: Series | null, draft: DraftId | null): SeriesSave {
    return {
      id: series?.id ?? null,
      name: this.name,
      kind: this.kind,
      plan: this.plan,
      lead_days: whole(this.lead) ?? 0,
      cool_down_days: whole(this.coolDown) ?? 0,
      most_times: this.most.trim() === '' ? null : (whole(this.most) ?? 0),
      draft,
    };
  }
}

/** A whole number that fits, as typed; null: none. */
const whole = (typed: string): number | null => (/^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null);
