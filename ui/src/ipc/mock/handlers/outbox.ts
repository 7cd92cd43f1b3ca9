import type { DeliveryView, Draft, Pause } from '../../generated';
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
  | 'delivery_edit'
  | 'delivery_replace'
  | 'delivery_rewrite'
  | 'delivery_details'
  | 'outbox_page'
  | 'delivery_edit_again'
  | 'draft_take_back'
  | 'outbox_pause'
  | 'outbox_resume'
  | 'pause_state'
  | 'moment';

function needsPerson(state: DeliveryView['state']): boolean {
  return state.state === 'failed' || state.state === 'missed' || (state.state === 'in_doubt' && state.ask);
}

export function outboxHandlers(changed: Changed): Pick<Handlers, Keys> {
  let paused: Pause | null = null;
  const again = (delivery: number, more: Partial<Draft> = {}): Draft => {
    const found = deliveries.find((each) => each.id === delivery);
    if (!found) throw missing();
    const made = draft(fresh(), found.title, 0, { targets: [found.account], ...more });
    drafts.push(made);
    changed('drafts', 'outbox');
    return { ...made };
  };
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
          private: of.visibility === 'direct',
          title: firstLine(of.text),
          state: at === null ? { state: 'due' as const } : { state: 'planned' as const, at },
          attempts: 0,
          log: [],
          queued_at: Date.now(),
          can_delete: false,
          scheduled: at !== null,
          due_at: at ?? Date.now(),
          settled_at: null,
          own_text: false,
          never_after: of.never_after,
          next_at: at ?? Date.now(),
          thread: null,
          kind: of.edits === null ? ('post' as const) : ('edit' as const),
          of: of.edits,
          can_edit: false,
          proof: null,
          kept_here: null,
        };
      });
      deliveries.unshift(...made);
      if (of.conversation !== null)
        threads.get(of.conversation)?.push(message(us, of.text, 0, true, { delivery: made[0] ?? null }));
      changed('outbox', 'drafts', 'inbox', 'line');
      return made;
    },
    outbox: ({ needs_you }) =>
      deliveries.filter((each) => !needs_you || needsPerson(each.state)).map((each) => ({ ...each })),
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
      paused = { since: paused?.since ?? Date.now(), reason, held: 0 };
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
    delivery_edit: ({ delivery }) => again(delivery, { edits: delivery }),
    delivery_replace: ({ delivery }) => again(delivery),
    delivery_rewrite: ({ delivery, text }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (!found) throw missing();
      Object.assign(found, { title: firstLine(text), state: { state: 'due' }, due_at: Date.now() });
      changed('outbox', 'line');
      return nothing;
    },
    delivery_details: ({ delivery }) => {
      const view = deliveries.find((each) => each.id === delivery);
      if (!view) throw missing();
      const pictures = view.draft === 21 ? [{ hash: 'duck', description: 'A felt duck on a blue rug' }] : [];
      return {
        view: { ...view },
        text: view.title,
        content_warning: '',
        pictures,
        card: null,
        answers: [],
        changes: [],
      };
    },
    outbox_page: ({ show, words, before, limit }) => {
      const needs = (each: DeliveryView): boolean => needsPerson(each.state);
      const waits = (each: DeliveryView): boolean => !needs(each) && !['sent', 'cancelled'].includes(each.state.state);
      const fits = (each: DeliveryView): boolean =>
        show === 'all' ||
        (show === 'needs_you' ? needs(each) : show === 'waiting' ? waits(each) : each.state.state === 'sent');
      const found = deliveries
        .filter((each) => fits(each) && each.title.toLowerCase().includes(words.toLowerCase()))
        .toSorted((a, b) => b.id - a.id)
        .filter((each) => before === null || each.id < before);
      const page = found.slice(0, limit || 50);
      return {
        deliveries: page.map((each) => ({ ...each })),
        next: found.length > page.length ? (page.at(-1)?.id ?? null) : null,
        needs_you: deliveries.filter(needs).length,
        waiting: deliveries.filter(waits).length,
      };
    },
    delivery_edit_again: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      const made = draft(fresh(), found?.title ?? '', 0, { targets: found ? [found.account] : [] });
      drafts.push(made);
      changed('outbox', 'drafts', 'line');
      return made;
    },
  };
}
