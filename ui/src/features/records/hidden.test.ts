import { describe, expect, it } from 'vitest';
import type { HiddenItem, HiddenStand } from '../../ipc/generated';
import { howLong } from './hidden';

const HOUR = 60 * 60 * 1000;
const item = (stand: HiddenStand, at: number): HiddenItem => ({
  hidden: { id: 1, stand, clause: 'True threats', at },
  since: HOUR,
  account: 1,
  handle: '@library@town.example',
  platform: 'scripted',
  author: 'Wes',
  snippet: 'Burn it down',
  quoted: 'Burn it down',
  agreed: '',
  url: null,
  record: 1,
  conversation: null,
});

describe('how long a message was hidden', () => {
  it('counts from when a person hid it, until it was shown again or until now', () => {
    expect(howLong(item('hidden', HOUR), 4 * HOUR)).toBe('hidden for 3 hours so far');
    expect(howLong(item('restored', 2 * HOUR), 90 * HOUR)).toBe('restored within 1 hour');
    expect(howLong(item('restored', HOUR + 90_000), 90 * HOUR)).toBe('restored within 2 minutes');
    expect(howLong(item('hidden', HOUR), 73 * HOUR)).toBe('hidden for 3 days so far');
    expect(howLong(item('refused', HOUR), 73 * HOUR)).toBe('');
    expect(howLong(item('hiding', HOUR), 73 * HOUR)).toBe('');
  });
});
