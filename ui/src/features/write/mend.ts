import type { AccountId, DraftId, DraftPreview, Finding, Span } from '../../ipc/generated';
import { say } from '../../kit/toasts.svelte';
import { words } from '../../words';

/** What stands where something was changed, and the whole text before and after. */
export interface Mended {
  /** Whose text it is; null: the common one. */
  on: AccountId | null;
  at: Span;
  before: string;
  after: string;
}

/** The part of an editor that is needed here. */
export interface Writing {
  readonly draft?: { id: DraftId } | undefined;
  readonly preview: DraftPreview | undefined;
  readonly looked: boolean;
  textOn: (account: AccountId | null) => string;
  put: (account: AccountId | null, text: string) => void;
  touched: () => void;
  save: () => Promise<void>;
  look: () => Promise<void>;
}

const same = (a: Finding, b: Finding): boolean =>
  a.check === b.check && a.words === b.words && a.fix?.kind === b.fix?.kind && a.fix?.label === b.fix?.label;

const away = (a: Finding, b: Finding): number => Math.abs((a.at?.start ?? 0) - (b.at?.start ?? 0));

/** What was found in a version of an account, or in the common text. */
function found(seen: DraftPreview, on: AccountId | null): Finding[] {
  if (on !== null) return seen.targets.filter((target) => target.account === on).flatMap((target) => target.findings);
  return [...seen.findings, ...seen.targets.filter((target) => !target.own).flatMap((target) => target.findings)];
}

/**
 * Puts the words of a finding's change into the text it was found in. The places in a finding are those of a text that may
 * be older than what stands there: that is looked at again first, and nothing is changed where somebody types meanwhile or
 * where the trouble is gone. None: nothing was changed.
 */
export async function mend(writing: Writing, finding: Finding, on: AccountId | null): Promise<Mended | undefined> {
  const before = writing.textOn(on);
  await writing.look();
  const seen = writing.preview;
  if (!writing.draft || !seen || !writing.looked || writing.textOn(on) !== before) return undefined;
  const all = found(seen, on).filter((one) => same(one, finding));
  const [now] = all.sort((a, b) => away(a, finding) - away(b, finding));
  if (now?.fix?.kind !== 'replace') return undefined;
  const { at, with: put } = now.fix;
  const after = before.slice(0, at.start) + put + before.slice(at.end);
  writing.put(on, after);
  writing.touched();
  await writing.save();
  return { on, at: { start: at.start, end: at.start + put.length }, before, after };
}

/** Takes a change back; where somebody wrote on, all stays as it is. */
export function takeBack(writing: Writing, { on, before, after }: Mended): void {
  if (writing.textOn(on) !== after) {
    say(words.write.wroteOn);
    return;
  }
  writing.put(on, before);
  writing.touched();
}
