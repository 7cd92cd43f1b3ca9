import type { DeliveryKind, DeliveryState, MissedWhy } from '../ipc/generated';
import type { Tone } from '../kit/tone';
import { words } from '../words';
import { asksAboutHeld, heldFace } from './held';

export interface DeliveryFace {
  tone: Tone;
  label: string;
  /** Why, where there is a why. */
  detail: string;
  /** When it is, was or will be; none: now. */
  at: number | null;
}

/** Where a delivery stands, for eye and ear. Changes and deletions have words of their own. */
export function deliveryFace(state: DeliveryState, kind: DeliveryKind = 'post'): DeliveryFace {
  const face = faceOf(state);
  if (kind === 'post') {
    const deleted = state.state === 'sent' && state.deleted_at !== undefined;
    return deleted ? { ...face, tone: 'plain', label: words.outbox.deletedThere, at: state.deleted_at ?? null } : face;
  }
  const said = words.outbox.kinds[kind];
  if (state.state === 'sent') return { ...face, label: said.sent };
  if (state.state === 'failed') return { ...face, label: said.failed };
  if (state.state === 'in_doubt') return { ...face, label: state.ask ? said.inDoubt : said.checking };
  return face;
}

function faceOf(state: DeliveryState): DeliveryFace {
  const said = words.parts.delivery.states;
  switch (state.state) {
    case 'planned':
      return { tone: 'plain', label: said.planned, detail: '', at: state.at };
    case 'due':
      return { tone: 'plain', label: said.due, detail: '', at: null };
    case 'sending':
      return { tone: 'info', label: said.sending, detail: '', at: state.since };
    case 'sent':
      return { tone: 'good', label: said.sent, detail: '', at: state.at };
    case 'retry':
      return { tone: 'warn', label: said.retry, detail: state.why.words, at: state.at };
    case 'failed':
      return { tone: 'danger', label: said.failed, detail: state.why.words, at: null };
    case 'in_doubt':
      return {
        tone: 'warn',
        label: state.ask ? said.inDoubt : said.checking,
        detail: state.why.words,
        at: state.since,
      };
    case 'missed':
      return {
        tone: 'warn',
        label: state.why === 'answered' ? said.answered : said.missed,
        detail: missedWhy(state.why),
        at: state.due_at,
      };
    case 'held':
      return heldFace(state);
    case 'cancelled':
      return { tone: 'plain', label: said.cancelled, detail: '', at: null };
  }
}

const missedWhy = (why: MissedWhy): string =>
  why === 'not_there' ? words.held.missed : words.parts.delivery.missedWhy[why];

/** Whether only a person can say what happens next. */
export function needsPerson(state: DeliveryState): boolean {
  const asked = (state.state === 'in_doubt' && state.ask) || asksAboutHeld(state);
  return asked || state.state === 'failed' || state.state === 'missed';
}

/** The loudest of several states: what a post sent to many accounts is to show. */
export function worstOf(states: readonly DeliveryState[]): DeliveryState | undefined {
  const order: DeliveryState['state'][] = [
    'failed',
    'in_doubt',
    'missed',
    'retry',
    'sending',
    'due',
    'held',
    'planned',
    'sent',
    'cancelled',
  ];
  return [...states].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
}
