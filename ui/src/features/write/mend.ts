import { call } from '../../ipc/call';
import type { DraftId, Finding, Span } from '../../ipc/generated';
import { toProblem } from '../../ipc/problem';
import { say } from '../../kit/toasts.svelte';
import { tellProblem } from '../../parts/act';
import { words } from '../../words';

/** What stands where something was changed, and the whole text before and after. */
export interface Mended {
  at: Span;
  before: string;
  after: string;
}

/** The part of an editor that is needed here. */
export interface Writing {
  readonly draft?: { id: DraftId } | undefined;
  readonly unsaved: boolean;
  text: string;
  touched: () => void;
  save: () => Promise<void>;
  look: () => Promise<void>;
}

const same = (a: Finding, b: Finding): boolean =>
  a.check === b.check && a.words === b.words && a.fix?.label === b.fix?.label;

const away = (a: Finding, b: Finding): number => Math.abs((a.at?.start ?? 0) - (b.at?.start ?? 0));

/**
 * Puts the words of a finding's change into the text. The places in a finding are those of the text it was found in, and
 * that may be an older one: the text is saved and looked at again first, and nothing is changed where somebody types
 * meanwhile or where the trouble is gone. None: nothing was changed.
 */
export async function mend(writing: Writing, finding: Finding): Promise<Mended | undefined> {
  await writing.save();
  const before = writing.text;
  const draft = writing.draft;
  if (!draft || writing.unsaved) return undefined;
  try {
    const seen = await call('draft_preview', { draft: draft.id });
    const all = [...seen.findings, ...seen.targets.flatMap((target) => target.findings)];
    const [now] = all.filter((one) => same(one, finding)).sort((a, b) => away(a, finding) - away(b, finding));
    if (writing.text !== before || now?.fix?.kind !== 'replace') {
      void writing.look();
      return undefined;
    }
    const { at, with: put } = now.fix;
    const after = before.slice(0, at.start) + put + before.slice(at.end);
    writing.text = after;
    writing.touched();
    await writing.save();
    return { at: { start: at.start, end: at.start + put.length }, before, after };
  } catch (thrown) {
    tellProblem(toProblem(thrown));
    return undefined;
  }
}

/** Takes a change back; where somebody wrote on, all stays as it is. */
export function takeBack(writing: Writing, { before, after }: Mended): void {
  if (writing.text !== after) {
    say(words.write.wroteOn);
    return;
  }
  writing.text = before;
  writing.touched();
}
