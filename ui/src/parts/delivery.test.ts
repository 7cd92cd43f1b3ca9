import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryState, DeliveryView } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { deliveries } from '../ipc/mock/writing';
import { CallProblem } from '../ipc/problem';
import { setTransport } from '../ipc/transport';
import AskHost from '../kit/AskHost.svelte';
import { toasts } from '../kit/toasts.svelte';
import { words } from '../words';
import { deliveryFace, needsPerson, worstOf } from './delivery';
import DeliveryHelp from './DeliveryHelp.svelte';

const said = words.parts.delivery;
const why = { effect: 'none', words: 'Too long.', kind: 'rejected', field: null, limit: null } as const;
const doubt = (ask: boolean): DeliveryState => ({ state: 'in_doubt', since: 1, why, ask, next_look_at: 2 });
const sample = deliveries[0]!;
const withState = (state: DeliveryState, more: Partial<DeliveryView> = {}): DeliveryView => ({
  ...sample,
  id: 9,
  state,
  ...more,
});

let done: string[] = [];

beforeEach(() => {
  done = [];
  toasts.list = [];
  location.hash = '#/today';
  setTransport(
    pretend({
      delivery_settle: ({ there }) => {
        done.push(there ? 'there' : 'again');
        return {};
      },
      delivery_retry: () => {
        done.push('retry');
        return {};
      },
      delivery_cancel: () => {
        done.push('cancel');
        return {};
      },
    }),
  );
});

const press = async (name: string): Promise<unknown> => fireEvent.click(await screen.findByRole('button', { name }));

describe('one delivery', () => {
  it('in doubt is settled by what the person saw, either way', async () => {
    render(DeliveryHelp, { delivery: withState(doubt(true)), account: 'glenlibrary.org' });
    expect(document.body.textContent).toContain(said.look('glenlibrary.org'));
    await press(said.yesThere);
    await waitFor(() => expect(done).toEqual(['there']));
    await press(said.noAgain);
    await waitFor(() => expect(done).toEqual(['there', 'again']));
  });

  it('in doubt asks nobody while the platform can still be asked', () => {
    render(DeliveryHelp, { delivery: withState(doubt(false)) });
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  it('that failed can be tried again, or left after a question', async () => {
    render(AskHost);
    render(DeliveryHelp, { delivery: withState({ state: 'failed', why }) });
    await press(said.tryAgain);
    await waitFor(() => expect(done).toEqual(['retry']));
    await press(said.stop);
    expect(await screen.findByText(said.stopText)).toBeTruthy();
    expect(done).toEqual(['retry']);
    const stops = screen.getAllByRole('button', { name: said.stop, hidden: true });
    await fireEvent.click(stops.at(-1)!);
    await waitFor(() => expect(done).toEqual(['retry', 'cancel']));
  });

  it('says what went wrong when a button does not work', async () => {
    setTransport(
      pretend({
        delivery_retry: () => {
          throw new CallProblem({ code: 'unreachable', message: 'No line.' });
        },
      }),
    );
    render(DeliveryHelp, { delivery: withState({ state: 'missed', due_at: 1, why: 'late' }) });
    await press(said.sendNow);
    await waitFor(() => expect(toasts.list[0]?.title).toContain(words.problems.unreachable.title));
  });
});

describe('states', () => {
  it('need a person only when nothing else can help', () => {
    expect(needsPerson(doubt(true))).toBe(true);
    expect(needsPerson(doubt(false))).toBe(false);
    expect(needsPerson({ state: 'retry', at: 1, why })).toBe(false);
    expect(needsPerson({ state: 'missed', due_at: 1, why: 'late' })).toBe(true);
  });

  it('show the loudest of many', () => {
    const sent: DeliveryState = { state: 'sent', at: 1, published: { remote_id: '1', url: null } };
    expect(worstOf([sent, { state: 'failed', why }, { state: 'due' }])?.state).toBe('failed');
    expect(worstOf([])).toBeUndefined();
  });

  it('carry the platform’s words where there are any', () => {
    expect(deliveryFace({ state: 'failed', why }).detail).toBe('Too long.');
    expect(deliveryFace(doubt(false)).label).toBe(said.states.checking);
  });
});
