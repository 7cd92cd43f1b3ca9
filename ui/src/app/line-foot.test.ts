import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { pretend } from '../ipc/mock';
import { setTransport } from '../ipc/transport';
import { words } from '../words';
import LineFoot from './LineFoot.svelte';

const line = {
  offline: false,
  silent: null,
  sending: 1,
  needs_you: 0,
  unwell: 0,
  up_to_date_at: 1,
  fetching: false,
};

it('says that what waits is paused, not that it is being sent', async () => {
  setTransport(pretend({ line: () => line, pause_state: () => ({ since: 1, reason: '', held: 0 }) }));
  render(LineFoot, { narrow: false });
  expect(await screen.findByText(words.app.line.paused(1))).toBeTruthy();
  expect(screen.queryByText(words.app.line.sending(1))).toBeNull();
});
