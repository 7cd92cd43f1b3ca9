import type { LineState } from '../../generated';
import { CallProblem } from '../../problem';
import { MINUTE, accounts, before, settings } from '../desk';
import { openingState, scenario } from '../scenario';
import { deliveries } from '../writing';
import { nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'desk_status'
  | 'desk_retry'
  | 'desk_recover'
  | 'desk_set_aside'
  | 'desk_restore'
  | 'diagnostics'
  | 'open_link'
  | 'save_text'
  | 'recovery_code'
  | 'line'
  | 'progress'
  | 'progress_stop'
  | 'settings'
  | 'settings_save'
  | 'notice_test'
  | 'notice_ways'
  | 'time_zones';

export function deskHandlers(changed: Changed): Pick<Handlers, Keys> {
  const line = (): LineState => ({
    offline: scenario === 'offline',
    silent: null,
    sending: deliveries.filter((each) => each.state.state === 'due' || each.state.state === 'sending').length,
    needs_you: deliveries.filter((each) => each.state.state === 'failed' || each.state.state === 'in_doubt').length,
    unwell: accounts.filter((each) => each.health.state !== 'well' && each.health.state !== 'new').length,
    up_to_date_at: accounts.length === 0 ? null : before(2 * MINUTE),
    fetching: scenario === 'fetching',
  });
  return {
    desk_status: () => openingState(),
    desk_retry: () => openingState(),
    desk_recover: ({ code }) => {
      if (code.replace(/[^a-z0-9]/gi, '').length < 20)
        throw new CallProblem({ code: 'recovery_code', message: 'The code has 13 groups; this one is shorter.' });
      return { state: 'ready', version: '0.1.0', recovered: false };
    },
    desk_set_aside: () => ({ state: 'ready', version: '0.1.0', recovered: false }),
    desk_restore: () => ({ state: 'ready', version: '0.1.0', recovered: false }),
    diagnostics: () => ({
      text: 'Lectern 0.1.0\nLinux, WebKitGTK\nDatabase: schema 1, 4.2 MB, integrity ok\nAccounts: 4 well, 1 needs sign-in\n\n09:02:11 INFO  outbox: 2 deliveries sent\n09:05:40 WARN  feed school.example: not a feed\n',
    }),
    open_link: () => nothing,
    save_text: () => ({ done: true }),
    recovery_code: () => ({
      groups: [
        '7KQ2',
        'M9XD',
        'A4TR',
        'W8LC',
        'Z3HN',
        'P6VF',
        '2JYE',
        'B5SG',
        'K7QM',
        'D9RX',
        'T4WA',
        'C8ZL',
        'N3HP',
        'V6',
      ],
    }),
    line,
    progress: () =>
      scenario === 'fetching'
        ? [{ id: 'first:1', words: 'Fetching older posts of glen.library.social', done: 120, of: 400, stoppable: true }]
        : [],
    progress_stop: () => nothing,
    settings: () => ({ ...settings }),
    settings_save: (input) => {
      Object.assign(settings, input);
      changed('settings');
      return { ...settings };
    },
    notice_test: () => ({}),
    notice_ways: () => ({ tray: true }),
    time_zones: () => Intl.supportedValuesOf('timeZone'),
  };
}
