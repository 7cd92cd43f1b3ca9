import type { AccountView } from '../ipc/generated';
import { words } from '../words';
import { healthFace, unwell } from './health';

/** An account that was read within this time is up to date. */
const FRESH_MS = 15 * 60_000;

export interface Unchecked {
  account: AccountView;
  /** "Not checked since yesterday 17:30" */
  since: string;
  /** What is wrong, and what happens next. */
  why: string;
}

/** Whether what is here of an account is what there is; null where it is. A lapsed sign-in is never a quiet day. */
export function unchecked(account: AccountView, now: number, zone?: string): Unchecked | null {
  const said = words.hours.checked;
  const at = account.last_checked_at;
  const ill = unwell(account);
  if (!ill && at !== null && (account.live || account.practice || now - at < FRESH_MS)) return null;
  const since = at === null ? said.never : said.since(words.time.moment(at, now, zone));
  const face = healthFace(account.health);
  const why = ill ? (face.detail === '' ? `${face.label}.` : `${face.label}: ${face.detail}`) : said.late;
  return { account, since, why };
}

/** The accounts of which something may be missing in a list of conversations. */
export function allUnchecked(accounts: readonly AccountView[], now: number, zone?: string): Unchecked[] {
  const talking = accounts.filter((account) => account.parts.includes('inbox'));
  return talking.map((account) => unchecked(account, now, zone)).filter((one) => one !== null);
}
