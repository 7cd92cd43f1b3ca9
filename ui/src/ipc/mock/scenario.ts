import type { DeskState, Trouble, TroubleKind } from '../generated';
import { before, DAY } from './desk';

/** Which desk is pretended, from the page's address: `?desk=first-run`, `empty`, `offline`, `opening`, `newer`, `trouble:damaged`. */
export const scenario =
  new URLSearchParams(typeof location === 'undefined' ? '' : location.search).get('desk') ?? 'lived-in';

const details: Partial<Record<TroubleKind, string>> = {
  damaged: 'The file lectern.db could not be read: database disk image is malformed.',
  newer_schema: 'The database was last opened by Lectern 0.4; this is Lectern 0.1.',
  key_missing: 'The keychain has no item for Lectern.',
  keychain_locked: 'The keychain “login” is locked.',
};

export function openingState(): DeskState {
  if (scenario === 'opening') return { state: 'opening' };
  if (scenario.startsWith('trouble:')) {
    const kind = scenario.slice('trouble:'.length) as TroubleKind;
    const trouble: Trouble = {
      kind,
      detail: details[kind] ?? 'The system answered: operation not permitted.',
      folder: '~/.local/share/lectern',
      backups: [
        ['lectern-2026-11-22.backup', before(2 * DAY)],
        ['lectern-2026-11-01.backup', before(23 * DAY)],
      ],
    };
    return { state: 'trouble', trouble };
  }
  return { state: 'ready', version: '0.1.0', recovered: scenario === 'recovered' };
}
