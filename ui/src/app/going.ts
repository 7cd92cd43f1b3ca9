import type { NoticeOpens } from '../ipc/generated';
import { transport } from '../ipc/transport';
import { router } from '../parts/router.svelte';

/** Goes where a notification, or the menu of the tray, leads. */
export function go(opens: NoticeOpens): void {
  switch (opens.place) {
    case 'conversation':
      return router.go('inbox', opens.conversation);
    case 'inbox':
      return router.go('inbox');
    case 'outbox':
      return router.go('write', 'sent');
    case 'accounts':
      return router.go('accounts');
    case 'write':
      return router.go('write', 'new');
    case 'today':
      return router.go('today');
  }
}

/** Follows what is pressed outside of the window. */
export function followNotices(): void {
  transport().go?.(go);
}
