import type { RecordCategory, RecordDetails, RecordView } from '../../generated';
import { accounts, before, DAY } from '../desk';
import type { Changed, Handlers } from './shared';

type Keys =
  | 'records'
  | 'record'
  | 'record_shown'
  | 'record_file'
  | 'record_categories'
  | 'record_category_save'
  | 'record_holds'
  | 'record_hold_begin'
  | 'record_hold_end'
  | 'records_due'
  | 'records_dispose'
  | 'records_check'
  | 'records_preview'
  | 'records_export'
  | 'retention'
  | 'retention_save';

const head = '9f2c4b7a1e'.repeat(6) + 'abcd';
const category = (key: string, label: string, years: number | null): RecordCategory => ({
  key,
  label,
  years,
  authority: '',
  note: '',
  records: 1,
});
const categories = [category('promotion', 'Promotion and press', 5), category('statement', 'Statements', null)];

const record = (id: number, snippet: string): RecordView => ({
  id,
  at: before(id * DAY),
  kind: 'published',
  category: 'promotion',
  account: accounts[0]?.id ?? null,
  platform: accounts[0]?.platform ?? null,
  handle: accounts[0]?.handle ?? '',
  author: '',
  snippet,
  private: false,
  held: false,
  due_at: before(-1800 * DAY),
  disposed_at: null,
});
const log = [record(2, 'Seeds are here: take a packet home.'), record(1, 'Storytime at ten.')];

function details(id: number): RecordDetails {
  const view = log.find((each) => each.id === id) ?? record(id, '');
  const words = {
    author: '',
    handle: '',
    text: view.snippet,
    content_warning: '',
    visibility: 'public' as const,
    written_at: null,
    remote_id: '1',
    url: null,
    media: [],
  };
  const reason = { clause: '', quoted: '', note: '' };
  const account = { platform: 'practice', handle: view.handle };
  return {
    view,
    body: { salt: '', account, words, context: [], reason, about: [], sealed: '' },
    hash: head,
    note_covered: false,
  };
}

/** A log of two records, and all that can be done with it. */
export function recordHandlers(changed: Changed): Pick<Handlers, Keys> {
  const nothing = () => {
    changed('records');
    return {};
  };
  const kept = accounts.map((account) => ({
    account: account.id,
    handle: account.handle,
    platform: account.platform,
    days: 30,
    platform_days: null,
    counts: 30,
    items: 12,
  }));
  return {
    records: () => ({ records: log, next: null, count: log.length, all: log.length }),
    record: (input) => details(input.record),
    record_shown: (input) => details(input.record),
    record_file: nothing,
    record_categories: () => categories,
    record_category_save: () => categories,
    record_holds: () => [],
    record_hold_begin: (input) => ({ ...input, id: 1, begun_at: before(0), ended_at: null }),
    record_hold_end: nothing,
    records_due: () => ({ groups: [], held: 0, more: false }),
    records_dispose: nothing,
    records_check: () => ({ records: log.length, bad: null, words: '', head }),
    records_preview: () => ({ records: 2, masked: 0, left_out: 0, media: 0, disposed: 0, sample: [] }),
    records_export: () => ({ done: true, records: 2, head }),
    retention: () => kept,
    retention_save: () => kept,
  };
}
