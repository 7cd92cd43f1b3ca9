import { call } from '../../ipc/call';
import type { RecordKind, RecordQuery, RecordView } from '../../ipc/generated';
import { query } from '../../ipc/query.svelte';
import { act } from '../../parts/act';
import { words as allWords } from '../../words';
import { begins, ends } from './dates';

const said = allWords.records;

/** What happened, as one looks for it. */
const kinds: Record<string, RecordKind[]> = {
  '': [],
  hidden: ['hidden', 'restored', 'removed'],
  blocked: ['blocked', 'unblocked'],
  emergency: ['preserved', 'reported', 'report_result'],
  spoken: ['published', 'answered'],
  changed: ['changed', 'deleted'],
};

/** The log as it is searched: the newest page is read again by itself, older ones when somebody asks for them. */
export class LogList {
  words = $state('');
  account = $state(0);
  category = $state('');
  kind = $state('');
  from = $state('');
  until = $state('');
  loading = $state(false);
  #span = $state.raw<{ from: number | null; until: number | null }>({ from: null, until: null });
  #older = $state.raw<{ of: string; rows: RecordView[]; next: number | null } | null>(null);

  readonly #accounts = query('accounts');
  readonly #categories = query('record_categories');
  readonly #query = $derived<RecordQuery>({
    words: this.words.trim(),
    from: this.#span.from,
    until: this.#span.until,
    accounts: this.account === 0 ? [] : [this.account],
    category: this.category,
    kinds: kinds[this.kind] ?? [],
    before: null,
    limit: 0,
  });
  readonly read = query('records', () => this.#query, { keep: true });

  readonly filtered = $derived(
    this.#query.words !== '' ||
      this.account !== 0 ||
      this.category !== '' ||
      this.kind !== '' ||
      this.#span.from !== null ||
      this.#span.until !== null,
  );
  readonly named = $derived((this.#categories.data ?? []).map((each) => [each.key, each.label] as const));
  readonly categories = $derived([['', said.allCategories] as const, ...this.named]);
  readonly kinds = Object.keys(kinds).map((key) => [key, said.kindGroups[key] ?? key] as const);
  readonly accounts = $derived([
    [0, said.allAccounts] as const,
    ...(this.#accounts.data ?? []).map((view) => [view.id, view.handle] as const),
  ]);
  /** Older rows that belong to what is searched now. */
  readonly #rest = $derived(this.#older?.of === JSON.stringify(this.#query) ? this.#older : null);
  readonly rows = $derived.by(() => {
    const newest = this.read.data?.records ?? [];
    const last = newest.at(-1)?.id ?? 0;
    return [...newest, ...(this.#rest?.rows.filter((row) => row.id < last) ?? [])];
  });
  readonly more = $derived(this.rows.length < (this.read.data?.count ?? 0));

  label(key: string): string {
    return this.named.find(([of]) => of === key)?.[1] ?? key;
  }

  /** The days were changed. */
  async span(): Promise<void> {
    const found = await act(async () => ({ from: await begins(this.from), until: await ends(this.until) }));
    if (found) this.#span = found;
  }

  async older(): Promise<void> {
    const of = JSON.stringify(this.#query);
    const before = this.rows.at(-1)?.id ?? null;
    this.loading = true;
    const page = await act(() => call('records', { ...this.#query, before, limit: 200 }));
    this.loading = false;
    if (page) this.#older = { of, rows: [...(this.#rest?.rows ?? []), ...page.records], next: page.next };
  }
}
