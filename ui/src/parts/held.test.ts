import { describe, expect, it } from 'vitest';
import type { AccountView, DeliveryState, DeliveryView, Failure, HeldStage } from '../ipc/generated';
import { deliveryFace, needsPerson } from './delivery';
import { computerNote, safeWhenOff } from './held';

const why: Failure = { kind: 'unreachable', effect: 'maybe', words: 'The line was cut.' };
const held = (stage: HeldStage): DeliveryState => ({ state: 'held', at: 5, remote_id: 'h1', stage });
const asking = (ask: boolean) => held({ is: 'asking', since: 1, why, ask });
const delivery = (state: DeliveryState) => ({ state }) as DeliveryView;
const account = (id: number, holds_ahead: number | null) =>
  ({ id, handle: `@a${id}`, name: `a${id}`, platform: 'p', holds_ahead }) as AccountView;

describe('a post that its platform holds', () => {
  it('says where it waits and for what', () => {
    expect(deliveryFace(held({ is: 'waiting' }))).toMatchObject({ label: 'Waits on its platform', at: 5, detail: '' });
    const moved = { wish: 'move' as const, at: 9, never_after: null, by_taking_back: false };
    const face = deliveryFace(held({ is: 'wished', wish: moved, since: 1, trouble: 'No line.' }));
    expect(face).toMatchObject({ label: 'Being moved there', at: 9, tone: 'warn' });
    expect(face.detail).toContain('No line.');
  });

  it('needs a person only where the platform cannot tell', () => {
    expect([asking(true), asking(false), held({ is: 'waiting' })].map(needsPerson)).toEqual([true, false, false]);
  });

  it('is safe with this computer off only while it waits there', () => {
    expect(safeWhenOff(delivery(held({ is: 'waiting' })))).toBe(true);
    expect(safeWhenOff(delivery(asking(false)))).toBe(false);
    expect(safeWhenOff(delivery({ state: 'planned', at: 5 }))).toBe(false);
    expect(safeWhenOff(delivery({ state: 'due' }))).toBe(null);
  });
});

describe('what is said before a post is scheduled', () => {
  const accounts = [account(1, 300), account(2, null), account(3, 300)];
  const note = (targets: number[], seconds: number, thread = false) =>
    computerNote(targets, accounts, { at: seconds * 1000, now: 0, thread });

  it('tells each account that needs this computer', () => {
    expect(note([1, 3], 3600)).toContain('Safe with this computer off');
    expect(note([2], 3600)).toContain('keep Lectern running');
    const both = note([1, 2, 3], 3600);
    expect(both).toMatch(/Safe with this computer off: .*a1.* and .*a3.*\. Needs this computer on: .*a2/);
  });

  it('counts neither threads nor what is too soon as safe', () => {
    expect(note([1], 3600, true)).toContain('keep Lectern running');
    expect(note([1], 360)).toContain('keep Lectern running');
    expect(note([1], 361)).toContain('Safe');
  });
});
