import type { AuthorView, ConversationView, MessageView, Thread } from '../generated';
import { before, DAY, HOUR, MINUTE } from './desk';
import { author } from './posts';

let next = 900;

export function message(
  by: AuthorView,
  text: string,
  ago: number,
  ours = false,
  more: Partial<MessageView> = {},
): MessageView {
  return {
    id: next++,
    author: by,
    ours,
    context: false,
    html: `<p>${text}</p>`,
    text,
    created_at: before(ago),
    url: 'https://glenfalls.example/message',
    visibility: 'public',
    content_warning: '',
    media: [],
    card: null,
    earlier: [],
    delivery: null,
    covered: [],
    answers_deleted: false,
    moderation: null,
    ...more,
  };
}

export const us = author('Glen Falls Library', '@library@glen.library.social');
const dana = author('Dana K.', '@dana@town.example');
const rosa = author('Rosa Medina', 'rosa-medina.example');
const barnes = author('T. Barnes', 't-barnes.example');
const jo = author('Jo (they/them)', '@jo@crafts.example');
const lena = author('Lena S.', '@lena@pictures.example');
const otto = author('Otto Practice', '@otto@practice');
const wes = author('Wes', '@wes@town.example');

export const conversations: ConversationView[] = [];
export const threads = new Map<number, MessageView[]>();

function conversation(
  id: number,
  account: number,
  platform: string,
  messages: MessageView[],
  more: Partial<ConversationView>,
): void {
  const theirs = messages.findLast((each) => !each.ours)!;
  const last = messages.at(-1)!;
  threads.set(id, messages);
  conversations.push({
    id,
    account,
    platform,
    practice: platform === 'practice',
    kind: 'reply',
    state: 'waiting',
    with: theirs.author,
    snippet: theirs.text,
    about: '',
    last_at: last.created_at,
    waiting_since: theirs.created_at,
    answer_by: {
      kind: 'by',
      at: theirs.created_at + 4 * HOUR,
      soon: theirs.created_at + 2 * HOUR,
    },
    unread: 0,
    reply_pending: false,
    label: null,
    snoozed_until: null,
    note: '',
    note_covered: false,
    reference: false,
    answered: messages.some((each) => each.ours),
    merged: 0,
    merged_labels: [],
    edited_after_answer: false,
    ...more,
  });
}

conversation(
  1,
  1,
  'mastodon',
  [
    message(
      us,
      'Story time is back! Songs, rhymes and one very brave duck. Thursdays at 10:30, ages 2 to 4. Sign up on our events page.',
      DAY + 2 * HOUR,
      true,
    ),
    message(
      dana,
      'Is the toddler story time on Thursday still on Zoom? We have a cold in the house and would rather join from the sofa.',
      3 * HOUR,
    ),
  ],
  { about: 'Story time is back! Songs, rhymes and one very brave duck.', unread: 1 },
);
conversation(
  2,
  2,
  'bluesky',
  [
    message(
      rosa,
      'Any chance of a Spanish-language book club this spring? Three of us at work would join tomorrow.',
      41 * MINUTE,
    ),
  ],
  { kind: 'mention', unread: 1 },
);
conversation(
  3,
  2,
  'bluesky',
  [
    message(
      barnes,
      'Third time this week the renewals page times out. I have a fine building up because of it.',
      5 * HOUR,
    ),
  ],
  { kind: 'mention', unread: 1 },
);
conversation(
  4,
  1,
  'mastodon',
  [
    message(us, 'Zine workshop in the maker room, Saturday at 11. Scissors, glue and paper are on us.', 2 * DAY, true),
    message(jo, 'Boosted your zine workshop post. Is there step-free access to the maker room?', DAY),
  ],
  { about: 'Zine workshop in the maker room, Saturday at 11.' },
);
conversation(
  5,
  1,
  'mastodon',
  [message(lena, 'The new picture-book display is a delight. Who painted the mural?', 2 * DAY)],
  { kind: 'mention' },
);
conversation(6, 4, 'practice', [message(otto, 'Hello! Do I need a card to use the computers?', 26 * HOUR)], {
  kind: 'mention',
});
conversation(
  7,
  1,
  'mastodon',
  [
    message(wes, 'I would rather ask here: can my daughter get a card without a fixed address?', 50 * MINUTE, false, {
      visibility: 'direct',
    }),
  ],
  { kind: 'direct', unread: 1 },
);
conversation(
  8,
  2,
  'bluesky',
  [
    message(
      author('Ada Okafor', 'ada-okafor.example'),
      'Looking forward to the evening with your readers. Shall I bring the maps?',
      3 * DAY,
    ),
    message(
      author('Glen Falls Library', 'glenlibrary.org'),
      'Please do. The projector takes them full size.',
      3 * DAY - HOUR,
      true,
    ),
  ],
  { kind: 'mention', state: 'done', waiting_since: null },
);

/** The first conversation's thread, as one answers in it. */
export function threadToAnswer(changed: Partial<Thread> = {}): Thread {
  const conversation = conversations[0]!;
  const messages = threads.get(conversation.id) ?? [];
  return {
    conversation,
    messages,
    count: messages.length,
    more: false,
    answers: 5,
    visibilities: ['public'],
    draft: null,
    limits: null,
    ...changed,
  };
}
