import { expect, test } from 'vitest';
import type { Finding } from '../ipc/generated';
import { mayOverrule } from './overrule';

const finding = (check: string, level: Finding['level']): Finding => ({
  check,
  level,
  words: '',
  at: null,
  why: '',
  fix: null,
});

test('only in private, and only what the privacy guard says, is overruled', () => {
  const hold = finding('privacy_circulation', 'stop');
  expect(mayOverrule([hold], 'direct')).toBe(true);
  expect(mayOverrule([hold, finding('links', 'warn')], 'direct')).toBe(true);
  expect(mayOverrule([hold], 'public')).toBe(false);
  expect(mayOverrule([hold], undefined)).toBe(false);
  expect(mayOverrule([hold, finding('length', 'stop')], 'direct')).toBe(false);
  expect(mayOverrule([finding('privacy_phone', 'warn')], 'direct')).toBe(false);
});
