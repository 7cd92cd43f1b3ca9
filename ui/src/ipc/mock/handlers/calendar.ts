import { dayLater, dayWords, wallClock } from '../../../lib/wall';
import type { CalendarEntry, CalendarPage, EntryAccount, EntryKind, Timestamp } from '../../generated';
import { accounts, settings } from '../desk';
import { deliveries, draft as made, drafts } from '../writing';
import { firstLine, fresh, missing, type Changed, type Handlers } from './shared';

type Keys = 'calendar' | 'calendar_move' | 'calendar_copy' | 'calendar_send_now' | 'calendar_drop';

/** Where a delivery stands, as far as pretending goes. */
const kinds: Partial<Record<string, EntryKind>> = {
  failed: 'failed',
  in_doubt: 'in_doubt',
  missed: 'missed',
  planned: 'planned',
  sent: 'sent',
};
const state: Record<EntryKind, string> = {
  failed: 'Not sent',
  in_doubt: 'Did it go out? Please look',
  missed: 'Missed: send it now?',
  under_way: 'In line to be sent',
  planned: 'Scheduled',
  draft: 'Draft, not scheduled yet',
  sent: 'Sent',
};

function entry(draft: number, at: Timestamp, title: string, kind: EntryKind, to: readonly number[]): CalendarEntry {
  const wall = wallClock(at, settings.time_zone);
  const minute = Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14));
  const clock = `${Math.floor(minute / 60)}:${wall.slice(14)}`;
  const open = ['planned', 'missed', 'failed'].includes(kind);
  const date = wall.slice(0, 10);
  const full = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return {
    ...{ id: `${draft}-${at}`, draft, title, at, date, minute, clock, kind, state: state[kind], second: false },
    words: `${dayWords(date, full)}, ${clock}`,
    accounts: accounts
      .filter((each) => to.includes(each.id))
      .map((each): EntryAccount => ({
        account: each.id,
        platform: each.platform,
        label: each.handle,
        state: state[kind],
      })),
    never_after: null,
    may: { shift: open || kind === 'draft', copy: true, send_now: open, discard: open || kind === 'draft' },
    clash: '',
  };
}

function everything(): CalendarEntry[] {
  const keys = [...new Set(deliveries.map((each) => `${each.draft} ${each.due_at}`))];
  const posts = keys.map((key) => {
    const of = deliveries.filter((each) => `${each.draft} ${each.due_at}` === key && each.state.state !== 'cancelled');
    const first = of[0];
    if (!first) return null;
    const kind = kinds[first.state.state] ?? 'under_way';
    return entry(
      first.draft,
      first.due_at,
      first.title,
      kind,
      of.map((each) => each.account),
    );
  });
  const dated = drafts.map((each) =>
    each.queued_at === null && each.when.kind === 'at'
      ? entry(each.id, each.when.at, firstLine(each.text), 'draft', each.targets)
      : null,
  );
  return [...posts, ...dated].filter((each) => each !== null).sort((a, b) => a.at - b.at);
}

function page(from: string, until: string, perDay: number): CalendarPage {
  const all = everything();
  const today = wallClock(Date.now(), settings.time_zone).slice(0, 10);
  const days: CalendarPage['days'] = [];
  for (let date = from; date <= until; date = dayLater(date, 1)) {
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
    const open = settings.opening_hours
      .filter((each) => each.weekday === weekday)
      .map(({ opens, closes }) => ({ opens, closes }));
    const total = all.filter((each) => each.date === date).length;
    const words = dayWords(date, { weekday: 'long', day: 'numeric', month: 'long' });
    days.push({ date, weekday, words, open, note: '', total });
  }
  const entries = days.flatMap((day) =>
    all.filter((each) => each.date === day.date).slice(0, perDay === 0 ? undefined : perDay),
  );
  const undated = drafts.filter((each) => each.queued_at === null && each.when.kind === 'now');
  return {
    ...{ today, zone: settings.time_zone, hours_told: settings.opening_hours.length > 0, days, entries },
    missed: all.filter((each) => each.kind === 'missed'),
    undated: undated.map((each) => ({ draft: each.id, title: firstLine(each.text), accounts: [] })),
    undated_total: undated.length,
    ...{ clashes: [], clashes_total: 0, gaps: [] },
    later: all.filter((each) => each.date > until).length,
  };
}

export function calendarHandlers(changed: Changed): Pick<Handlers, Keys> {
  const target = (to: { kind: 'local'; local: string } | { kind: 'moment'; at: Timestamp }) => {
    const at = to.kind === 'moment' ? to.at : new Date(to.local).getTime();
    const local = wallClock(at, settings.time_zone);
    return { at, again_at: null, clock: 'plain' as const, local, words: local.replace('T', ', '), note: '' };
  };
  const open = (id: number) => deliveries.filter((each) => each.draft === id && each.state.state !== 'sent');
  return {
    calendar: ({ from, until, per_day }) => page(from, until, per_day),
    calendar_move: ({ draft: id, to }) => {
      const moment = target(to);
      const { at } = moment;
      for (const each of open(id)) Object.assign(each, { due_at: at, next_at: at, state: { state: 'planned', at } });
      const of = drafts.find((each) => each.id === id && each.queued_at === null);
      if (of) of.when = { kind: 'at', at };
      changed('outbox', 'drafts');
      return { to: moment, words: `Moved to ${moment.words}.`, back: null };
    },
    calendar_copy: ({ draft: id, to }) => {
      const moment = target(to);
      const from = drafts.find((each) => each.id === id);
      const text = from?.text ?? deliveries.find((each) => each.draft === id)?.title;
      if (text === undefined) throw missing();
      const copy = made(fresh(), text, 0, {
        ...from,
        id: fresh(),
        when: { kind: 'at', at: moment.at },
        queued_at: null,
      });
      drafts.push(copy);
      changed('drafts');
      return { draft: copy.id, to: moment, words: `Copied as a draft for ${moment.words}. It is not scheduled yet.` };
    },
    calendar_send_now: ({ draft: id }) => {
      for (const each of open(id)) each.state = { state: 'due' };
      changed('outbox');
      return { count: open(id).length };
    },
    calendar_drop: ({ draft: id }) => {
      const of = drafts.findIndex((each) => each.id === id && each.queued_at === null);
      if (of >= 0) drafts.splice(of, 1);
      for (const each of open(id)) each.state = { state: 'cancelled' };
      changed('outbox', 'drafts');
      return { count: 1 };
    },
  };
}
