import type { AccountView, Identity, Limits, PlatformView, Settings } from '../generated';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Moments before now, so that the pages always look lived in. */
export const before = (ms: number): number => Date.now() - ms;

export const identities: Identity[] = [
  { id: 1, kind: 'library', name: 'Glen Falls Library', colour: '#1c6455' },
  { id: 2, kind: 'personal', name: 'Maya Lindqvist', colour: '#6b3a78' },
];

export const platforms: PlatformView[] = [
  {
    key: 'mastodon',
    name: 'Mastodon family',
    letter: 'm',
    colour: '#5b4be1',
    about: 'Mastodon, GoToSocial, Pleroma, Akkoma and Pixelfed servers.',
    notes: ['Signs in through your own server; no password is kept.', 'Pixelfed takes no post without a picture.'],
    parts: ['feed', 'inbox', 'publish', 'like', 'boost'],
    practice: false,
    subscription: false,
  },
  {
    key: 'bluesky',
    name: 'Bluesky',
    letter: 'b',
    colour: '#1470d6',
    about: 'Bluesky and other servers of the same network.',
    notes: ['Signs in with your browser, or with an app password.', 'Private messages are not read.'],
    parts: ['feed', 'inbox', 'publish', 'like', 'boost'],
    practice: false,
    subscription: false,
  },
  {
    key: 'rss',
    name: 'Feeds',
    letter: 'r',
    colour: '#a8540f',
    about: 'News of any site that has RSS, Atom or JSON Feed.',
    notes: ['Nothing is signed in; the site only sees that its feed is read.'],
    parts: ['feed'],
    practice: false,
    subscription: true,
  },
  {
    key: 'practice',
    name: 'Practice desk',
    letter: 'p',
    colour: '#6b3a78',
    about: 'Made-up patrons and posts, for training and trying out.',
    notes: ['Nothing leaves this computer. Remove it whenever you like.'],
    parts: ['feed', 'inbox', 'publish', 'like', 'boost'],
    practice: true,
    subscription: false,
  },
];

export const limits = (text_max: number, text_unit: Limits['text_unit']): Limits => ({
  text_max,
  text_unit,
  text_max_bytes: text_max === 300 ? 3000 : null,
  link_weight: text_max === 500 ? 23 : null,
  mention_local_part_only: text_max === 500,
  warning_counts: text_max === 500,
  pictures_max: 4,
  picture_max_bytes: 8_000_000,
  picture_max_pixels: null,
  description_max: 1500,
  picture_required: false,
  picture_types: ['image/jpeg', 'image/png', 'image/webp'],
  visibilities: text_max === 500 ? ['public', 'unlisted', 'followers'] : ['public'],
  content_warning: text_max === 500,
  poll:
    text_max === 500
      ? { options_max: 4, option_chars_max: 50, shortest_s: 300, longest_s: 2_629_746, with_pictures: false }
      : null,
  video: {
    types: ['video/mp4'],
    max_bytes: 100_000_000,
    longest_s: text_max === 300 ? 180 : null,
    max_pixels: null,
    most: 1,
    with_pictures: false,
    captions_max_bytes: text_max === 300 ? 20_000 : null,
  },
});

const library = identities[0]!;

function account(
  id: number,
  platform: string,
  handle: string,
  name: string,
  more: Partial<AccountView> = {},
): AccountView {
  const kind = platforms.find((each) => each.key === platform)!;
  return {
    id,
    platform,
    handle,
    name,
    parts: kind.parts,
    limits: platform === 'mastodon' ? limits(500, 'characters') : platform === 'rss' ? null : limits(300, 'graphemes'),
    practice: kind.practice,
    subscription: kind.subscription,
    who: library,
    live: platform === 'mastodon',
    holds_ahead: platform === 'mastodon' ? 300 : null,
    identity: library.id,
    remote_id: String(id),
    server: `https://${handle.split('@').at(-1) ?? handle}`,
    facts: {},
    avatar_url: null,
    health: { state: 'well' },
    last_checked_at: before(2 * MINUTE),
    sign_in_lapses_at: null,
    group: '',
    added_at: before(90 * DAY),
    ...more,
  };
}

export const accounts: AccountView[] = [
  account(1, 'mastodon', '@library@glen.library.social', 'Glen Falls Library'),
  account(2, 'bluesky', 'glenlibrary.org', 'Glen Falls Library', {
    sign_in_lapses_at: Date.now() + 9 * DAY,
  }),
  account(3, 'mastodon', '@maya@books.example', 'Maya Lindqvist', {
    who: identities[1]!,
    identity: 2,
    live: false,
    health: { state: 'sign_in_needed', words: 'books.example no longer accepts this sign-in.' },
    last_checked_at: before(2 * DAY),
  }),
  account(4, 'practice', '@you@practice', 'Practice desk'),
  account(10, 'rss', 'https://statelibrary.example/news.xml', 'State Library news', { group: 'Libraries' }),
  account(11, 'rss', 'https://riverside.example/feed', 'Riverside Reads', { group: 'Libraries' }),
  account(12, 'rss', 'https://market.example/rss', 'Farmers Market', { group: 'Local partners' }),
  account(13, 'rss', 'https://glenfalls.example/news.atom', 'City of Glen Falls', { group: 'Local partners' }),
  account(14, 'rss', 'https://school.example/feed.json', 'Jackson Heights School', {
    group: 'Local partners',
    health: { state: 'trouble', words: 'school.example answered a web page instead of a feed.' },
  }),
  account(15, 'rss', 'https://post-star.example/rss', 'The Post-Star', { group: 'News' }),
];

export const settings: Settings = {
  library_name: 'Glen Falls Library',
  time_zone: 'America/New_York',
  branch: '',
  desk_phone: '555 0100',
  address: '1 Mill Street',
  opening_hours: [
    { weekday: 2, opens: 540, closes: 1080 },
    { weekday: 3, opens: 540, closes: 1080 },
    { weekday: 4, opens: 540, closes: 1200 },
    { weekday: 5, opens: 540, closes: 1080 },
    { weekday: 6, opens: 600, closes: 840 },
  ],
  own_sites: ['glenfallslibrary.example', 'catalog.glenfallslibrary.example'],
  language: 'en',
  theme: 'system',
  density: 'comfortable',
  first_run_done: true,
  recovery_code_kept: false,
  fetch_pictures: true,
  missed_grace_minutes: 30,
  facts_hold_days: 183,
  notices: {
    messages: true,
    deliveries: true,
    sign_ins: true,
    silent_accounts: [],
    silent_labels: ['spam'],
    quiet_when_closed: true,
    summary: true,
    summary_at: null,
    show_words: false,
  },
  privacy: { card_prefixes: [], card_numbers: [], phones: [], addresses: [], domains: [] },
  emergency_number: '911',
  second_person: false,
};
