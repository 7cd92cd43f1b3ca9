import type { OccurrenceView, QueueSlot, SeriesView } from '../../generated';
import { accounts, DAY, HOUR } from '../desk';
import { drafts } from '../writing';
import { draftBy, firstLine, fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'queue_slots'
  | 'queue_slots_save'
  | 'queue_next'
  | 'series'
  | 'series_preview'
  | 'series_save'
  | 'series_pause'
  | 'series_end'
  | 'evergreen_add'
  | 'evergreen_remove'
  | 'occurrences'
  | 'occurrence_accept'
  | 'occurrence_skip';

const said = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(at);
const moment = (at: number) => ({ at, again_at: null, clock: 'plain' as const, local: '', words: said(at), note: '' });

export const occurrences: OccurrenceView[] = [
  {
    series: 1,
    name: 'Story time',
    at: Date.now() + 2 * DAY + HOUR,
    words: said(Date.now() + 2 * DAY + HOUR),
    state: 'waiting',
    draft: 31,
    revision: 1,
    title: 'Story time is back! Songs, rhymes and one very brave duck.',
    text: 'Story time is back! Songs, rhymes and one very brave duck.',
    pictures: 1,
    targets: [1, 2],
    changed: false,
    note: '',
  },
];

/** Queue times and posts that come again. */
export function seriesHandlers(changed: Changed): Pick<Handlers, Keys> {
  let slots: QueueSlot[] = [{ account: 1, weekday: 2, minute_of_day: 540 }];
  const list: SeriesView[] = [];
  const preview = (first: string): SeriesView['preview'] => ({
    words: 'Every Thursday at 9:00',
    next: [7, 14, 21, 28, 35].map((days) => moment(new Date(first).getTime() + days * DAY)),
    note: '',
  });
  const found = (id: number): SeriesView => {
    const one = list.find((each) => each.series.id === id);
    if (!one) throw missing();
    return one;
  };
  return {
    queue_slots: () => slots,
    queue_slots_save: ({ account, slots: kept }) => {
      slots = [...slots.filter((each) => each.account !== account), ...kept];
      changed('settings');
      return slots;
    },
    queue_next: ({ accounts: wanted }) =>
      wanted.map((account) => {
        const count = slots.filter((each) => each.account === account).length;
        return { account, slots: count, next: count > 0 ? moment(Date.now() + DAY) : null };
      }),
    series: () => list,
    series_preview: ({ first }) => preview(first),
    series_save: (save) => {
      const id = save.id ?? fresh();
      const { name, kind, plan, lead_days, cool_down_days, most_times } = save;
      const series = {
        ...{ id, kind, plan, lead_days, cool_down_days, most_times },
        name: name || 'Story time',
        since_at: Date.now(),
        paused_at: null,
        ended_at: null,
        created_at: Date.now(),
      };
      const of = save.draft === null ? null : draftBy(save.draft);
      if (of) Object.assign(of, { role: 'pattern', series: id });
      const patterns = of ? [{ draft: of.id, title: firstLine(of.text), last_at: null, times: 0 }] : [];
      const there = list.find((each) => each.series.id === id);
      if (there) Object.assign(there, { series, preview: preview(plan.first) });
      else list.push({ series, standing: 'running', preview: preview(plan.first), patterns, note: '' });
      changed('drafts');
      return { series: id };
    },
    series_pause: ({ series, paused }) => {
      found(series).standing = paused ? 'paused' : 'running';
      changed('drafts');
      return nothing;
    },
    series_end: ({ series }) => {
      found(series).standing = 'ended';
      for (const each of drafts) if (each.series === series) Object.assign(each, { role: 'draft', series: null });
      changed('drafts');
      return nothing;
    },
    evergreen_add: ({ series, draft }) => {
      const of = Object.assign(draftBy(draft), { role: 'pattern', series });
      found(series).patterns.push({ draft, title: firstLine(of.text), last_at: null, times: 0 });
      changed('drafts');
      return nothing;
    },
    evergreen_remove: ({ draft }) => {
      Object.assign(draftBy(draft), { role: 'draft', series: null });
      for (const each of list) each.patterns = each.patterns.filter((pattern) => pattern.draft !== draft);
      changed('drafts');
      return nothing;
    },
    occurrences: () => (accounts.length === 0 ? [] : occurrences),
    occurrence_accept: ({ series, at }) => {
      occurrences.splice(
        occurrences.findIndex((each) => each.series === series && each.at === at),
        1,
      );
      changed('drafts', 'outbox');
      return [];
    },
    occurrence_skip: ({ series, at, skip }) => {
      const one = occurrences.find((each) => each.series === series && each.at === at);
      if (one) one.state = skip ? 'skipped' : 'waiting';
      changed('drafts');
      return nothing;
    },
  };
}
