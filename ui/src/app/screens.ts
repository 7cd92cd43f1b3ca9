import type { Component } from 'svelte';
import Accounts from '../features/accounts/Page.svelte';
import Calendar from '../features/calendar/Page.svelte';
import Feeds from '../features/feeds/Page.svelte';
import Inbox from '../features/inbox/Page.svelte';
import Records from '../features/records/Page.svelte';
import Settings from '../features/settings/Page.svelte';
import Today from '../features/today/Page.svelte';
import Write from '../features/write/Page.svelte';
import type { PageName } from '../lib/route';

/** Each page's screen. */
export const screens: Record<PageName, Component> = {
  today: Today,
  inbox: Inbox,
  feeds: Feeds,
  write: Write,
  calendar: Calendar,
  records: Records,
  accounts: Accounts,
  settings: Settings,
};
