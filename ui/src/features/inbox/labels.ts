import type { Label } from '../../ipc/generated';
import type { Tone } from '../../kit/tone';

const tones: Partial<Record<Label, Tone>> = {
  question: 'info',
  account: 'info',
  complaint: 'danger',
  safety: 'danger',
  book_challenge: 'warn',
  praise: 'good',
};

export const labelTone = (label: Label): Tone => tones[label] ?? 'plain';
