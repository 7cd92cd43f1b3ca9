import { tick } from 'svelte';
import { call } from '../../ipc/call';
import { onChange } from '../../ipc/changes';
import { topics, type ConversationId, type MessageView, type Thread } from '../../ipc/generated';
import { toProblem, type CallProblem } from '../../ipc/problem';

/** Earlier messages that are read at a time. */
const PAGE = 100;
/** Most that the program tells at once. */
const MOST = 500;
/** Messages read past those that were here, at most, to find the first of them again. */
const SEARCHED = 1000;
/** Changes that come close together are answered by one reading. */
const SETTLE_MS = 60;

/** What a message is known by: an answer under way has no number yet. */
export const keyOf = (message: MessageView): string =>
  message.id === null ? `answer ${message.delivery?.id ?? 0}` : String(message.id);

/**
 * One conversation, as far back as was asked for: the newest messages at once, earlier ones as one goes up. Whatever changes
 * is read again, whole, down to the first message that is here; the program holds the messages, this holds how far one went.
 * One reading at a time: pages meet.
 */
export class Talk {
  thread = $state.raw<Thread | undefined>(undefined);
  /** Oldest first. */
  messages = $state.raw<readonly MessageView[]>([]);
  /** There are earlier ones. */
  more = $state(false);
  /** Earlier ones are being read. */
  reaching = $state(false);
  problem = $state.raw<CallProblem | undefined>(undefined);
  /** Set while messages are put in above those in view, which stay where they are. */
  shifting = $state(false);

  readonly #conversation: ConversationId;
  #last: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(conversation: ConversationId) {
    this.#conversation = conversation;
  }

  /** Begins; what it returns ends it. */
  start(): () => void {
    this.again();
    const quiet = onChange((change) => {
      if (change !== 'all' && change !== 'desk' && !topics.conversation.includes(change)) return;
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.again();
      }, SETTLE_MS);
    });
    return () => {
      this.#stopped = true;
      quiet();
      clearTimeout(this.#timer);
    };
  }

  /** Reads again. */
  readonly again = (): void => void this.#inTurn(() => this.#read());

  /** Reads the messages before the first that is here; answers how many came. */
  async earlier(): Promise<number> {
    if (!this.more || this.reaching) return 0;
    this.reaching = true;
    const before = this.messages.length;
    await this.#inTurn(async () => {
      const first = this.messages[0]?.id;
      if (first === undefined || first === null) return;
      const page = await this.#before(first, PAGE);
      // Gone meanwhile: what is here is read anew.
      if (page) await this.#show([...page.messages, ...this.messages], page.more);
      else await this.#read();
    });
    this.reaching = false;
    return this.messages.length - before;
  }

  async #read(): Promise<void> {
    const thread = await call('conversation', { conversation: this.#conversation });
    if (this.#stopped) return;
    const [wanted, first] = [this.messages.length, this.messages[0]?.id];
    let { messages, more } = thread;
    const enough = () => messages.length >= wanted && messages.some((one) => one.id === first);
    while (more && wanted > 0 && !enough() && messages.length < wanted + SEARCHED) {
      const top = messages[0]?.id;
      const limit = Math.max(PAGE, Math.min(MOST, wanted - messages.length));
      const page = top === undefined || top === null ? null : await this.#before(top, limit);
      if (!page) break;
      messages = [...page.messages, ...messages];
      more = page.more;
    }
    if (this.#stopped) return;
    this.thread = thread;
    await this.#show(messages, more);
  }

  /** A page; null where the message to begin at is gone. */
  async #before(before: number, limit: number): Promise<{ messages: MessageView[]; more: boolean } | null> {
    try {
      return await call('conversation_earlier', { conversation: this.#conversation, before, limit });
    } catch (thrown) {
      if (toProblem(thrown).code === 'not_found') return null;
      throw thrown;
    }
  }

  async #show(messages: readonly MessageView[], more: boolean): Promise<void> {
    const before = this.messages;
    const top = before[0] && keyOf(before[0]);
    const at = messages.findIndex((one) => keyOf(one) === top);
    if (at > 0) {
      this.shifting = true;
      this.messages = [...messages.slice(0, at), ...before];
      await tick();
      this.shifting = false;
    }
    this.messages = messages;
    this.more = more;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (this.#stopped) return;
      try {
        await work();
        this.problem = undefined;
      } catch (thrown) {
        this.problem = toProblem(thrown);
      }
    });
    return this.#last;
  }
}
