import { call } from '../../ipc/call';
import type { AccountId, Field, IdentityId, PlatformKey, SignInStep } from '../../ipc/generated';
import { CallProblem, toProblem } from '../../ipc/problem';
import { words } from '../../words';

/** Where a sign-in stands. */
export type Phase =
  | { name: 'choosing' }
  | { name: 'beginning' }
  | { name: 'fields'; ticket: string; title: string; fields: Field[] }
  | { name: 'browser'; ticket: string; url: string; fields: Field[]; opened: boolean }
  | { name: 'done'; account: AccountId }
  | { name: 'failed'; problem: CallProblem };

interface Begun {
  platform: PlatformKey;
  identity: IdentityId | null;
  again: AccountId | null;
}

/**
 * One sign-in, the same for every platform: the program says each next step, this shows it.
 *
 * Two answers may be under way at once, the browser that comes back and a code that was pasted; the first one counts.
 * Each step takes a new turn, and what belongs to an older turn is dropped.
 */
export class SignIn {
  phase = $state.raw<Phase>({ name: 'choosing' });
  busy = $state(false);
  /** What was typed, by field; kept through a failure so that nobody types it twice. Never kept beyond the form. */
  values = $state<Record<string, string>>({});
  /** What is wrong with a field, by its name. */
  wrong = $state<Record<string, string>>({});
  #turn = 0;
  #begun: Begun | null = null;

  async begin(platform: PlatformKey, identity: IdentityId | null, again: AccountId | null = null): Promise<void> {
    if (this.#begun?.platform !== platform) this.values = {};
    this.#begun = { platform, identity, again };
    this.phase = { name: 'beginning' };
    await this.#step(() => call('sign_in_begin', { platform, identity, again }));
  }

  /** Begins the same one again; what was typed is still there. */
  async retry(): Promise<void> {
    const begun = this.#begun;
    if (begun) await this.begin(begun.platform, begun.identity, begun.again);
  }

  /** Answers with what the fields hold. */
  async answer(): Promise<void> {
    const { phase } = this;
    if (phase.name !== 'fields' && phase.name !== 'browser') return;
    const fields = Object.fromEntries(
      phase.fields.map((field) => [field.name, (this.values[field.name] ?? '').trim()]),
    );
    const empty = phase.fields.filter((field) => !field.optional && fields[field.name] === '');
    this.wrong = Object.fromEntries(empty.map((field) => [field.name, words.accounts.signIn.required]));
    if (empty.length > 0) return;
    await this.#step(() => call('sign_in_answer', { ticket: phase.ticket, fields }));
  }

  /** Opens the platform's page (once more). */
  async openBrowser(): Promise<void> {
    const { phase } = this;
    if (phase.name !== 'browser') return;
    const turn = this.#turn;
    let opened = true;
    try {
      await call('open_link', { url: phase.url });
    } catch {
      opened = false;
    }
    if (turn === this.#turn) this.phase = { ...phase, opened };
  }

  /** Gives up; nothing is saved. */
  cancel(): void {
    const { phase } = this;
    this.#turn += 1;
    this.busy = false;
    this.wrong = {};
    this.values = {};
    this.phase = { name: 'choosing' };
    if (phase.name === 'fields' || phase.name === 'browser')
      call('sign_in_cancel', { ticket: phase.ticket }).catch(() => undefined);
  }

  async #step(next: () => Promise<SignInStep>): Promise<void> {
    const turn = this.#turn;
    this.busy = true;
    this.wrong = {};
    let step: SignInStep;
    try {
      step = await next();
    } catch (thrown) {
      step = { step: 'failed', problem: toProblem(thrown) };
    }
    if (turn !== this.#turn) return;
    this.busy = false;
    this.#take(step);
  }

  #take(step: SignInStep): void {
    this.#turn += 1;
    switch (step.step) {
      case 'ask_fields':
        for (const field of step.fields) this.values[field.name] ??= field.value;
        this.phase = { name: 'fields', ticket: step.ticket, title: step.title, fields: step.fields };
        break;
      case 'open_browser':
        for (const field of step.fields) this.values[field.name] = field.value;
        this.phase = { name: 'browser', ticket: step.ticket, url: step.url, fields: step.fields, opened: true };
        void this.openBrowser();
        void this.#wait(step.ticket);
        break;
      case 'done':
        this.values = {};
        this.phase = { name: 'done', account: step.account };
        break;
      case 'failed':
        this.#fail(new CallProblem(step.problem));
        break;
    }
  }

  /** The browser comes back by itself; it may take minutes. */
  async #wait(ticket: string): Promise<void> {
    const turn = this.#turn;
    try {
      const step = await call('sign_in_wait', { ticket });
      if (turn === this.#turn) this.#take(step);
    } catch (thrown) {
      if (turn === this.#turn) this.#take({ step: 'failed', problem: toProblem(thrown) });
    }
  }

  #fail(problem: CallProblem): void {
    // A password that did not work is not the one to try again.
    const { phase } = this;
    if (phase.name === 'fields')
      for (const field of phase.fields) if (field.kind === 'password') this.values[field.name] = '';
    this.phase = { name: 'failed', problem };
  }
}
