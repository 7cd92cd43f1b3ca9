/** A question that must be answered before something is done. */
export interface Question {
  title: string;
  /** What will happen, and what stays. */
  text: string;
  /** The word on the button that does it. */
  yes: string;
  no?: string;
  /** It takes something away. */
  danger?: boolean;
}

class Asking {
  question = $state.raw<Question | null>(null);
  #answer: ((yes: boolean) => void) | null = null;

  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.question = question;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  answer(yes: boolean): void {
    const answer = this.#answer;
    this.#answer = null;
    this.question = null;
    answer?.(yes);
  }
}

export const asking = new Asking();

/** Asks before something is done; true: do it. Shown by `AskHost`. */
export function ask(question: Question): Promise<boolean> {
  return asking.ask(question);
}
