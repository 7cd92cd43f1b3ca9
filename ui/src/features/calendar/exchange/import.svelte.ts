import { SvelteSet } from 'svelte/reactivity';
import { call } from '../../../ipc/call';
import type { AccountId, CsvImported, CsvKind, CsvPreview, CsvRow, CsvRowState } from '../../../ipc/generated';
import { toProblem, type CallProblem } from '../../../ipc/problem';
import { base64 } from '../../../lib/base64';

/** How a file is to be read, where it does not say so itself. */
interface Reading {
  kind: CsvKind | null;
  day_first: boolean | null;
  zone: string | null;
  accounts: AccountId[];
}

/** A table of posts on its way in: looked at as often as one changes how it is read, and kept once. */
export class Import {
  name = $state('');
  preview = $state.raw<CsvPreview | undefined>(undefined);
  problem = $state.raw<CallProblem | undefined>(undefined);
  imported = $state.raw<CsvImported | undefined>(undefined);
  busy = $state(false);
  reading = $state.raw<Reading>({ kind: null, day_first: null, zone: null, accounts: [] });
  /** Lines of rows that could be kept and are not wanted. */
  readonly left = new SvelteSet<number>();

  #base64 = '';
  #turn = 0;

  /** Rows that will be kept. */
  readonly chosen = $derived.by((): CsvRow[] =>
    (this.preview?.rows ?? []).filter((row) => row.state === 'ready' && !this.left.has(row.line)),
  );

  rows(state: CsvRowState | 'all'): CsvRow[] {
    return (this.preview?.rows ?? []).filter((row) => state === 'all' || row.state === state);
  }

  flip(line: number): void {
    if (!this.left.delete(line)) this.left.add(line);
  }

  async open(file: File): Promise<void> {
    this.name = file.name;
    this.left.clear();
    this.reading = { ...this.reading, kind: null, day_first: null };
    this.preview = undefined;
    this.busy = true;
    this.#base64 = base64(new Uint8Array(await file.arrayBuffer()));
    await this.#look();
  }

  /** Reads the same file in another way. */
  async read(change: Partial<Reading>): Promise<void> {
    this.reading = { ...this.reading, ...change };
    await this.#look();
  }

  async keep(): Promise<void> {
    if (this.busy || this.chosen.length === 0) return;
    this.busy = true;
    try {
      // Dates are read as they were shown.
      const file = { ...this.#file(), day_first: this.preview?.dates?.day_first ?? null };
      this.imported = await call('csv_import', { file, lines: this.chosen.map((row) => row.line) });
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.busy = false;
  }

  #file(): Reading & { base64: string } {
    return { base64: this.#base64, ...this.reading };
  }

  async #look(): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const preview = await call('csv_preview', this.#file());
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.problem = undefined;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = toProblem(thrown);
    }
    this.busy = false;
  }
}
