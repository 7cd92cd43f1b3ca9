import type { ConversationBefore, InboxView, Rule, SavedReply } from '../../generated';
import { conversations } from '../inbox';
import { fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'conversations_change'
  | 'conversations_put_back'
  | 'conversation_note'
  | 'conversation_note_shown'
  | 'conversation_reference'
  | 'conversation_merge'
  | 'conversation_take_apart'
  | 'snooze_times'
  | 'reference_months'
  | 'inbox_views'
  | 'inbox_view_save'
  | 'inbox_view_remove'
  | 'inbox_views_order'
  | 'rules'
  | 'rule_save'
  | 'rule_try'
  | 'rule_switch'
  | 'rule_remove'
  | 'saved_replies'
  | 'saved_reply_save'
  | 'saved_reply_confirm'
  | 'saved_reply_remove'
  | 'saved_reply_fill';

const HOUR = 3_600_000;

/** Puts one in the place of the one with its number, or at the end with a number of its own. */
function keep<T extends { id: number }>(all: T[], one: T): T {
  const kept = one.id === 0 ? { ...one, id: fresh() } : one;
  const at = all.findIndex((each) => each.id === kept.id);
  all.splice(at < 0 ? all.length : at, at < 0 ? 0 : 1, kept);
  return { ...kept };
}

function without(all: { id: number }[], id: number): void {
  all.splice(0, all.length, ...all.filter((each) => each.id !== id));
}

function by<T extends { id: number }>(all: readonly T[], id: number): T {
  const found = all.find((each) => each.id === id);
  if (!found) throw missing();
  return found;
}

export function conversationHandlers(changed: Changed): Pick<Handlers, Keys> {
  let views: InboxView[] = [];
  const rules: Rule[] = [];
  const replies: SavedReply[] = [
    { id: 1, name: 'Opening hours', text: 'We are open {hours}.', confirmed_at: null, stale: true },
  ];
  return {
    conversations_change: ({ conversations: ids, change }) => {
      const before: ConversationBefore[] = [];
      for (const each of conversations.filter((one) => ids.includes(one.id))) {
        const { id: conversation, state, snoozed_until, waiting_since, label, last_at } = each;
        before.push({ conversation, state, snoozed_until, waiting_since, label, last_at });
        if (change.to === 'labelled') each.label = change.label;
        else Object.assign(each, { state: change.to, snoozed_until: change.to === 'snoozed' ? change.until : null });
      }
      changed('inbox');
      return { at: Date.now(), before };
    },
    conversations_put_back: ({ before }) => {
      for (const { conversation, ...was } of before) Object.assign(by(conversations, conversation), was);
      changed('inbox');
      return nothing;
    },
    conversation_note: ({ conversation, note }) => {
      by(conversations, conversation).note = note;
      changed('inbox');
      return nothing;
    },
    conversation_note_shown: ({ conversation }) => ({ text: by(conversations, conversation).note }),
    conversation_reference: ({ conversation, on }) => {
      by(conversations, conversation).reference = on;
      changed('inbox');
      return nothing;
    },
    conversation_merge: ({ into }) => {
      by(conversations, into).merged += 1;
      changed('inbox');
      return { at: Date.now(), before: [] };
    },
    conversation_take_apart: ({ conversation }) => {
      const found = by(conversations, conversation);
      const count = found.merged;
      found.merged = 0;
      changed('inbox');
      return { count };
    },
    snooze_times: () => [{ name: 'In 3 hours', at: Date.now() + 3 * HOUR, words: 'today', says_day: false }],
    reference_months: () => {
      const count = conversations.filter((each) => each.reference).length;
      return count > 0 ? [{ month: '2026-11', count }] : [];
    },
    inbox_views: () => [...views],
    inbox_view_save: (view) => {
      const kept = keep(views, view);
      changed('inbox');
      return kept;
    },
    inbox_view_remove: ({ view }) => {
      without(views, view);
      changed('inbox');
      return nothing;
    },
    inbox_views_order: ({ views: ids }) => {
      views = ids.map((id) => by(views, id));
      changed('inbox');
      return nothing;
    },
    rules: () => [...rules],
    rule_save: (rule) => {
      const kept = keep(rules, { ...rule, on: false, tried_at: null });
      changed('inbox');
      return kept;
    },
    rule_try: ({ rule: id }) => {
      const rule = keep(rules, { ...by(rules, id), tried_at: Date.now() });
      changed('inbox');
      return { looked_at: conversations.length, matched: 0, matches: [], rule };
    },
    rule_switch: ({ rule, on }) => {
      const kept = keep(rules, { ...by(rules, rule), on });
      changed('inbox');
      return kept;
    },
    rule_remove: ({ rule }) => {
      without(rules, rule);
      changed('inbox');
      return nothing;
    },
    saved_replies: () => [...replies],
    saved_reply_save: (reply) => {
      const kept = keep(replies, { ...reply, confirmed_at: Date.now(), stale: false });
      changed('drafts');
      return kept;
    },
    saved_reply_confirm: ({ reply }) => {
      const kept = keep(replies, { ...by(replies, reply), confirmed_at: Date.now(), stale: false });
      changed('drafts');
      return kept;
    },
    saved_reply_remove: ({ reply }) => {
      without(replies, reply);
      changed('drafts');
      return nothing;
    },
    saved_reply_fill: ({ reply }) => {
      const { text, confirmed_at, stale } = by(replies, reply);
      return { text, blanks: [], confirmed_at, stale };
    },
  };
}
