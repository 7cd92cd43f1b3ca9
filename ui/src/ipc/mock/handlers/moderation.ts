import type { BlockedView, HiddenItem, MessageView, Policy } from '../../generated';
import { DAY, MINUTE, accounts, before } from '../desk';
import { threads } from '../inbox';
import { missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'private_answer'
  | 'policy'
  | 'policy_clause_save'
  | 'policy_appeal_save'
  | 'message_hide'
  | 'message_restore'
  | 'hidden_look_up'
  | 'hidden'
  | 'blocked'
  | 'block_about'
  | 'person_block'
  | 'person_unblock'
  | 'block_review';

const policy: Policy = {
  clauses: [
    { id: 1, code: 'PII', label: 'Personal information', words: 'We remove personal information.', posted: true },
    { id: 2, code: 'THREAT', label: 'True threats', words: 'We remove threats of violence.', posted: true },
    { id: 3, code: 'OFF_TOPIC', label: 'Off topic', words: 'This page is a limited public forum.', posted: false },
  ],
  appeal: 'director@glenfalls.example',
};

const blocked: BlockedView[] = [];

function item(message: MessageView): HiddenItem[] {
  const hidden = message.moderation?.hidden;
  if (!hidden) return [];
  return [
    {
      hidden,
      since: hidden.at,
      account: accounts[0]?.id ?? 1,
      handle: accounts[0]?.handle ?? '',
      platform: accounts[0]?.platform ?? 'practice',
      author: message.author.name,
      snippet: message.text,
      quoted: message.text,
      agreed: '',
      url: message.url,
      record: 1,
      conversation: null,
    },
  ];
}

export function moderationHandlers(changed: Changed): Pick<Handlers, Keys> {
  const messages = (): MessageView[] => [...threads.values()].flat();
  return {
    private_answer: () => ({ text: 'We are glad to help. Please call 518 555 0100, or write to us privately.' }),
    policy: () => ({ ...policy, clauses: [...policy.clauses] }),
    policy_clause_save: (clause) => {
      const kept = { ...clause, id: clause.id || policy.clauses.length + 1, code: clause.code || 'OWN' };
      policy.clauses = [...policy.clauses.filter((one) => one.id !== kept.id), kept].sort((a, b) => a.id - b.id);
      changed('settings');
      return kept;
    },
    policy_appeal_save: ({ appeal }) => {
      policy.appeal = appeal;
      changed('settings');
      return nothing;
    },
    message_hide: ({ message, clause }) => {
      const found = messages().find((one) => one.id === message);
      const under = policy.clauses.find((one) => one.id === clause);
      if (!found?.moderation || !under) throw missing();
      const hidden = { id: message, stand: 'hidden' as const, clause: under.label, at: before(MINUTE) };
      found.moderation = { ...found.moderation, hidden };
      changed('inbox', 'records');
      return { hidden, notice: `We have hidden your comment under the clause “${under.label}” of our policy.` };
    },
    message_restore: ({ hidden }) => {
      const found = messages().find((one) => one.moderation?.hidden?.id === hidden);
      if (!found?.moderation?.hidden) throw missing();
      const shown = { ...found.moderation.hidden, stand: 'restored' as const };
      found.moderation = { ...found.moderation, hidden: shown };
      changed('inbox', 'records');
      return shown;
    },
    hidden_look_up: () => ({ count: 0 }),
    hidden: () => {
      const items = messages().flatMap(item);
      return { items, next: null, count: items.length };
    },
    blocked: () => [...blocked],
    block_about: ({ message }) => {
      const found = messages().find((one) => one.id === message);
      if (!found) throw missing();
      const { name, handle: person } = found.author;
      const does = found.moderation?.blocks ? 'They could not answer this account any more.' : null;
      const handle = accounts[0]?.handle ?? '';
      return { message, conversation: null, name, person, text: found.text, handle, does, already: false };
    },
    person_block: ({ message, clause, until, endless, agreed }) => {
      const found = messages().find((one) => one.id === message);
      if (!found) throw missing();
      const made: BlockedView = {
        id: blocked.length + 1,
        stand: 'blocked',
        at: before(0),
        since: before(0),
        name: found.author.name,
        person: found.author.handle,
        clause: policy.clauses.find((one) => one.id === clause)?.label ?? '',
        until,
        endless,
        agreed,
        review_at: before(-91 * DAY),
        review_due: false,
        account: accounts[0]?.id ?? 1,
        handle: accounts[0]?.handle ?? '',
        platform: accounts[0]?.platform ?? 'practice',
        record: 1,
      };
      blocked.unshift(made);
      changed('inbox', 'records');
      return made;
    },
    person_unblock: ({ blocked: id }) => {
      const found = blocked.find((one) => one.id === id);
      if (!found) throw missing();
      Object.assign(found, { stand: 'unblocked', at: before(0) });
      changed('inbox', 'records');
      return found;
    },
    block_review: ({ blocked: id, until, endless }) => {
      const found = blocked.find((one) => one.id === id);
      if (!found) throw missing();
      Object.assign(found, { until, endless, review_due: false });
      changed('inbox', 'records');
      return found;
    },
  };
}
