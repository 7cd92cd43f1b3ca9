import { call } from '../../ipc/call';
import type { AccountView, Identity, ImportOutcome } from '../../ipc/generated';
import { ask } from '../../kit/ask.svelte';
import { say, toasts } from '../../kit/toasts.svelte';
import { act } from '../../parts/act';
import { accountLabel } from '../../parts/health';
import { words } from '../../words';

const said = words.accounts;
/** More than any list of feeds; a wrong file is refused before it is read. */
const OPML_MAX_BYTES = 5_000_000;

export async function checkAccount(account: AccountView): Promise<void> {
  await act(() => call('account_check', { account: account.id }), { done: said.checking(accountLabel(account)) });
}

export async function checkAll(): Promise<void> {
  await act(() => call('feed_check_now', {}), { done: said.checkingAll });
}

export async function setIdentity(account: AccountView, identity: Identity): Promise<void> {
  await act(() => call('account_identity', { account: account.id, identity: identity.id }));
}

/** Removes an account after saying what goes and what stays. */
export async function removeAccount(account: AccountView): Promise<void> {
  const name = accountLabel(account);
  const unsent = account.subscription ? null : await act(() => call('account_unsent', { account: account.id }));
  if (unsent === null && !account.subscription) return;
  const sure = await ask({
    title: said.removeTitle(name),
    text: account.subscription ? said.unfollowText : `${said.removeText} ${said.removeUnsent(unsent?.count ?? 0)}`,
    yes: account.subscription ? said.unfollow : said.remove,
    danger: true,
  });
  if (sure) await act(() => call('account_remove', { account: account.id }), { done: said.removed(name) });
}

/** Brings in a list of feeds. Null: it could not be read, and the person was told. */
export async function importFeeds(file: File): Promise<ImportOutcome | null> {
  if (file.size > OPML_MAX_BYTES) {
    toasts.show({ tone: 'warn', text: said.tooLarge });
    return null;
  }
  return act(async () => call('subscriptions_import', { text: await file.text() }));
}

export async function exportFeeds(): Promise<void> {
  await act(async () => {
    const { text } = await call('subscriptions_export', {});
    const { done } = await call('save_text', { name: said.exportName, text });
    if (done) say(said.exported);
    return done;
  });
}
