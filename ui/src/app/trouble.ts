import type { Trouble, TroubleKind } from '../ipc/generated';

interface WaysOut {
  /** Trying again can help once the person has done something. */
  retry: boolean;
  /** The recovery code can open the desk. */
  recover: boolean;
  /** An older copy could be opened instead. */
  restore: boolean;
  /** One can begin anew; the old desk is moved aside, not deleted. */
  aside: boolean;
}

const ways: Record<TroubleKind, WaysOut> = {
  no_keychain: { retry: true, recover: false, restore: false, aside: false },
  keychain_locked: { retry: true, recover: false, restore: false, aside: false },
  keychain_refused: { retry: true, recover: false, restore: false, aside: false },
  key_missing: { retry: true, recover: true, restore: false, aside: true },
  wrong_key: { retry: true, recover: true, restore: true, aside: true },
  newer_schema: { retry: false, recover: false, restore: true, aside: true },
  damaged: { retry: true, recover: false, restore: true, aside: true },
  disk_full: { retry: true, recover: false, restore: false, aside: false },
  read_only: { retry: true, recover: false, restore: false, aside: false },
  other: { retry: true, recover: false, restore: true, aside: true },
};

/** What can be done about a trouble. Nothing here deletes anything. */
export function waysOut(trouble: Trouble): WaysOut {
  return ways[trouble.kind];
}
