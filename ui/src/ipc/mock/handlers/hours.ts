import { dayWords } from '../../../lib/wall';
import type { AnswerTargetView, Closure, ClosureRow, ClosureView, Label, Target } from '../../generated';
import { HOUR } from '../desk';
import { fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'staffed'
  | 'closures'
  | 'closure_save'
  | 'closure_remove'
  | 'closures_preview'
  | 'closures_import'
  | 'answer_targets'
  | 'answer_target_save';

const usual: Record<Label, Target> = {
  question: { kind: 'days', days: 1 },
  account: { kind: 'same_day' },
  complaint: { kind: 'days', days: 1 },
  praise: { kind: 'days', days: 2 },
  book_challenge: { kind: 'days', days: 1 },
  media: { kind: 'days', days: 1 },
  spam: { kind: 'none' },
  safety: { kind: 'minutes', minutes: 60 },
  other: { kind: 'days', days: 1 },
};

const words = (one: Closure): string => {
  const full = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const said = (day: string) => dayWords(day, full);
  const days = one.first === one.last ? said(one.first) : `${said(one.first)} to ${said(one.last)}`;
  return `${days}: ${one.what.kind === 'hours' ? 'open at other hours' : 'closed'}`;
};

const view = (id: number, closure: Closure): ClosureView => ({ id, closure, words: words(closure), past: false });

export function hoursHandlers(changed: Changed): Pick<Handlers, Keys> {
  const targets = { ...usual };
  let closures: ClosureView[] = [
    view(1, { name: 'Winter break', first: '2026-12-24', last: '2027-01-01', what: { kind: 'closed' } }),
  ];
  return {
    staffed: () => ({ kind: 'open', until: Date.now() + 3 * HOUR }),
    closures: () => [...closures],
    closure_save: ({ id, closure }) => {
      const kept = view(id ?? fresh(), closure);
      closures = [...closures.filter((each) => each.id !== kept.id), kept];
      changed('settings');
      return kept;
    },
    closure_remove: ({ closure }) => {
      if (!closures.some((each) => each.id === closure)) throw missing();
      closures = closures.filter((each) => each.id !== closure);
      changed('settings');
      return nothing;
    },
    closures_preview: ({ text }) => ({
      until: 'Monday 27 November 2028',
      rows: text.split('BEGIN:VEVENT').flatMap((entry, at): ClosureRow[] => {
        const name = /SUMMARY:(.*)/.exec(entry)?.[1]?.trim() ?? '';
        const day = /DTSTART;VALUE=DATE:(\d{4})(\d{2})(\d{2})/.exec(entry);
        if (at === 0) return [];
        const base = { line: at, name, likely: day !== null };
        if (!day)
          return [{ ...base, words: '', state: 'broken', note: 'It does not say when it begins.', closures: [] }];
        const date = day.slice(1).join('-');
        const closure: Closure = { name, first: date, last: date, what: { kind: 'closed' } };
        return [{ ...base, words: words(closure), state: 'ready', note: '', closures: [closure] }];
      }),
    }),
    closures_import: ({ lines }) => ({ kept: lines.length, here: 0 }),
    answer_targets: () =>
      (Object.keys(usual) as Label[]).map((label): AnswerTargetView => {
        const at = Date.now() + 26 * HOUR;
        const none = targets[label].kind === 'none';
        return {
          label,
          target: targets[label],
          usual: usual[label],
          now: none ? { kind: 'no_target' } : { kind: 'by', at, soon: at - 2 * HOUR },
        };
      }),
    answer_target_save: ({ label, target }) => {
      targets[label] = target;
      changed('settings');
      return nothing;
    },
  };
}
