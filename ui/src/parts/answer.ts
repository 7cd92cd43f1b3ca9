import type { AnswerBy, Target } from '../ipc/generated';
import { words } from '../words';

export type Stand = 'on_time' | 'soon' | 'overdue';

export interface AnswerFace {
  stand: Stand | 'never';
  label: string;
}

/** How a promised answer stands at a moment; null where nothing is promised. */
export function answerFace(by: AnswerBy | null, now: number, zone?: string): AnswerFace | null {
  if (by?.kind === 'never') return { stand: 'never', label: words.hours.answer.never };
  return byFace(by, now, by?.kind === 'by' ? words.time.end(by.at, now, zone) : '', words.hours.answer);
}

/** The same in a list: as short as can be, and nothing where the library never opens, which is said above the list. */
export const briefFace = (by: AnswerBy | null, now: number, zone?: string): AnswerFace | null =>
  byFace(by, now, by?.kind === 'by' ? words.time.brief(by.at, now, zone) : '', words.hours.answerBrief);

type Said = Pick<typeof words.hours.answer, 'overdue' | 'soon' | 'onTime'>;

function byFace(by: AnswerBy | null, now: number, at: string, said: Said): AnswerFace | null {
  if (by?.kind !== 'by') return null;
  if (now >= by.at) return { stand: 'overdue', label: said.overdue(at) };
  return now >= by.soon ? { stand: 'soon', label: said.soon(at) } : { stand: 'on_time', label: said.onTime(at) };
}

/** Whether a wait is to be marked: its time is near or over; where there is none, after so many milliseconds. */
export function presses(by: AnswerBy | null, since: number | null, now: number, otherwise: number): boolean {
  if (since === null) return false;
  if (by?.kind === 'by') return now >= by.soon;
  return by?.kind !== 'no_target' && now - since >= otherwise;
}

/** A target as one word, for a list to choose from, and back. */
export function targetKey(target: Target): string {
  if (target.kind === 'minutes') return `minutes:${target.minutes}`;
  return target.kind === 'days' ? `days:${target.days}` : target.kind;
}

export function targetOf(key: string): Target {
  const [kind, number] = key.split(':');
  if (kind === 'minutes') return { kind, minutes: Number(number) };
  if (kind === 'days') return { kind, days: Number(number) };
  return kind === 'same_day' ? { kind } : { kind: 'none' };
}

export function targetWords(target: Target): string {
  const said = words.hours.targets.target;
  if (target.kind === 'minutes') return said.minutes(target.minutes);
  if (target.kind === 'days') return said.days(target.days);
  return target.kind === 'same_day' ? said.sameDay : said.none;
}

const USUAL: readonly Target[] = [
  { kind: 'minutes', minutes: 15 },
  { kind: 'minutes', minutes: 30 },
  { kind: 'minutes', minutes: 60 },
  { kind: 'minutes', minutes: 120 },
  { kind: 'minutes', minutes: 240 },
  { kind: 'same_day' },
  { kind: 'days', days: 1 },
  { kind: 'days', days: 2 },
  { kind: 'days', days: 3 },
  { kind: 'days', days: 5 },
  { kind: 'days', days: 10 },
  { kind: 'none' },
];

/** Targets to choose from, quickest first; what was set otherwise stays in the list. */
export function targetChoices(set: Target): [string, string][] {
  const all = USUAL.some((each) => targetKey(each) === targetKey(set)) ? USUAL : [set, ...USUAL];
  return all.map((each) => [targetKey(each), targetWords(each)]);
}
