import type { DraftPreview, DraftSave, Finding, PictureRecord } from '../../generated';
import { CallProblem } from '../../problem';
import { accounts } from '../desk';
import { draft, drafts } from '../writing';
import { films } from './films';
import { draftBy, fresh, nothing, open, summary, type Changed, type Handlers } from './shared';

const html = (text: string): string =>
  `<p>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/https:\/\/(\S+)/g, '<a href="https://$1">$1</a>')
    .replace(/#(\w+)/g, '<a href="https://example.org/tags/$1">#$1</a>')
    .replaceAll('\n', '<br>')}</p>`;

const records = new Map<string, PictureRecord>();

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

export function look(of: DraftSave): DraftPreview {
  const card = of.text.includes('https://')
    ? {
        url: 'https://glenfallslibrary.example/storytime',
        host: 'glenfallslibrary.example',
        title: 'Story time, spring 2027',
        description: 'Thursdays at 10:30 in the children’s room and on Zoom.',
        picture: 'duck',
      }
    : null;
  return {
    targets: of.targets.map((target) => {
      const max = accounts.find((each) => each.id === target)?.limits?.text_max ?? 300;
      const own = of.versions.find((version) => version.account === target);
      const text = own?.text ?? of.text;
      const used = text.length;
      return {
        account: target,
        html: html(text),
        count: { used, max, bytes: new TextEncoder().encode(text).length, fits: used <= max },
        findings:
          used > max
            ? [
                {
                  check: 'length',
                  level: 'stop' as const,
                  words: `This account takes ${max} characters; the text has ${used}.`,
                  at: { start: max, end: used },
                  why: '',
                  fix: { kind: 'thread' as const, label: 'Make a thread' },
                },
              ]
            : [],
        own: own !== undefined,
        parts: [],
        card,
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
    card,
  };
}

type Keys =
  | 'drafts'
  | 'draft'
  | 'draft_new'
  | 'draft_save'
  | 'draft_delete'
  | 'draft_preview'
  | 'draft_look'
  | 'picture_add'
  | 'picture_edit'
  | 'picture_record'
  | 'picture_record_save'
  | 'picture_uses'
  | keyof ReturnType<typeof films>;

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
    draft_preview: ({ draft: id }) => look(draftBy(id)),
    draft_look: look,
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
          decorative_why: '',
          original: null,
          focus: null,
          moving: 'still' as const,
          video: null,
          width: 640,
          height: 360,
          bytes: 180_000,
        },
      ];
      of.revision += 1;
      changed('drafts');
      return { ...of };
    },
    picture_edit: ({ draft: id, at, crop, turn, focus }) => {
      const of = draftBy(id);
      // The pretended picture keeps its bytes; what was asked for is remembered.
      of.media = of.media.map((each, place) => {
        if (place !== at) return each;
        const { hash, width, height } = each.original ?? each;
        const same = turn === 0 && crop === null;
        return { ...each, focus, original: same ? null : { hash, width, height, turn, crop } };
      });
      of.revision += 1;
      changed('drafts');
      return { ...of };
    },
    picture_record: ({ picture }) => records.get(picture) ?? { picture, shows_people: false, release: null },
    picture_record_save: (record) => {
      records.set(record.picture, record);
      changed('pictures');
      return record;
    },
    picture_uses: () => [],
    ...films(draftBy, changed),
  };
}
