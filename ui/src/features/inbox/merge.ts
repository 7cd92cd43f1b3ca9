import type { ConversationView } from '../../ipc/generated';

/** The conversations that may be put into one: those of the same person first, else the newest. */
export function others(own: ConversationView, all: readonly ConversationView[]): ConversationView[] {
  const same = (one: ConversationView): number => Number(one.with.handle === own.with.handle);
  return all
    .filter((one) => one.id !== own.id && one.account === own.account)
    .sort((one, other) => same(other) - same(one) || other.last_at - one.last_at);
}

/** The labels of a conversation and of what was put into it, each once. */
export function allLabels(one: ConversationView): NonNullable<ConversationView['label']>[] {
  return [...new Set([...(one.label === null ? [] : [one.label]), ...one.merged_labels])];
}
