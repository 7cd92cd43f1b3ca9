import type { Completion, Draft, EmojiView, TemplateSample } from '../../generated';
import { before, DAY, HOUR, MINUTE, settings } from '../desk';
import { draft, drafts } from '../writing';
import { draftBy, firstLine, fresh, missing, nothing, type Changed, type Handlers } from './shared';

type Keys =
  | 'draft_duplicate'
  | 'draft_history'
  | 'draft_difference'
  | 'draft_restore'
  | 'templates'
  | 'template_samples'
  | 'template_save'
  | 'template_keep'
  | 'template_use'
  | 'template_rename'
  | 'template_delete'
  | 'template_put_back'
  | 'variables'
  | 'text_fill'
  | 'completions'
  | 'emojis'
  | 'similar';

const samples: TemplateSample[] = [
  {
    key: 'story-time',
    name: 'Story time',
    text: 'Story time at {library}: {day} at {time}. Songs, rhymes and a picture book.\n\n{address}\n\n#StoryTime',
  },
  { key: 'hours', name: 'Our hours', text: 'When can you come in? {library} is open {hours}.\nTelephone {desk phone}' },
];

const seen: Completion[] = [
  { kind: 'tag', insert: '#StoryTime', name: '', known: true, times: 12 },
  { kind: 'tag', insert: '#SummerReading', name: '', known: false, times: 3 },
  { kind: 'person', insert: '@ann@glen.library.social', name: 'Ann Lee', known: true, times: 4 },
];

const emojis: EmojiView[] = [
  { emoji: '😀', name: 'grinning face', group: 'Smileys and feelings' },
  { emoji: '🦆', name: 'duck', group: 'Animals and nature' },
  { emoji: '📚', name: 'books', group: 'Objects' },
];

const values = (): Record<string, string> => ({
  library: settings.library_name,
  'desk phone': settings.desk_phone,
  address: settings.address,
  hours: 'Monday to Friday 9:00 to 17:00',
});

const fill = (text: string): string =>
  text.replace(/\{([^{}\n]+)\}/g, (written, name: string) => values()[name.toLowerCase()] ?? written);

const OLD = 'Story time is back on Thursday. Songs and rhymes.';

export function aidHandlers(changed: Changed): Pick<Handlers, Keys> {
  const add = (made: Draft): Draft => {
    drafts.push(made);
    changed('drafts');
    return { ...made };
  };
  const copy = (of: Draft, more: Partial<Draft>): Draft =>
    add({ ...of, id: fresh(), revision: 1, when: { kind: 'now' }, never_after: null, answers: null, ...more });
  return {
    draft_duplicate: ({ draft: id }) => copy(draftBy(id), { conversation: null, queued_at: null, role: 'draft' }),
    draft_history: () => [
      { id: 2, at: before(20 * MINUTE), why: 'cut', title: OLD, changed: '12 words more, 3 fewer' },
      { id: 1, at: before(DAY + HOUR), why: 'saved', title: 'Story time is back', changed: 'The first that was kept' },
    ],
    draft_difference: ({ draft: id }) => ({
      text: [
        { kind: 'same', text: 'Story time is back' },
        { kind: 'gone', text: ' on Thursday. Songs and rhymes.' },
        { kind: 'new', text: draftBy(id).text.slice(18) },
      ],
      besides: ['Pictures: 0, then 1'],
    }),
    draft_restore: ({ draft: id }) => {
      const of = draftBy(id);
      Object.assign(of, { text: OLD, revision: of.revision + 1 });
      changed('drafts');
      return { draft: { ...of }, before: 3 };
    },
    templates: () =>
      drafts
        .filter((each) => each.role === 'template')
        .map(({ id, name, text, targets, media, updated_at }) => ({
          id,
          name,
          title: firstLine(text),
          targets,
          pictures: media.length,
          updated_at,
        })),
    template_samples: () => samples,
    template_save: ({ draft: id, name }) => copy(draftBy(id), { role: 'template', name }),
    template_keep: ({ key }) => {
      const sample = samples.find((each) => each.key === key);
      if (!sample) throw missing();
      return add(draft(fresh(), sample.text, 0, { role: 'template', name: sample.name, targets: [] }));
    },
    template_use: ({ template, sample }) => {
      const text = template === null ? samples.find((each) => each.key === sample)?.text : draftBy(template).text;
      if (text === undefined) throw missing();
      return add(draft(fresh(), fill(text), 0));
    },
    template_rename: ({ template, name }) => {
      draftBy(template).name = name;
      changed('drafts');
      return nothing;
    },
    template_delete: ({ template }) => {
      const gone = draftBy(template);
      drafts.splice(drafts.indexOf(gone), 1);
      changed('drafts');
      return gone;
    },
    template_put_back: ({ name, content }) =>
      add(draft(fresh(), content.text, 0, { ...content, id: fresh(), role: 'template', name })),
    variables: () => Object.entries(values()).map(([name, value]) => ({ name, meaning: name, value, by_hand: false })),
    text_fill: ({ text }) => ({ text: fill(text) }),
    completions: ({ prefix }) => seen.filter((one) => one.insert.toLowerCase().startsWith(prefix.toLowerCase())),
    emojis: ({ words }) => emojis.filter((one) => one.name.includes(words.toLowerCase())),
    similar: ({ draft: id, text }) =>
      text.includes('Story time') && id !== 21
        ? [
            {
              account: 1,
              platform: 'mastodon',
              handle: '@library@glen.library.social',
              at: before(40 * DAY),
              deleted_at: null,
              text: 'Story time is back! Songs, rhymes and one very brave duck. Fridays at 10:30.',
              percent: 86,
              draft: 21,
              post: null,
              url: null,
            },
          ]
        : [],
  };
}
