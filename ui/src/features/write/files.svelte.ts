import type { Editor } from '../../parts/editor.svelte';
import { tellProblem } from '../../parts/act';
import { addedWords } from '../../parts/pictures';
import { videoWords } from '../../parts/videos';
import { say } from '../../kit/toasts.svelte';
import { words } from '../../words';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files that come into a draft: picked, dropped or pasted. */
export class Files {
  /** Files are held over the page: letting go adds them. */
  over = $state(false);
  readonly #editor: Editor;
  #last: Promise<void> = Promise.resolve();

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** One handful after the other, so that of each only what is new is told. */
  async add(files: readonly File[]): Promise<void> {
    this.#last = this.#last.then(() => this.#addNow(files));
    await this.#last;
  }

  async #addNow(files: readonly File[]): Promise<void> {
    const editor = this.#editor;
    const had = editor.media.length;
    const not = await editor.add(files);
    const failed = not.filter(({ problem }) => problem.code !== 'cancelled');
    for (const { file, problem } of failed) tellProblem(problem, () => void this.add([file]));
    if (failed.length < not.length) say(words.write.addingStopped);
    const added = editor.media.slice(had);
    const film = added.find((one) => one.video);
    if (added.length > 0) say(film ? videoWords(film) : addedWords(added));
  }

  readonly dragged = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.over = true;
  };

  readonly left = (event: DragEvent & { currentTarget: Element }): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget.contains(to))) this.over = false;
  };

  readonly dropped = (event: DragEvent): void => {
    this.over = false;
    if (!hasFiles(event)) return;
    event.preventDefault();
    void this.add([...(event.dataTransfer?.files ?? [])]);
  };

  readonly pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.add(files);
  };
}
