import type { AccountId, AuthorView, BlockedView } from '../../ipc/generated';
import { words } from '../../words';

/** What is to be said of those who wrote here and are blocked on the account they wrote to: each person once. */
export function blockedHere(
  all: readonly BlockedView[],
  account: AccountId,
  people: readonly AuthorView[],
  day: (at: number) => string,
): string[] {
  const said = words.blocking;
  const here = new Set(people.map((one) => one.handle));
  const lines = all
    .filter((one) => one.account === account && here.has(one.person))
    .map((one) => {
      if (one.stand === 'blocking') return said.isBlocking(one.name);
      if (one.stand === 'unblocking') return said.isUnblocking(one.name);
      if (one.stand !== 'blocked') return '';
      return said.isBlocked(one.name, one.until === null ? said.withoutEnd : said.untilDay(day(one.until)));
    });
  return [...new Set(lines)].filter((line) => line !== '');
}
