import { CallProblem } from '../problem';
import type { Draft, DraftPreview, DraftSave } from '../generated';
import type { Handlers } from './handlers';
import { draft as sample } from './writing';

const full = (): CallProblem => new CallProblem({ code: 'disk_full', message: 'No room.' });
const noAnswer = (): CallProblem => new CallProblem({ code: 'storage', message: 'No answer.' });

/** The drafts of a pretended program, and what goes wrong with them. For tests. */
export class Disk {
  readonly drafts = new Map<number, Draft>();
  readonly saves: { text: string; at: number }[] = [];
  looks: DraftSave[] = [];
  /** What goes wrong with the next saves. */
  broken: 'disk' | 'answer' | undefined;
  /** What checks say. */
  found: (save: DraftSave) => DraftPreview['findings'] = () => [];
  #made = 0;

  stored(id = 1): Draft | undefined {
    return this.drafts.get(id);
  }

  put(id: number, text: string, more: Partial<Draft> = {}): Draft {
    const draft = sample(id, text, 60_000, more);
    this.drafts.set(id, draft);
    return draft;
  }

  /** The program's answers. */
  handlers(): Partial<Handlers> {
    return {
      draft: ({ draft }) => this.#found(draft),
      draft_new: ({ text }) => this.put(100 + ++this.#made, text),
      draft_save: (save) => this.#save(save),
      draft_delete: ({ draft }) => {
        this.drafts.delete(draft);
        return {};
      },
      draft_look: (save) => {
        this.looks.push(save);
        return { targets: [], findings: this.found(save), card: null };
      },
    };
  }

  #found(id: number): Draft {
    const found = this.drafts.get(id);
    if (!found) throw new CallProblem({ code: 'not_found', message: 'Gone.' });
    return found;
  }

  #save({ id, revision, ...written }: DraftSave): Draft {
    const found = this.#found(id);
    if (this.broken === 'disk') throw full();
    if (found.revision !== revision) throw new CallProblem({ code: 'stale', message: 'Newer.' });
    const saved = { ...found, ...written, revision: revision + 1, updated_at: found.updated_at + 1 };
    this.drafts.set(id, saved);
    this.saves.push({ text: written.text, at: performance.now() });
    if (this.broken === 'answer') throw noAnswer();
    return saved;
  }
}
