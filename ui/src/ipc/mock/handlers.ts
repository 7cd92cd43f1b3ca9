import type { Input, Output } from '../call';
import type {
  Change,
  Commands,
  ConversationView,
  Draft,
  DraftSummary,
  FeedQuery,
  LineState,
  PostView,
  SignInStep,
} from '../generated';
import { CallProblem } from '../problem';
import { accounts, before, DAY, HOUR, identities, limits, MINUTE, platforms, settings } from './desk';
import { conversations, message, threads, us } from './inbox';
import { posts } from './posts';
import { openingState, scenario } from './scenario';
import { deliveries, draft, drafts } from './writing';

export type Handlers = { [K in keyof Commands]: (input: Input<K>) => Output<K> | Promise<Output<K>> };

const nothing = {};
const missing = (): CallProblem => new CallProblem({ code: 'not_found', message: 'It is not there any more.' });

if (scenario === 'first-run' || scenario === 'empty') {
  for (const list of [accounts, posts, conversations, drafts, deliveries]) list.length = 0;
  Object.assign(settings, { first_run_done: scenario === 'empty' });
}
if (scenario === 'first-run')
  Object.assign(settings, { library_name: '', time_zone: '', opening_hours: [], own_sites: [] });

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

const summary = (of: Draft): DraftSummary => ({
  id: of.id,
  title: firstLine(of.text),
  targets: of.targets,
  pictures: of.media.length,
  updated_at: of.updated_at,
  reply: of.conversation !== null,
});

const open = (): Draft[] =>
  drafts.filter((each) => each.queued_at === null).sort((a, b) => b.updated_at - a.updated_at);

function draftBy(id: number): Draft {
  const found = drafts.find((each) => each.id === id);
  if (!found) throw missing();
  return found;
}

function wanted(query: FeedQuery): PostView[] {
  const inGroup = accounts.filter((each) => !query.group || each.group === query.group).map((each) => each.id);
  const words = query.words.toLowerCase().split(/\s+/).filter(Boolean);
  return posts.filter(
    (each) =>
      inGroup.includes(each.account) &&
      (query.accounts.length === 0 || query.accounts.includes(each.account)) &&
      (!query.platform || each.platform === query.platform) &&
      (!query.hide_boosts || !each.boosted_by) &&
      (!query.only_media || each.media.length > 0) &&
      words.every((word) => each.text.toLowerCase().includes(word)),
  );
}

function waiting(): ConversationView[] {
  return conversations
    .filter((each) => each.state === 'waiting')
    .sort((a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0));
}

