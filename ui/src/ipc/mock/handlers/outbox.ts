import type { Pause } from '../../generated';
import { CallProblem } from '../../problem';
import { accounts, MINUTE } from '../desk';
import { message, threads, us } from '../inbox';
import { deliveries, draft, drafts } from '../writing';
import { draftBy, firstLine, fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'outbox_send'
  | 'outbox'
  | 'delivery_retry'
  | 'delivery_move'
  | 'delivery_settle'
  | 'delivery_cancel'
  | 'delivery_delete'
  | 'delivery_edit_again'
  | 'draft_take_back'
  | 'outbox_pause'
  | 'outbox_resume'
  | 'pause_state'
  | 'moment';

export function outboxHandlers(changed: Changed): Pick<Handlers, Keys> {
  let paused: Pause | null = null;
  return {
    outbox_send: ({ draft: id, confirm_personal }) => {
      const of = draftBy(id);
      const personal = of.targets.some(
        (target) => accounts.find((each) => each.id === target)?.who.kind === 'personal',
      );
      if (personal && !confirm_personal)
        throw new CallProblem({ code: 'confirm_personal', message: 'Maya Lindqvist is a personal account.' });
      of.queued_at = Date.now();
      const at = of.when.kind === 'at' && of.when.at > Date.now() ? of.when.at : null;
      const made = of.targets.map((target) => {
        const to = accounts.find((each) => each.id === target);
        return {
          id: fresh(),
          draft: id,
          account: target,
          platform: to?.platform ?? '',
          practice: to?.practice ?? false,
          title: firstLine(of.text),
          state: at === null ? { state: 'due' as const } : { state: 'planned' as const, at },
          attempts: 0,
          log: [],
          queued_at: Date.now(),
          can_delete: false,
          scheduled: at !== null,
          due_at: at ?? Date.now(),
          never_after: of.never_after,
          next_at: at ?? Date.now(),
          thread: null,
        };
      });
      deliveries.unshift(...made);
      if (of.conversation !== null)
        threads.get(of.conversation)?.push(message(us, of.text, 0, true, { delivery: made[0] ?? null }));
      changed('outbox', 'drafts', 'inbox', 'line');
      return made;
    },
    outbox: ({ needs_you }) =>
      deliveries
        .filter((each) => !needs_you || ['failed', 'missed', 'in_doubt'].includes(each.state.state))
        .map((each) => ({ ...each })),
    delivery_retry: ({ delivery, anyway }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (!found) throw missing();
      const past = found.never_after !== null && found.never_after < Date.now();
      if (past && !anyway)
        throw new CallProblem({ code: 'stopped', message: 'The moment it must not go out after has passed.' });
      const now = Date.now();
      const never_after = past ? null : found.never_after;
      Object.assign(found, { state: { state: 'due' }, scheduled: false, due_at: now, next_at: now, never_after });
      changed('outbox', 'line');
      return nothing;
    },
    delivery_move: ({ delivery, at, never_after }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (!found) throw missing();
      if (at < Date.now() - 5 * MINUTE)
        throw new CallProblem({ code: 'bad_input', field: 'when', message: 'This time has passed.' });
      const plan = { due_at: at, next_at: at, never_after, scheduled: true };
      Object.assign(found, { state: { state: 'planned', at }, ...plan });
      changed('outbox', 'line');
      return nothing;
    },
    draft_take_back: ({ draft: id }) => {
      const of = draftBy(id);
      const waiting = deliveries.filter((each) => each.draft === id && each.state.state !== 'cancelled');
      if (waiting.some((each) => !['planned', 'missed', 'failed'].includes(each.state.state)))
        throw new CallProblem({ code: 'stale', message: 'It is on its way by now.' });
      for (const each of waiting) each.state = { state: 'cancelled' };
      const { media, when, never_after, language } = of;
      const targets = waiting.map((each) => each.account);
      const made = draft(fresh(), of.text, 0, { media, when, never_after, language, targets });
      drafts.push(made);
      changed('outbox', 'drafts', 'line');
      return { ...made };
    },
    outbox_pause: ({ reason }) => {
      paused = { since: paused?.since ?? Date.now(), reason };
      changed('outbox');
      return paused;
    },
    outbox_resume: () => {
      paused = null;
      changed('outbox');
      return nothing;
    },
    pause_state: () => paused,
    moment: ({ local }) => {
      const at = new Date(local).getTime();
      if (Number.isNaN(at))
        throw new CallProblem({ code: 'bad_input', field: 'local', message: 'This is not a date with a time.' });
      const form = { dateStyle: 'full', timeStyle: 'short' } as const;
      const said = new Intl.DateTimeFormat('en-GB', form).format(at);
      return { at, again_at: null, clock: 'plain', local, words: said, note: '' };
    },
    delivery_settle: ({ delivery, there }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (found)
        found.state = there
          ? { state: 'sent', at: Date.now(), published: { remote_id: '1', url: null } }
          : { state: 'due' };
      changed('outbox', 'line');
      return nothing;
    },
    delivery_cancel: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (found) found.state = { state: 'cancelled' };
      changed('outbox', 'line');
      return nothing;
    },
    delivery_delete: () => nothing,
    delivery_edit_again: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      const made = draft(fresh(), found?.title ?? '', 0, { targets: found ? [found.account] : [] });
      drafts.push(made);
      changed('outbox', 'drafts', 'line');
      return made;
    },
  };
}
