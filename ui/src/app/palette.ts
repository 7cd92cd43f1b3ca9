import type { SearchHit } from '../ipc/generated';
import type { Icon } from '../kit/icon';
import type { Action } from '../parts/actions.svelte';
import { router } from '../parts/router.svelte';
import { words } from '../words';

/** One line of the palette. */
export type Entry =
  | { kind: 'command'; id: string; label: string; keys?: string; icon?: Icon; run: () => void }
  | {
      kind: 'hit';
      id: string;
      what: string;
      platform: string | null;
      who: string;
      excerpt: string;
      at: number;
      run: () => void;
    };

/** Commands whose words begin with each of the words typed; all of them when nothing was typed. */
export function commandsFor(actions: readonly Action[], typed: string): Entry[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return actions
    .filter((action) => !action.keysOnly)
    .filter((action) => {
      const said = `${action.group} ${action.label}`.toLowerCase().split(/\s+/);
      return wanted.every((word) => said.some((each) => each.startsWith(word)));
    })
    .map(({ id, label, group, keys, icon, run }) => ({
      kind: 'command',
      id,
      label: group === words.app.keys.go ? `${group} ${label}` : label,
      keys,
      icon,
      run,
    }));
}

/** A hit of the search, with the way to it. */
export function hitEntry(hit: SearchHit): Entry {
  const said = words.app.palette.kinds;
  const { what, platform, who, excerpt, at } = hit;
  const base = { kind: 'hit' as const, platform, who, excerpt, at };
  switch (what.kind) {
    case 'post':
      return { ...base, id: `post-${what.id}`, what: said.post, run: () => router.go('feeds', 'post', what.id) };
    case 'message':
      return {
        ...base,
        id: `message-${what.conversation}-${at}`,
        what: said.message,
        run: () => router.go('inbox', what.conversation),
      };
    case 'draft':
      return {
        ...base,
        id: `draft-${what.id}-${hit.account ?? ''}`,
        what: what.queued ? said.queued : what.role === 'template' ? said.template : said.draft,
        run: () => (what.queued ? router.go('write', 'sent', what.id) : router.go('write', what.id)),
      };
  }
}
