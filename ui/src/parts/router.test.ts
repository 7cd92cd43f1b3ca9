import { expect, it } from 'vitest';
import { router } from './router.svelte';

it('is on the way elsewhere before the page has changed', async () => {
  router.replace('write', 3);
  expect(router.isAt('write', 3)).toBe(true);
  expect(router.isAt('write', 4)).toBe(false);
  const arrived = new Promise((done) => {
    window.addEventListener('hashchange', done, { once: true });
  });
  router.go('calendar');
  expect(router.isAt('write', 3)).toBe(false);
  expect(router.isAt('calendar')).toBe(true);
  await arrived;
  expect(router.route).toEqual({ page: 'calendar', rest: [] });
});