const html = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/https:\/\/(\S+)/g, '<a href="https://$1">$1</a>')
    .replace(/#(\w+)/g, '<a href="https://example.org/tags/$1">#$1</a>')
    .replaceAll('\n', '<br>')}</p>`;

let nextId = 500;

/** The pretended program: enough of each command that every page can be used and looked at. */
export function handlers(changed: (...changes: Change[]) => void): Handlers {
  const tickets = new Map<string, { platform: string; step: number }>();

  function signedIn(platform: string): SignInStep {
    const kind = platforms.find((each) => each.key === platform)!;
    const id = nextId++;
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

  const line = (): LineState => ({
    offline: scenario === 'offline',
    sending: deliveries.filter((each) => each.state.state === 'due' || each.state.state === 'sending').length,
    needs_you: deliveries.filter((each) => each.state.state === 'failed' || each.state.state === 'in_doubt').length,
    unwell: accounts.filter((each) => each.health.state !== 'well' && each.health.state !== 'new').length,
    up_to_date_at: accounts.length === 0 ? null : before(2 * MINUTE),
    fetching: scenario === 'fetching',
  });

  return {
    desk_status: () => openingState(),
    desk_retry: () => openingState(),
    desk_recover: ({ code }) => {
      if (code.replace(/[^a-z0-9]/gi, '').length < 20)
        throw new CallProblem({ code: 'recovery_code', message: 'The code has 13 groups; this one is shorter.' });
      return { state: 'ready', version: '0.1.0', recovered: false };
    },
    desk_set_aside: () => ({ state: 'ready', version: '0.1.0', recovered: false }),
    desk_restore: () => ({ state: 'ready', version: '0.1.0', recovered: false }),
    diagnostics: () => ({
      text: 'Lectern 0.1.0\nLinux, WebKitGTK\nDatabase: schema 1, 4.2 MB, integrity ok\nAccounts: 4 well, 1 needs sign-in\n\n09:02:11 INFO  outbox: 2 deliveries sent\n09:05:40 WARN  feed school.example: not a feed\n',
    }),
    open_link: () => nothing,
    save_text: () => ({ done: true }),
    recovery_code: () => ({
      groups: [
        '7KQ2',
        'M9XD',
        'A4TR',
        'W8LC',
        'Z3HN',
        'P6VF',
        '2JYE',
        'B5SG',
        'K7QM',
        'D9RX',
        'T4WA',
        'C8ZL',
        'N3HP',
        'V6',
      ],
    }),
    line,
    progress: () =>
      scenario === 'fetching'
        ? [{ id: 'first:1', words: 'Fetching older posts of glen.library.social', done: 120, of: 400, stoppable: true }]
        : [],
    progress_stop: () => nothing,
    settings: () => ({ ...settings }),
    settings_save: (input) => {
      Object.assign(settings, input);
      changed('settings');
      return { ...settings };
    },
    time_zones: () => Intl.supportedValuesOf('timeZone'),
    identities: () => identities,
    identity_save: (input) => {
      const id = input.id || nextId++;
      const at = identities.findIndex((each) => each.id === id);
      const saved = { ...input, id };
      if (at < 0) identities.push(saved);
      else identities[at] = saved;
      changed('accounts');
      return saved;
    },
    platforms: () => platforms,
    accounts: () => accounts.map((each) => ({ ...each })),
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
      const ticket = `ticket-${nextId++}`;
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
    feed: (query) => {
      const all = wanted(query);
      const from = query.before === null ? 0 : all.findIndex((each) => each.id === query.before) + 1;
      const to = query.after === null ? all.length : all.findIndex((each) => each.id === query.after);
      const size = query.limit || 50;
      const page = query.after === null ? all.slice(from, from + size) : all.slice(Math.max(0, to - size), to);
      const gapAt = page[7];
      return {
        posts: page,
        gaps:
          gapAt && page[8]
            ? [
                {
                  id: 1,
                  account: 1,
                  newer_at: gapAt.created_at - MINUTE,
                  older_at: page[8].created_at + MINUTE,
                  filling: false,
                },
              ]
            : [],
        more: from + size < all.length,
      };
    },
    feed_new_count: () => ({ count: scenario === 'lived-in' ? 0 : 14 }),
    feed_position: () => ({ post: null }),
    feed_position_save: () => nothing,
    feed_groups: () =>
      [...new Set(accounts.map((each) => each.group).filter(Boolean))].map((name) => ({
        name,
        accounts: accounts.filter((each) => each.group === name).length,
      })),
    feed_fill_gap: () => nothing,
    feed_check_now: () => nothing,
    post: ({ post }) => {
      const found = posts.find((each) => each.id === post);
      if (!found) throw missing();
      return found;
    },
    post_like: ({ post, on }) => {
      const found = posts.find((each) => each.id === post);
      if (found) {
        found.liked = on;
        found.counts.likes += on ? 1 : -1;
      }
      changed('feeds');
      return nothing;
    },
    post_boost: ({ post, on }) => {
      const found = posts.find((each) => each.id === post);
      if (found) found.boosted = on;
      changed('feeds');
      return nothing;
    },
    mutes: () => [
      { id: 1, kind: 'words', value: 'lottery', label: 'lottery', until: null },
      { id: 2, kind: 'author', value: '17', label: '@deals@shop.example', until: Date.now() + 6 * DAY },
    ],
    mute_add: () => nothing,
    mute_remove: () => nothing,
    conversations: (query) => {
      const found = conversations
        .filter(
          (each) =>
            each.state === query.state &&
            (query.account === null || each.account === query.account) &&
            (!query.platform || each.platform === query.platform) &&
            (!query.kind || each.kind === query.kind),
        )
        .sort((a, b) => (query.oldest_first ? a.last_at - b.last_at : b.last_at - a.last_at));
      return { conversations: found.map((each) => ({ ...each })), more: false };
    },
    conversation_counts: () => ({
      waiting: waiting().length,
      unread: waiting().filter((each) => each.unread > 0).length,
      done: conversations.length - waiting().length,
    }),
    conversation: ({ conversation }) => {
      const found = conversations.find((each) => each.id === conversation);
      if (!found) throw missing();
      const messages = threads.get(conversation) ?? [];
      return {
        conversation: { ...found },
        messages: [...messages],
        answers: messages.findLast((each) => !each.ours)?.id ?? null,
        visibilities: found.kind === 'direct' ? ['direct'] : ['public', 'unlisted', 'direct'],
        draft: drafts.find((each) => each.conversation === conversation && each.queued_at === null)?.id ?? null,
        limits: limits(found.platform === 'bluesky' ? 300 : 500, 'characters'),
      };
    },
    conversation_read: ({ conversation }) => {
      const found = conversations.find((each) => each.id === conversation);
      if (found?.unread) {
        found.unread = 0;
        changed('inbox');
      }
      return nothing;
    },
    conversation_state: ({ conversations: ids, state }) => {
      for (const each of conversations) if (ids.includes(each.id)) each.state = state;
      changed('inbox');
      return nothing;
    },
    reply_draft: ({ conversation, answers }) => {
      const kept = drafts.find((each) => each.conversation === conversation && each.queued_at === null);
      if (kept) return { ...kept };
      const found = conversations.find((each) => each.id === conversation);
      if (!found) throw missing();
      const made = draft(nextId++, '', 0, {
        conversation,
        answers,
        targets: [found.account],
        visibility: found.kind === 'direct' ? 'direct' : 'public',
      });
      drafts.push(made);
      return { ...made };
    },
    drafts: () => open().map(summary),
    draft: ({ draft: id }) => ({ ...draftBy(id) }),
    draft_new: ({ text, shares }) => {
      const made = draft(nextId++, text, 0, {
        shares,
        targets: accounts
          .filter((each) => each.parts.includes('publish') && !each.practice && each.identity === 1)
          .map((each) => each.id),
      });
      drafts.push(made);
      changed('drafts');
      return { ...made };
    },
    draft_save: (save) => {
      const kept = draftBy(save.id);
      if (kept.revision !== save.revision)
        throw new CallProblem({ code: 'stale', message: 'A newer version was saved elsewhere.' });
      Object.assign(kept, save, { revision: kept.revision + 1, updated_at: Date.now() });
      changed('drafts');
      return { ...kept };
    },
    draft_delete: ({ draft: id }) => {
      const at = drafts.findIndex((each) => each.id === id);
      if (at >= 0) drafts.splice(at, 1);
      changed('drafts');
      return nothing;
    },
    draft_preview: ({ draft: id }) => {
      const of = draftBy(id);
      return {
        targets: of.targets.map((target) => {
          const max = accounts.find((each) => each.id === target)?.limits?.text_max ?? 300;
          const used = of.text.length;
          return {
            account: target,
            html: html(of.text),
            count: { used, max, bytes: new TextEncoder().encode(of.text).length, fits: used <= max },
            findings:
              used > max
                ? [
                    {
                      check: 'length',
                      level: 'stop' as const,
                      words: `This account takes ${max} characters; the text has ${used}.`,
                      at: { start: max, end: used },
                    },
                  ]
                : [],
          };
        }),
        findings: [
          { check: 'own_site', level: 'tell', words: 'Draws people in: the link opens your own site.', at: null },
          ...(of.media.some((each) => !each.description && !each.decorative)
            ? [
                {
                  check: 'picture_description',
                  level: 'warn' as const,
                  words: 'A picture has no description yet.',
                  at: null,
                },
              ]
            : []),
        ],
        card: of.text.includes('https://')
          ? {
              url: 'https://glenfallslibrary.example/storytime',
              host: 'glenfallslibrary.example',
              title: 'Story time, spring 2027',
              description: 'Thursdays at 10:30 in the children’s room and on Zoom.',
              picture: 'duck',
            }
          : null,
      };
    },
    picture_add: ({ draft: id, name }) => {
      const of = draftBy(id);
      of.media = [
        ...of.media,
        {
          hash: 'books',
          mime: 'image/png',
          name,
          description: '',
          decorative: false,
          width: 640,
          height: 360,
          bytes: 180_000,
        },
      ];
      of.revision += 1;
      changed('drafts');
      return { ...of };
    },
    outbox_send: ({ draft: id, confirm_personal }) => {
      const of = draftBy(id);
      const personal = of.targets.some(
        (target) => accounts.find((each) => each.id === target)?.who.kind === 'personal',
      );
      if (personal && !confirm_personal)
        throw new CallProblem({ code: 'confirm_personal', message: 'Maya Lindqvist is a personal account.' });
      of.queued_at = Date.now();
      const made = of.targets.map((target) => {
        const to = accounts.find((each) => each.id === target);
        return {
          id: nextId++,
          draft: id,
          account: target,
          platform: to?.platform ?? '',
          practice: to?.practice ?? false,
          title: firstLine(of.text),
          state: { state: 'due' as const },
          attempts: 0,
          log: [],
          queued_at: Date.now(),
          can_delete: false,
        };
      });
      deliveries.unshift(...made);
      if (of.conversation !== null)
        threads.get(of.conversation)?.push(message(us, of.text, 0, true, { delivery: made[0] ?? null }));
      changed('outbox', 'drafts', 'inbox', 'line');
      return made;
    },
    outbox: ({ needs_you }) =>
      deliveries
        .filter((each) => !needs_you || ['failed', 'missed', 'in_doubt'].includes(each.state.state))
        .map((each) => ({ ...each })),
    delivery_retry: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (found) found.state = { state: 'due' };
      changed('outbox', 'line');
      return nothing;
    },
    delivery_settle: ({ delivery, there }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (found)
        found.state = there
          ? { state: 'sent', at: Date.now(), published: { remote_id: '1', url: null } }
          : { state: 'due' };
      changed('outbox', 'line');
      return nothing;
    },
    delivery_cancel: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      if (found) found.state = { state: 'cancelled' };
      changed('outbox', 'line');
      return nothing;
    },
    delivery_delete: () => nothing,
    delivery_edit_again: ({ delivery }) => {
      const found = deliveries.find((each) => each.id === delivery);
      const made = draft(nextId++, found?.title ?? '', 0, { targets: found ? [found.account] : [] });
      drafts.push(made);
      changed('outbox', 'drafts', 'line');
      return made;
    },
    search: ({ words }) => {
      const wantedWords = words.toLowerCase().split(/\s+/).filter(Boolean);
      const mark = (text: string): string =>
        wantedWords.reduce(
          (said, word) =>
            said.replace(new RegExp(`\\b(${word.replace(/[^\p{L}\p{N}]/gu, '')}\\w*)`, 'i'), '\u0002$1\u0003'),
          text,
        );
      const has = (text: string): boolean => wantedWords.every((word) => text.toLowerCase().includes(word));
      return {
        hits: [
          ...drafts
            .filter((each) => has(each.text))
            .map((each) => ({
              what: { kind: 'draft' as const, id: each.id, queued: each.queued_at !== null },
              account: null,
              platform: null,
              who: '',
              excerpt: mark(each.text),
              at: each.updated_at,
            })),
          ...conversations
            .filter((each) => has(each.snippet))
            .map((each) => ({
              what: { kind: 'message' as const, conversation: each.id },
              account: each.account,
              platform: each.platform,
              who: each.with.name,
              excerpt: mark(each.snippet),
              at: each.last_at,
            })),
          ...posts
            .filter((each) => has(each.text))
            .map((each) => ({
              what: { kind: 'post' as const, id: each.id },
              account: each.account,
              platform: each.platform,
              who: each.author.name,
              excerpt: mark(each.text),
              at: each.created_at,
            })),
        ].slice(0, 20),
      };
    },
    today: () => ({
      sentence:
        accounts.length === 0
          ? 'The desk is ready. It hears nothing yet.'
          : waiting().length === 0
            ? 'Nobody waits for an answer. All that was sent is out.'
            : 'Two people have waited longer than you promise. The rest can follow your coffee.',
      waiting: waiting().slice(0, 6),
      waiting_total: waiting().length,
      needs_you: deliveries.filter((each) => ['failed', 'missed', 'in_doubt'].includes(each.state.state)),
      going_out: deliveries.filter((each) => !['failed', 'missed', 'in_doubt', 'cancelled'].includes(each.state.state)),
      drafts: open().slice(0, 5).map(summary),
      unwell: accounts.filter((each) => each.health.state !== 'well' && each.health.state !== 'new'),
      has_accounts: accounts.length > 0,
      date: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(
        Date.now() + 0 * HOUR,
      ),
    }),
  };
}
