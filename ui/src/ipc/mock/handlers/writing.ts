import type { Finding } from '../../generated';
import { CallProblem } from '../../problem';
import { accounts } from '../desk';
import { message, threads, us } from '../inbox';
import { deliveries, draft, drafts } from '../writing';
import { draftBy, firstLine, fresh, nothing, open, summary, type Changed, type Handlers } from './shared';

const html = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/https:\/\/(\S+)/g, '<a href="https://$1">$1</a>')
    .replace(/#(\w+)/g, '<a href="https://example.org/tags/$1">#$1</a>')
    .replaceAll('\n', '<br>')}</p>`;

/** One tag that is known to need capitals. */
function tagFindings(text: string): Finding[] {
  const start = text.indexOf('#storytime');
  if (start < 0) return [];
  const at = { start, end: start + '#storytime'.length };
  return [
    {
      check: 'hashtags',
      level: 'warn',
      words: '#storytime is read out as one word.',
      at,
      why: 'Screen readers and readers find the words of a tag by their capitals.',
      fix: { kind: 'replace', label: 'Write it as #StoryTime', at, with: '#StoryTime' },
    },
  ];
}

type Keys =
  | 'drafts'
  | 'draft'
  | 'draft_new'
  | 'draft_save'
  | 'draft_delete'
  | 'draft_preview'
  | 'picture_add'
  | 'outbox_send'
  | 'outbox'
  | 'delivery_retry'
  | 'delivery_settle'
  | 'delivery_cancel'
  | 'delivery_delete'
  | 'delivery_edit_again';

export function writingHandlers(changed: Changed): Pick<Handlers, Keys> {
  return {
    drafts: () => open().map(summary),
    draft: ({ draft: id }) => ({ ...draftBy(id) }),
    draft_new: ({ text, shares }) => {
      const made = draft(fresh(), text, 0, {
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
                      why: '',
                      fix: null,
                    },
                  ]
                : [],
          };
        }),
        findings: [
          {
            check: 'own_site',
            level: 'tell',
            words: 'Draws people in: the link opens your own site.',
            at: null,
            why: '',
            fix: null,
          },
          ...tagFindings(of.text),
          ...(of.media.some((each) => !each.description && !each.decorative)
            ? [
                {
                  check: 'picture_description',
                  level: 'warn' as const,
                  words: 'A picture has no description yet.',
                  at: null,
                  why: '',
                  fix: null,
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
          id: fresh(),
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
      const made = draft(fresh(), found?.title ?? '', 0, { targets: found ? [found.account] : [] });
      drafts.push(made);
      changed('outbox', 'drafts', 'line');
      return made;
    },
  };
}
