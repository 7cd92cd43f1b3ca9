import type { DeliveryView, Draft } from '../generated';
import { before, DAY, HOUR, MINUTE } from './desk';

export function draft(id: number, text: string, ago: number, more: Partial<Draft> = {}): Draft {
  const saved = before(ago);
  return {
    id,
    revision: 1,
    text,
    versions: [],
    thread: { on: false, numbered: true },
    poll: null,
    language: 'en',
    content_warning: '',
    visibility: 'public',
    targets: [1, 2],
    media: [],
    when: { kind: 'now' },
    never_after: null,
    answers: null,
    conversation: null,
    shares: null,
    edits: null,
    // One that was begun just now was never saved.
    created_at: ago === 0 ? saved : saved - HOUR,
    updated_at: saved,
    queued_at: null,
    role: 'draft',
    name: '',
    series: null,
    occurrence_at: null,
    ...more,
  };
}

export const drafts: Draft[] = [
  draft(
    31,
    'Story time is back! Songs, rhymes and one very brave duck.\nThursdays at 10:30, ages 2 to 4, here or on Zoom.\nSign up: https://glenfallslibrary.example/storytime\n#StoryTime #GlenFallsLibrary',
    20 * MINUTE,
    {
      media: [
        {
          hash: 'duck',
          mime: 'image/png',
          name: 'duck.png',
          description: 'A librarian holds a felt duck above a circle of toddlers on a blue rug.',
          decorative: false,
          decorative_why: '',
          original: null,
          focus: null,
          moving: 'still' as const,
          video: null,
          width: 640,
          height: 360,
          bytes: 214_000,
        },
      ],
    },
  ),
  draft(32, 'The seed library opens again in February. Bring what you saved, take what you like.', DAY, {
    targets: [1],
  }),
  draft(33, 'Holiday hours: closed 24 to 26 December. Books due then are due on the 27th.', 3 * DAY, { targets: [] }),
];

function delivery(
  id: number,
  of: number,
  account: number,
  platform: string,
  title: string,
  state: DeliveryView['state'],
  more: Partial<DeliveryView> = {},
): DeliveryView {
  return {
    id,
    draft: of,
    account,
    platform,
    practice: false,
    private: false,
    title,
    state,
    attempts: 1,
    log: [],
    queued_at: before(5 * HOUR),
    can_delete: state.state === 'sent',
    scheduled: state.state === 'planned',
    due_at: state.state === 'planned' ? state.at : before(5 * HOUR),
    settled_at: null,
    own_text: false,
    never_after: null,
    next_at: state.state === 'planned' || state.state === 'retry' ? state.at : null,
    thread: null,
    kind: 'post',
    of: null,
    can_edit: state.state === 'sent' && platform !== 'bluesky',
    proof: null,
    kept_here: null,
    ...more,
  };
}

const page = { remote_id: '1', url: 'https://glen.library.social/@library/1' };

export const deliveries: DeliveryView[] = [
  delivery(
    71,
    21,
    1,
    'mastodon',
    'Story time is back',
    { state: 'sent', at: before(3 * HOUR), published: page },
    {
      proof: {
        proof: 'read',
        at: before(3 * HOUR),
        tries: 1,
        seen: { text: true, pictures: 2, descriptions: 2, card: false, answers: 0 },
        differences: [],
      },
    },
  ),
  delivery(
    72,
    21,
    2,
    'bluesky',
    'Story time is back',
    { state: 'sent', at: before(3 * HOUR), published: page },
    {
      proof: {
        proof: 'read',
        at: before(3 * HOUR),
        tries: 4,
        seen: { text: true, pictures: 2, descriptions: 1, card: false, answers: 0 },
        differences: [{ what: { part: 'description', picture: 2 }, ours: 'A felt duck on a blue rug', theirs: '' }],
      },
    },
  ),
  delivery(73, 22, 1, 'mastodon', 'New this week: 14 large-print mysteries', { state: 'sending', since: before(5000) }),
  delivery(74, 22, 2, 'bluesky', 'New this week: 14 large-print mysteries', { state: 'due' }),
  delivery(75, 23, 1, 'mastodon', 'Homework help starts in an hour', {
    state: 'retry',
    at: Date.now() + 4 * MINUTE,
    why: { effect: 'none', words: 'glen.library.social could not be reached.', kind: 'unreachable' },
  }),
  delivery(76, 24, 2, 'bluesky', 'The canal boats of 1913, in our reading room', {
    state: 'in_doubt',
    since: before(40 * MINUTE),
    why: { effect: 'maybe', words: 'The connection was cut before an answer came.', kind: 'unreachable' },
    ask: true,
    next_look_at: Date.now() + 10 * MINUTE,
  }),
  delivery(78, 26, 1, 'mastodon', 'The craft table moves to the garden on Saturday', {
    state: 'held',
    at: Date.now() + 2 * DAY,
    remote_id: '3221',
    stage: { is: 'waiting' },
  }),
  delivery(79, 26, 2, 'bluesky', 'The craft table moves to the garden on Saturday', {
    state: 'planned',
    at: Date.now() + 2 * DAY,
  }),
  delivery(77, 25, 1, 'mastodon', 'Meet the maker room', {
    state: 'failed',
    why: {
      effect: 'none',
      words: 'The picture is larger than this server takes (8 MB).',
      kind: 'rejected',
      field: 'media',
      limit: 8_000_000,
    },
  }),
];
