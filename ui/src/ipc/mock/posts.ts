import type { AuthorView, PostView } from '../generated';
import { before, DAY, HOUR, MINUTE } from './desk';

export const author = (name: string, handle: string): AuthorView => ({ name, handle, url: null, avatar: null });

let next = 5000;

export function post(
  account: number,
  platform: string,
  by: AuthorView,
  text: string,
  ago: number,
  more: Partial<PostView> = {},
): PostView {
  return {
    id: next--,
    account,
    platform,
    practice: platform === 'practice',
    author: by,
    boosted_by: null,
    title: '',
    html: `<p>${text}</p>`,
    text: text.replace(/<[^>]*>/g, ''),
    created_at: before(ago),
    url: 'https://glenfalls.example/post',
    language: 'en',
    content_warning: '',
    visibility: 'public',
    media: [],
    card: null,
    counts: { replies: 0, boosts: 0, likes: 0 },
    liked: false,
    boosted: false,
    parts: platform === 'rss' ? ['feed'] : ['feed', 'publish', 'like', 'boost'],
    ...more,
  };
}

const archive = author('City Archive', '@archive@heritage.example');
const riverside = author('Riverside Reads', 'riverside.example');

export const posts: PostView[] = [
  post(
    1,
    'mastodon',
    archive,
    'Found in the basement today: glass negatives of the 1913 canal boats. Scans go up this week, free to reuse.',
    12 * MINUTE,
    {
      counts: { replies: 4, boosts: 31, likes: 88 },
      media: [
        {
          kind: 'picture',
          preview: 'canal',
          pending: false,
          description: 'A canal boat under sail on flat water, about 1913.',
          width: 640,
          height: 300,
          url: 'https://heritage.example/canal.jpg',
        },
      ],
    },
  ),
  post(
    2,
    'bluesky',
    riverside,
    'Our teens picked their ten favourite books of the year. Number three surprised every adult in the room.',
    38 * MINUTE,
    { counts: { replies: 9, boosts: 12, likes: 140 }, liked: true },
  ),
  post(
    10,
    'rss',
    author('State Library news', 'statelibrary.example'),
    'Grant round opens: digital skills sessions in small libraries. Applications close 15 January.',
    HOUR,
    {
      title: 'Digital skills grants, round two',
      card: {
        url: 'https://statelibrary.example/grants',
        host: 'statelibrary.example',
        title: 'Digital skills grants',
        description: 'Up to 4,000 for sessions, devices and staff time.',
        picture: null,
      },
    },
  ),
  post(
    12,
    'rss',
    author('Glen Falls Farmers Market', 'market.example'),
    'Last market of the season on Saturday. The library van will be there with seed packets and story sacks.',
    2 * HOUR,
  ),
  post(
    1,
    'mastodon',
    author('Jo (they/them)', '@jo@crafts.example'),
    'The zine workshop at <a href="https://glenfallslibrary.example/zines">our library</a> has three places left. Bring scissors.',
    3 * HOUR,
    { boosted_by: archive, counts: { replies: 1, boosts: 6, likes: 17 }, boosted: true },
  ),
  post(
    2,
    'bluesky',
    author('Ada Okafor', 'ada-okafor.example'),
    'Finished the last chapter on a train with no signal. It reads better when nobody can reach you.',
    4 * HOUR,
    { counts: { replies: 22, boosts: 40, likes: 512 } },
  ),
  post(
    1,
    'mastodon',
    author('Book Club Upstairs', '@club@books.example'),
    'We talked about the ending for an hour and agreed on nothing. Details inside.',
    5 * HOUR,
    { content_warning: 'Spoilers for “The Quiet Tide”', counts: { replies: 3, boosts: 2, likes: 9 } },
  ),
  post(
    4,
    'practice',
    author('Otto Practice', '@otto@practice'),
    'Does the library lend out telescopes? The sky over the falls has been so clear.',
    6 * HOUR,
    { counts: { replies: 1, boosts: 0, likes: 4 } },
  ),
  post(
    11,
    'rss',
    riverside,
    'New shelf by the window: novels in large print, picked by the Tuesday readers.',
    9 * HOUR,
    {
      media: [
        {
          kind: 'picture',
          preview: 'books',
          pending: false,
          description: '',
          width: 640,
          height: 360,
          url: 'https://riverside.example/shelf.jpg',
        },
      ],
    },
  ),
  ...Array.from({ length: 160 }, (_, at) =>
    post(
      at % 3 === 0 ? 15 : at % 3 === 1 ? 1 : 2,
      at % 3 === 0 ? 'rss' : at % 3 === 1 ? 'mastodon' : 'bluesky',
      at % 3 === 0 ? author('The Post-Star', 'post-star.example') : at % 3 === 1 ? archive : riverside,
      [
        'Snow is likely above the falls on Thursday; the bookmobile keeps to its valley round.',
        'Box 41 of the mill papers is catalogued. The letters are in pencil and hard to read, and worth it.',
        'Question of the week: which first line do you know by heart?',
        'The reading room is quiet until four. After that the chess club is in, and it is not.',
      ][at % 4]!,
      10 * HOUR + at * 1.3 * HOUR + (at % 7) * MINUTE + DAY / 24,
      { counts: { replies: at % 5, boosts: at % 11, likes: (at * 7) % 60 } },
    ),
  ),
];
