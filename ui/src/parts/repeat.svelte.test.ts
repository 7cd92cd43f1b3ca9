import { describe, expect, it, vi } from 'vitest';
import type { Series } from '../ipc/generated';
import { RepeatForm } from './repeat.svelte';

const stored: Series = {
  id: 3,
  name: 'Story time',
  kind: 'repeating',
  plan: {
    rhythm: { kind: 'monthly_weekday', nth: 5, weekday: 2 },
    first: '2026-12-29T10:30',
    ends: { kind: 'on', date: '2027-06-30' },
  },
  lead_days: 10,
  cool_down_days: 60,
  most_times: null,
  since_at: 1,
  paused_at: null,
  ended_at: null,
  created_at: 1,
};

describe('a series being set', () => {
  it('begins tomorrow at nine on the library’s clock, every week on that day', () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T03:00:00Z') });
    const form = new RepeatForm(null, 'America/New_York');
    expect(form.plan).toEqual({
      rhythm: { kind: 'weekly', weekdays: [3], every: 1 },
      first: '2026-11-25T09:00',
      ends: { kind: 'never' },
    });
    expect([form.day, form.nth]).toEqual([25, 4]);
    vi.useRealTimers();
  });

  it('shows one that is there as it is, and saves it unchanged', () => {
    const form = new RepeatForm(stored, 'UTC');
    expect(form.plan).toEqual(stored.plan);
    const { id, name, kind, plan, lead_days, cool_down_days, most_times } = stored;
    expect(form.save(stored, null)).toEqual({
      ...{ id, name, kind, plan, lead_days, cool_down_days, most_times },
      draft: null,
    });
  });

  it('keeps weekdays in the order of the week', () => {
    const form = new RepeatForm(stored, 'UTC');
    form.rhythm = 'weekly';
    form.weekdays = [2];
    form.flip(5);
    form.flip(1);
    form.flip(2);
    expect(form.plan.rhythm).toEqual({ kind: 'weekly', weekdays: [1, 5], every: 1 });
  });

  it('sends what is no number as none, so that the program says what is wrong', () => {
    const form = new RepeatForm(stored, 'UTC');
    form.ends = 'after';
    form.times = 'four';
    form.most = '2';
    form.lead = '';
    expect(form.plan.ends).toEqual({ kind: 'after', times: 0 });
    expect(form.save(null, 8)).toMatchObject({ id: null, draft: 8, most_times: 2, lead_days: 0 });
  });
});
