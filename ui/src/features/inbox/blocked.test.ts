import { expect, it } from 'vitest';
import type { BlockedView } from '../../ipc/generated';
import { author } from '../../ipc/mock/posts';
import { words } from '../../words';
import { blockedHere } from './blocked';

const said = words.blocking;
const eli = author('Eli Brand', '@eli@town.example');
const one = (more: Partial<BlockedView> = {}): BlockedView => ({
  id: 1,
  stand: 'blocked',
  at: 0,
  since: 0,
  name: 'Eli Brand',
  person: '@eli@town.example',
  clause: 'True threats',
  until: 9,
  endless: '',
  agreed: '',
  review_at: 5,
  review_due: false,
  account: 1,
  handle: '@library@town.example',
  platform: 'scripted',
  record: 1,
  ...more,
});
const here = (...all: BlockedView[]): string[] => blockedHere(all, 1, [eli, eli], (at) => `day ${at}`);

it('says until when whoever wrote here is blocked, once', () => {
  expect(here(one())).toEqual([said.isBlocked('Eli Brand', said.untilDay('day 9'))]);
  expect(here(one({ until: null }))).toEqual([said.isBlocked('Eli Brand', said.withoutEnd)]);
  expect(here(one({ stand: 'blocking' }))).toEqual([said.isBlocking('Eli Brand')]);
  expect(here(one({ stand: 'unblocking' }))).toEqual([said.isUnblocking('Eli Brand')]);
});

it('says nothing of others, of another account, and of what is over', () => {
  expect(here(one({ person: '@other@town.example' }), one({ account: 2 }))).toEqual([]);
  expect(here(one({ stand: 'unblocked' }), one({ stand: 'refused' }))).toEqual([]);
});
