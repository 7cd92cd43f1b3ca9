import { dayWords } from '../../lib/wall';

const posts = (n: number): string => (n === 1 ? '1 post' : `${n} posts`);

const clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
const longDay = (day: string): string => dayWords(day, { weekday: 'long', day: 'numeric', month: 'long' });

export const calendar = {
  title: 'Calendar',
  views: 'How to look at it',
  week: 'Week',
  month: 'Month',
  queue: 'Queue',
  /** "23 to 29 November", with the year where it is another one. */
  weekOf(from: string, until: string, today: string): string {
    const sameMonth = from.slice(0, 7) === until.slice(0, 7);
    const year = until.slice(0, 4) === today.slice(0, 4) ? '' : ` ${until.slice(0, 4)}`;
    const first = dayWords(from, sameMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' });
    return `${first} to ${dayWords(until, { day: 'numeric', month: 'long' })}${year}`;
  },
  monthOf: (day: string): string => dayWords(day, { month: 'long', year: 'numeric' }),
  queueTitle: 'What is coming',
  clock,
  longDay,
  place: (day: string, minute: number): string => `${longDay(day)}, ${clock(minute)}`,
  earlier: 'Earlier',
  later: 'Later',
  today: 'Today',
  account: 'Account',
  everyAccount: 'Every account',
  more: 'More',
  print: 'Print',
  savePage: 'Save as a page to print',
  saved: 'Saved.',
  paper: {
    days: (from: string, until: string): string => {
      const year = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
      return `${dayWords(from, year)} to ${dayWords(until, year)}`;
    },
    accounts: (names: readonly string[]): string =>
      `${names.length === 1 ? 'Account' : 'Accounts'}: ${names.join(', ')}`,
    zone: (zone: string): string => `All times are those of ${zone}.`,
    missed: 'Missed, waiting for you',
  },
  days: 'Days and hours',
  monthDays: 'Days of the month',
  dayLabel: (day: string, n: number): string => `${day}, ${n === 0 ? 'nothing' : posts(n)}`,
  closed: 'closed',
  now: (time: string): string => `Now, ${time}`,
  moreOfDay: (n: number, day: string): string => `${n} more on ${day}`,
  andMore: (n: number): string => `+${n} more`,
  draft: (title: string): string => `Draft: ${title}`,
  tooClose: 'Too close',
  second: 'second time',
  notes: (clashes: number, gaps: number): string =>
    [
      clashes > 0 ? (clashes === 1 ? '1 clash' : `${clashes} clashes`) : '',
      gaps > 0 ? (gaps === 1 ? '1 gap' : `${gaps} gaps`) : '',
    ]
      .filter(Boolean)
      .join(', '),
  clashesTitle: 'Too close together on one account',
  clashesMore: (n: number): string => `And ${n} more.`,
  gapsTitle: 'Open days of the coming fortnight without a post',
  show: 'Show',
  missedTitle: (n: number): string =>
    n === 1 ? 'One post was missed and waits for you' : `${n} posts were missed and wait for you`,
  wasDue: (moment: string): string => `It was due ${moment}.`,
  /** Which post a button is for, where the eye sees it. */
  of: (what: string, title: string): string => `${what}: ${title}`,
  sendNow: 'Send now',
  move: 'Move',
  moveTo: 'Move to…',
  copyTo: 'Copy to…',
  drop: 'Drop',
  open: 'Open in Write',
  openPost: 'Open the post',
  copyYes: 'Copy',
  moveTitle: 'Move to another time',
  copyTitle: 'Copy to another time',
  dropTitle: 'Drop this post?',
  dropText:
    'It is not sent to any account that it has not gone out to. The text stays in the list of what was written.',
  dropDraftTitle: 'Delete this draft?',
  dropDraftText: 'The text and its pictures go. Nothing was sent.',
  dropped: 'Dropped. Nothing was sent.',
  deleted: 'Draft deleted.',
  sent: 'In line to be sent.',
  takeBack: 'Take back',
  takenBack: 'Back where it was.',
  openCopy: 'Open in Write',
  neverAfter: (moment: string): string => `It must not go out after ${moment}.`,
  goesTo: 'Goes to',
  nowhere: 'No account is chosen yet.',
  cannotMove: 'This cannot be moved any more.',
  cannotCopy: 'An answer belongs to its conversation and cannot be copied.',
  moving: (title: string): string =>
    `Moving “${title}”. Arrow keys choose the day and time, Enter drops it there, Escape leaves it where it is.`,
  copying: (title: string): string =>
    `Copying “${title}”. Arrow keys choose the day and time, Enter makes the copy there, Escape makes none.`,
  left: 'It stays where it was.',
  hintMove: 'Arrow keys choose. Enter drops it, Escape leaves it.',
  emptyTitle: 'Nothing is planned here',
  emptyText:
    'Write a post and choose “At a time” under When: it stands here at its hour, and can be dragged to another. Drafts with a time stand here too.',
  emptyWrite: 'Write a post',
  queueEmpty: 'Nothing is coming',
  undated: 'Drafts with no time',
  undatedMore: (n: number): string => `And ${n} more under Write.`,
  laterPosts: (n: number): string => (n === 1 ? '1 more comes later' : `${n} more come later`),
  showLater: 'Show four more weeks',
  keys: {
    group: 'Calendar',
    move: 'Move the chosen post with the arrow keys',
    copy: 'Copy the chosen post with the arrow keys',
    today: 'Go to today',
    earlier: 'Earlier week or month',
    later: 'Later week or month',
    week: 'Show the week',
    month: 'Show the month',
    queue: 'Show the queue',
  },
};
