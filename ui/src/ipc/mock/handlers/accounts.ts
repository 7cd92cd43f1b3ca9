import type { SignInStep } from '../../generated';
import { accounts, identities, limits, platforms } from '../desk';
import { fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'identities'
  | 'identity_save'
  | 'platforms'
  | 'accounts'
  | 'account_remove'
  | 'account_unsent'
  | 'account_check'
  | 'account_group'
  | 'account_identity'
  | 'sign_in_begin'
  | 'sign_in_answer'
  | 'sign_in_wait'
  | 'sign_in_cancel'
  | 'subscriptions_import'
  | 'subscriptions_export';

export function accountHandlers(changed: Changed): Pick<Handlers, Keys> {
  const tickets = new Map<string, { platform: string; step: number }>();

  function signedIn(platform: string): SignInStep {
    const kind = platforms.find((each) => each.key === platform)!;
    const id = fresh();
    const handle = kind.practice
      ? '@you@practice'
      : kind.subscription
        ? 'https://news.example/feed'
        : `@library@${platform}.example`;
    accounts.push({
      id,
      platform,
      handle,
      name: kind.practice ? kind.name : kind.subscription ? 'News of the county' : 'Glen Falls Library',
      parts: kind.parts,
      limits: kind.subscription ? null : limits(500, 'characters'),
      practice: kind.practice,
      subscription: kind.subscription,
      who: identities[0]!,
      live: false,
      holds_ahead: null,
      identity: 1,
      remote_id: String(id),
      server: 'https://example.org',
      facts: {},
      avatar_url: null,
      health: { state: 'new' },
      last_checked_at: null,
      sign_in_lapses_at: null,
      group: '',
      added_at: Date.now(),
    });
    changed('accounts', 'feeds', 'inbox');
    return { step: 'done', account: id };
  }
  return {
    identities: () => identities,
    identity_save: (input) => {
      const id = input.id || fresh();
      const at = identities.findIndex((each) => each.id === id);
      const saved = { ...input, id };
      if (at < 0) identities.push(saved);
      else identities[at] = saved;
      changed('accounts');
      return saved;
    },
    platforms: () => platforms,
    accounts: () => accounts.map((each) => ({ ...each })),
    account_unsent: () => ({ count: 1 }),
    account_remove: ({ account }) => {
      const at = accounts.findIndex((each) => each.id === account);
      if (at >= 0) accounts.splice(at, 1);
      changed('accounts', 'feeds', 'inbox');
      return nothing;
    },
    account_check: ({ account }) => {
      const found = accounts.find((each) => each.id === account);
      if (found) found.last_checked_at = Date.now();
      changed('accounts');
      return nothing;
    },
    account_group: ({ account, group }) => {
      const found = accounts.find((each) => each.id === account);
      if (found) found.group = group;
      changed('accounts');
      return nothing;
    },
    account_identity: ({ account, identity }) => {
      const found = accounts.find((each) => each.id === account);
      const who = identities.find((each) => each.id === identity);
      if (found && who) Object.assign(found, { identity, who });
      changed('accounts');
      return nothing;
    },
    sign_in_begin: ({ platform }) => {
      if (platform === 'practice') return signedIn(platform);
      const ticket = `ticket-${fresh()}`;
      tickets.set(ticket, { platform, step: 0 });
      const field = (name: string, label: string, help: string, kind: 'address' | 'password' | 'choice' | 'text') => ({
        name,
        label,
        help,
        kind,
        optional: false,
        value: kind === 'choice' ? 'browser' : '',
        options: (kind === 'choice'
          ? [
              ['browser', 'With the browser'],
              ['app', 'With an app password'],
            ]
          : []) as [string, string][],
      });
      if (platform === 'rss')
        return {
          step: 'ask_fields',
          ticket,
          title: 'Which site?',
          fields: [field('address', 'Address', 'Of the site or of its feed.', 'address')],
        };
      if (platform === 'bluesky')
        return {
          step: 'ask_fields',
          ticket,
          title: 'Your handle',
          fields: [
            field('handle', 'Handle', 'For example library.example.org.', 'text'),
            field('way', 'How', '', 'choice'),
          ],
        };
      return {
        step: 'ask_fields',
        ticket,
        title: 'Your server',
        fields: [field('server', 'Server', 'For example glen.library.social.', 'address')],
      };
    },
    sign_in_answer: ({ ticket, fields }) => {
      const at = tickets.get(ticket);
      if (!at) throw missing();
      if (Object.values(fields).some((value) => value.trim() === ''))
        return {
          step: 'failed',
          problem: { code: 'bad_input', message: 'The server’s name is missing.', field: 'server' },
        };
      if (at.platform === 'rss' || at.step === 1) return signedIn(at.platform);
      at.step = 1;
      return {
        step: 'open_browser',
        ticket,
        url: 'https://glen.library.social/oauth/authorize?client_id=lectern',
        fields: [
          {
            name: 'code',
            label: 'Code',
            help: 'Only if the page shows one instead of coming back by itself.',
            kind: 'text',
            optional: true,
            value: '',
            options: [],
          },
        ],
      };
    },
    sign_in_wait: () => new Promise(() => undefined),
    sign_in_cancel: ({ ticket }) => {
      tickets.delete(ticket);
      return nothing;
    },
    subscriptions_import: () => ({
      added: 5,
      already: 2,
      failed: [['Old Herald', 'There is no feed at that address any more.']],
    }),
    subscriptions_export: () => ({ text: '<?xml version="1.0"?><opml version="2.0"></opml>' }),
  };
}
