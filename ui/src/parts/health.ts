import type { AccountHealth, AccountView } from '../ipc/generated';
import { words } from '../words';

export interface HealthFace {
  tone: 'good' | 'warn' | 'danger' | 'quiet';
  /** A word or three. */
  label: string;
  /** The platform's words or ours; may be empty. */
  detail: string;
}

/** How an account is doing, for eye and ear. */
export function healthFace(health: AccountHealth): HealthFace {
  const said = words.parts.health;
  switch (health.state) {
    case 'new':
      return { tone: 'quiet', label: said.new, detail: '' };
    case 'well':
      return { tone: 'good', label: said.well, detail: '' };
    case 'waiting':
      return { tone: 'warn', label: said.waiting, detail: health.words };
    case 'sign_in_needed':
      return { tone: 'danger', label: said.signInNeeded, detail: health.words };
    case 'trouble':
      return { tone: 'warn', label: said.trouble, detail: health.words };
  }
}

/** Whether an account is not well. */
export function unwell(account: AccountView): boolean {
  return (
    account.health.state === 'sign_in_needed' ||
    account.health.state === 'trouble' ||
    account.health.state === 'waiting'
  );
}

/** What to call an account in a list: its handle; a feed and the practice desk go by their names. */
export function accountLabel(account: Pick<AccountView, 'handle' | 'name' | 'subscription' | 'practice'>): string {
  const named = account.subscription || account.practice;
  return (named ? account.name : account.handle) || account.handle || account.name;
}
