import type { CsvPreview, Rehearsal } from '../../generated';
import { accounts, before, DAY } from '../desk';
import type { Handlers } from './shared';

type Keys = 'csv_preview' | 'csv_import' | 'calendar_csv' | 'calendar_ics' | 'rehearse';

function preview(): CsvPreview {
  const row = { accounts: accounts.slice(0, 1).map((one) => one.id), never_after: null, findings: [] };
  const rows: CsvPreview['rows'] = [
    { ...row, line: 2, text: 'Story time at ten', at: before(-DAY), words: 'Tomorrow, 9:00', state: 'ready' },
    {
      ...row,
      line: 3,
      text: 'Chess club',
      at: null,
      words: '',
      findings: [
        {
          check: 'past',
          level: 'stop',
          words: 'This time has passed. Change it in the file.',
          at: null,
          why: '',
          fix: null,
        },
      ],
      state: 'broken',
    },
  ];
  return {
    kind: 'own',
    zone: 'Europe/Berlin',
    notes: [],
    dates: null,
    names_accounts: true,
    rows,
    ready: 1,
    here: 0,
    broken: 1,
  };
}

function rehearsal(days: number): Rehearsal {
  const day = (ahead: number): Rehearsal['days'][number] => ({
    date: new Date(before(-ahead * DAY)).toISOString().slice(0, 10),
    words: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(
      before(-ahead * DAY),
    ),
    open: 'Open 9:00 to 17:00',
    posts: [],
  });
  return {
    sentence: `Nothing goes out in the coming ${days} days.`,
    zone: 'Europe/Berlin',
    notes: [],
    days: Array.from({ length: days }, (_, ahead) => day(ahead)),
    accounts: [],
    posts: 0,
    with_problems: 0,
  };
}

export function exchangeHandlers(): Pick<Handlers, Keys> {
  return {
    csv_preview: preview,
    csv_import: ({ lines }) => ({ drafts: lines, here: 0 }),
    calendar_csv: ({ from, until }) => ({
      name: `posts-${from}-to-${until}.csv`,
      text: 'date,time,text\r\n',
      posts: 1,
    }),
    calendar_ics: ({ from, until }) => ({
      name: `posts-${from}-to-${until}.ics`,
      text: 'BEGIN:VCALENDAR\r\n',
      posts: 1,
    }),
    rehearse: ({ days }) => rehearsal(days || 7),
  };
}
