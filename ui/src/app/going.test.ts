import { beforeEach, expect, it } from 'vitest';
import type { NoticeOpens } from '../ipc/generated';
import { pretend } from '../ipc/mock';
import { setTransport } from '../ipc/transport';
import { followNotices } from './going';

let press: (opens: NoticeOpens) => void;

beforeEach(() => {
  location.hash = '#/calendar';
  setTransport({ ...pretend(), go: (heard) => (press = heard) });
  followNotices();
});

it.each([
  [{ place: 'conversation', conversation: 12 }, '#/inbox/12'],
  [{ place: 'inbox' }, '#/inbox'],
  [{ place: 'outbox' }, '#/write/sent'],
  [{ place: 'accounts' }, '#/accounts'],
  [{ place: 'write' }, '#/write/new'],
  [{ place: 'today' }, '#/today'],
] satisfies [NoticeOpens, string][])('leads %o to its place', (opens, hash) => {
  press(opens);
  expect(location.hash).toBe(hash);
});
