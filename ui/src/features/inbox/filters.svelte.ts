import type { ConversationKind, ConversationQuery, ConversationState, InboxView, Label } from '../../ipc/generated';

const empty: ConversationQuery = {
  state: 'waiting',
  account: null,
  platform: null,
  kind: null,
  label: null,
  answered: null,
  reference: false,
  older_than_days: null,
  words: '',
  oldest_first: false,
  after: null,
  limit: 0,
};

/** What the Inbox shows now. Kept while one looks at other pages. */
class Filters {
  query = $state.raw<ConversationQuery>(empty);
  /** The named list that it is. */
  view = $state.raw<InboxView | null>(null);

  change(part: Partial<ConversationQuery>): void {
    this.query = { ...this.query, ...part };
    if (this.view && JSON.stringify({ ...empty, ...this.view.query }) !== JSON.stringify(this.query)) this.view = null;
  }

  show(view: InboxView): void {
    this.view = view;
    this.query = { ...empty, ...view.query, after: null, limit: 0 };
  }

  clear(): void {
    this.view = null;
    this.query = { ...empty, state: this.query.state };
  }

  /** Whether anything is left out of the list. */
  get narrow(): boolean {
    const { state, oldest_first, ...rest } = this.query;
    return (
      JSON.stringify({ ...empty, ...rest, state, oldest_first }) !== JSON.stringify({ ...empty, state, oldest_first })
    );
  }

  /** How many filters are in use that only show when one opens them. */
  get hidden(): number {
    const { kind, answered, reference, older_than_days, words } = this.query;
    return [kind !== null, answered !== null, reference, older_than_days !== null, words !== ''].filter(Boolean).length;
  }

  get state(): ConversationState {
    return this.query.state;
  }

  get kind(): ConversationKind | 'all' {
    return this.query.kind ?? 'all';
  }

  get label(): Label | 'all' {
    return this.query.label ?? 'all';
  }
}

export const filters = new Filters();
