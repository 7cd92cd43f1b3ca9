import type { AccountId, AccountView, DraftPreview, Finding } from '../../ipc/generated';
import { accountLabel } from '../../parts/health';

/** A finding and whose it is. */
export interface Named {
  finding: Finding;
  /** The account it is about; empty: all. */
  account: string;
  /** Whose text its places are in; null: the common one. */
  on: AccountId | null;
  /** The account it was found for, where it was for one. */
  target?: AccountId;
}

/** What was found in the common text, then what was found for each account. */
export function named(preview: DraftPreview | undefined, chosen: readonly AccountView[]): Named[] {
  return [
    ...(preview?.findings ?? []).map((finding) => ({ finding, account: '', on: null })),
    ...(preview?.targets ?? []).flatMap((target) => {
      const account = chosen.find((one) => one.id === target.account);
      const [label, on] = [account ? accountLabel(account) : '', target.own ? target.account : null];
      return target.findings.map((finding) => ({ finding, account: label, on, target: target.account }));
    }),
  ];
}
