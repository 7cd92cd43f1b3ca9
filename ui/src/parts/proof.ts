import type { DeliveryView, ProofDifference, Proof } from '../ipc/generated';
import { words } from '../words';

export interface ProofFace {
  tone: 'good' | 'warn' | 'plain';
  line: string;
  /** What is not as it was sent. */
  differences: readonly string[];
  /** What one may do about it; empty: nothing is needed. */
  advice: string;
}

/** What came of reading a post back, in words; none: there is nothing to say. */
export function proofFace(delivery: DeliveryView, clock: (at: number) => string): ProofFace | null {
  const { proof } = delivery;
  const said = words.outbox;
  const { state } = delivery;
  // What was deleted since is not there any more.
  if (proof === null || (state.state === 'sent' && state.deleted_at !== undefined)) return null;
  switch (proof.proof) {
    case 'waiting':
      return { tone: 'plain', line: said.waiting(proof.words), differences: [], advice: '' };
    case 'unread':
      return { tone: 'warn', line: said.unread(proof.words), differences: [], advice: '' };
    case 'read':
      if (proof.differences.length === 0) {
        return { tone: 'good', line: said.read(clock(proof.at), seenParts(proof)), differences: [], advice: '' };
      }
      return {
        tone: 'warn',
        line: said.differs(clock(proof.at)),
        differences: proof.differences.map(differenceWords),
        advice: delivery.can_edit ? said.adviceEdit : delivery.can_delete ? said.adviceDelete : '',
      };
  }
}

function seenParts({ seen }: Extract<Proof, { proof: 'read' }>): string[] {
  const said = words.outbox.parts;
  const parts: string[] = [];
  if (seen.text) parts.push(said.text);
  if (seen.descriptions < seen.pictures) parts.push(said.pictures(seen.pictures));
  if (seen.descriptions > 0) parts.push(said.descriptions(seen.descriptions));
  if (seen.card) parts.push(said.card);
  if (seen.answers > 0) parts.push(said.answers(seen.answers));
  return parts.length > 0 ? parts : [said.nothing];
}

function differenceWords({ what, ours, theirs }: ProofDifference): string {
  const said = words.outbox.difference;
  return what.part === 'description' ? said.description(what.picture, ours, theirs) : said[what.part](ours, theirs);
}
