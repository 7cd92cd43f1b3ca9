import type { Closure, ClosureKind } from '../../ipc/generated';
import { fromClock, toClock, withTimes } from '../../lib/hours';

const DAY = 1440;

/** An opening as it is typed. */
export interface TypedSpan {
  opens: string;
  closes: string;
}

/** Closed days, or days with other hours, as they are typed. */
export interface ClosureForm {
  name: string;
  first: string;
  last: string;
  kind: ClosureKind['kind'];
  from: string;
  until: string;
  open: TypedSpan[];
}

export function formOf(closure: Closure | null): ClosureForm {
  const empty = { from: '12:00', until: '24:00', open: [{ opens: '10:00', closes: '14:00' }] };
  if (!closure) return { name: '', first: '', last: '', kind: 'closed', ...empty };
  const { name, first, last, what } = closure;
  const base = { name, first, last, kind: what.kind, ...empty };
  if (what.kind === 'between')
    return { ...base, from: toClock(what.from), until: what.until === DAY ? '24:00' : toClock(what.until) };
  if (what.kind === 'hours')
    return {
      ...base,
      open: what.open.map(({ opens, closes }) => ({ opens: toClock(opens), closes: toClock(closes) })),
    };
  return base;
}

/** The field in which something is no time of day: `from`, `until`, `opens-0`, `closes-0`. */
export type WrongTime = string;

/** What was typed, to be kept; or the first field that is no time of day. */
export function closureOf(form: ClosureForm): Closure | WrongTime {
  const { name, first, kind } = form;
  const base = { name, first, last: form.last === '' ? first : form.last };
  if (kind === 'closed') return { ...base, what: { kind } };
  if (kind === 'between') {
    const [from, until] = [fromClock(form.from), fromClock(form.until)];
    if (from === null || from === DAY) return 'from';
    if (until === null) return 'until';
    // Until midnight is the end of the day.
    return { ...base, what: { kind, from, until: until === 0 ? DAY : until } };
  }
  const open = [];
  for (const [at, span] of form.open.entries()) {
    const [opens, closes] = [fromClock(span.opens), fromClock(span.closes)];
    if (opens === null) return `opens-${at}`;
    if (closes === null) return `closes-${at}`;
    const { opens: from, closes: to } = withTimes({ weekday: 1, opens: 0, closes: 0 }, opens, closes);
    open.push({ opens: from, closes: to });
  }
  return { ...base, what: { kind, open } };
}
