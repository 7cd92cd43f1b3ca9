import { accounts, settings } from '../desk';
import { conversations } from '../inbox';
import { posts } from '../posts';
import { scenario } from '../scenario';
import { deliveries, drafts } from '../writing';
import { accountHandlers } from './accounts';
import { calendarHandlers } from './calendar';
import { aidHandlers } from './aids';
import { conversationHandlers } from './conversations';
import { deskHandlers } from './desk';
import { emergencyHandlers } from './emergency';
import { exchangeHandlers } from './exchange';
import { feedHandlers } from './feeds';
import { hoursHandlers } from './hours';
import { inboxHandlers } from './inbox';
import { moderationHandlers } from './moderation';
import { outboxHandlers } from './outbox';
import { overviewHandlers } from './overview';
import { privacyHandlers } from './privacy';
import { recordHandlers } from './records';
import { seriesHandlers } from './series';
import type { Changed, Handlers } from './shared';
import { writingHandlers } from './writing';

export type { Handlers } from './shared';

if (scenario === 'first-run' || scenario === 'empty') {
  for (const list of [accounts, posts, conversations, drafts, deliveries]) list.length = 0;
  Object.assign(settings, { first_run_done: scenario === 'empty' });
}
if (scenario === 'first-run')
  Object.assign(settings, { library_name: '', time_zone: '', opening_hours: [], own_sites: [] });

/** The pretended program: enough of each command that every page can be used and looked at. */
export function handlers(changed: Changed): Handlers {
  const outbox = outboxHandlers(changed);
  return {
    ...deskHandlers(changed),
    ...accountHandlers(changed),
    ...feedHandlers(changed),
    ...hoursHandlers(changed),
    ...inboxHandlers(changed),
    ...conversationHandlers(changed),
    ...writingHandlers(changed),
    ...aidHandlers(changed),
    ...outbox,
    ...privacyHandlers(outbox.outbox_send),
    ...moderationHandlers(changed),
    ...emergencyHandlers(changed),
    ...calendarHandlers(changed),
    ...seriesHandlers(changed),
    ...recordHandlers(changed),
    ...exchangeHandlers(),
    ...overviewHandlers(),
  };
}
