import Archive from '@lucide/svelte/icons/archive';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Inbox from '@lucide/svelte/icons/inbox';
import Newspaper from '@lucide/svelte/icons/newspaper';
import PenLine from '@lucide/svelte/icons/pen-line';
import Settings from '@lucide/svelte/icons/settings';
import Sun from '@lucide/svelte/icons/sun';
import type { Icon } from '../kit/icon';
import type { PageName } from '../lib/route';
import { words } from '../words';

/** The pages as the rail lists them, with the letter that follows `g`. */
export const pageList: readonly { page: PageName; label: string; icon: Icon; key: string }[] = [
  { page: 'today', label: words.app.today, icon: Sun, key: 't' },
  { page: 'inbox', label: words.app.inbox, icon: Inbox, key: 'i' },
  { page: 'feeds', label: words.app.feeds, icon: Newspaper, key: 'f' },
  { page: 'write', label: words.app.write, icon: PenLine, key: 'w' },
  { page: 'calendar', label: words.app.calendar, icon: CalendarDays, key: 'c' },
  { page: 'records', label: words.app.records, icon: Archive, key: 'r' },
  { page: 'accounts', label: words.app.accounts, icon: CircleUser, key: 'a' },
  { page: 'settings', label: words.app.settings, icon: Settings, key: 's' },
];
