import { SvelteSet } from 'svelte/reactivity';
import { call } from '../../ipc/call';
import type { ClosurePreview, ClosuresKept } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';

/** A calendar file on its way in: looked at row by row, and kept once. */
export class ClosureImport {
  name = $state('');
  preview = $state.raw<ClosurePreview | undefined>(undefined);
  problem = $state.raw<CallProblem | undefined>(undefined);
  kept = $state.raw<ClosuresKept | undefined>(undefined);
  busy = $state(false);
  /** Lines of the entries that are wanted. */
  readonly chosen = new SvelteSet<number>();

  #text = '';

  readonly ready = $derived((this.preview?.rows ?? []).filter((row) => row.state === 'ready'));

  flip(line: number): void {
    if (!this.chosen.delete(line)) this.chosen.add(line);
  }

  chooseAll(all: boolean): void {
    this.chosen.clear();
    if (all) for (const row of this.ready) this.chosen.add(row.line);
  }

  async open(file: File): Promise<void> {
    this.name = file.name;
    this.preview = undefined;
    this.problem = undefined;
    this.chosen.clear();
    await this.#run(async () => {
      this.#text = await file.text();
      this.preview = await call('closures_preview', { text: this.#text });
      for (const row of this.preview.rows) if (row.likely && row.state === 'ready') this.chosen.add(row.line);
    });
  }

  async keep(): Promise<void> {
    if (this.busy || this.chosen.size === 0) return;
    await this.#run(async () => {
      const lines = [...this.chosen].sort((a, b) => a - b);
      this.kept = await call('closures_import', { text: this.#text, lines });
    });
  }

  async #run(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
      this.problem = undefined;
    } catch (thrown) {
      this.problem = toProblem(thrown);
    }
    this.busy = false;
  }
}
