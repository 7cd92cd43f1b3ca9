import { describe, expect, it } from 'vitest';
import type { DeliveryView, ProofDifference, Proof, Seen } from '../ipc/generated';
import { deliveries } from '../ipc/mock/writing';
import { words } from '../words';
import { deliveryFace } from './delivery';
import { proofFace } from './proof';

const clock = (): string => '9:02';
const all: Seen = { text: true, pictures: 2, descriptions: 2, card: true, answers: 0 };
const read = (seen: Seen, differences: ProofDifference[] = []): Proof => ({
  proof: 'read',
  at: 1,
  tries: 1,
  seen,
  differences,
});
const face = (proof: Proof | null, more: Partial<DeliveryView> = {}) =>
  proofFace({ ...deliveries[0]!, proof, ...more }, clock);

describe('what was read back', () => {
  it('is said in one line, with what is there', () => {
    expect(face(read(all))?.line).toBe('Read back 9:02: the text, 2 descriptions and the card are there.');
    expect(face(read({ ...all, pictures: 0, descriptions: 0, card: false, answers: 0 }))?.line).toBe(
      'Read back 9:02: the text is there.',
    );
    expect(face(read({ text: false, pictures: 2, descriptions: 1, card: false, answers: 0 }))?.line).toBe(
      'Read back 9:02: 2 pictures and 1 description are there.',
    );
    expect(face(read({ text: false, pictures: 2, descriptions: 2, card: false, answers: 0 }))?.line).toBe(
      'Read back 9:02: 2 descriptions are there.',
    );
    expect(face(read({ ...all, pictures: 0, descriptions: 0, card: false, answers: 3 }))?.line).toBe(
      'Read back 9:02: the text and the 3 answers of the poll are there.',
    );
    expect(face(null)).toBeNull();
    const published = { remote_id: '1', url: null };
    expect(face(read(all), { state: { state: 'sent', at: 1, published, deleted_at: 2 } })).toBeNull();
  });

  it('tells every difference, and what one may do', () => {
    const gone: ProofDifference = { what: { part: 'description', picture: 2 }, ours: 'A duck', theirs: '' };
    const other: ProofDifference = { what: { part: 'text' }, ours: 'At three', theirs: 'At four' };
    const said = face(read(all, [other, gone]), { can_edit: true });
    expect(said?.tone).toBe('warn');
    expect(said?.differences).toEqual([
      'The text reads “At four” instead of “At three”.',
      'The description of picture 2 is not there: “A duck”',
    ]);
    expect(said?.advice).toBe(words.outbox.adviceEdit);
    const lost: ProofDifference = { what: { part: 'answers' }, ours: 'Ducks, Geese', theirs: '' };
    expect(face(read(all, [lost]))?.differences).toEqual(['The poll is not there. Its answers: Ducks, Geese']);
    expect(face(read(all, [gone]), { can_edit: false, can_delete: true })?.advice).toBe(words.outbox.adviceDelete);
  });

  it('says why where it could not be read', () => {
    expect(face({ proof: 'waiting', tries: 1, words: 'No line.' })?.line).toContain('No line.');
    expect(face({ proof: 'unread', at: 1, words: 'Not there.' })?.tone).toBe('warn');
  });
});

describe('changes and deletions', () => {
  it('have words of their own', () => {
    const published = { remote_id: '1', url: null };
    expect(deliveryFace({ state: 'sent', at: 1, published }, 'delete').label).toBe('Deleted');
    expect(deliveryFace({ state: 'sent', at: 1, published }, 'edit').label).toBe('Changed');
    const gone = deliveryFace({ state: 'sent', at: 1, published, deleted_at: 5 });
    expect([gone.label, gone.at]).toEqual([words.outbox.deletedThere, 5]);
  });
});
