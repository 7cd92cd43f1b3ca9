import type { Draft } from '../../generated';
import { nothing, type Changed, type Handlers } from './shared';

type Keys =
  'video_begin' | 'video_part' | 'video_done' | 'video_stop' | 'video_still' | 'captions_read' | 'captions_text';

/** Videos that come part by part; their captions are taken as they are. */
export function films(draftBy: (id: number) => Draft, changed: Changed): Pick<Handlers, Keys> {
  const coming = new Map<string, { name: string; bytes: number }>();
  const texts = new Map<string, string>();
  return {
    video_begin: ({ name, bytes }) => {
      const ticket = `film-${coming.size + 1}`;
      coming.set(ticket, { name, bytes });
      return { ticket, part_bytes: 1024 * 1024 };
    },
    video_part: () => nothing,
    video_done: ({ draft: id, ticket }) => {
      const { name, bytes } = coming.get(ticket) ?? { name: 'film.mp4', bytes: 0 };
      const of = draftBy(id);
      of.media = [
        ...of.media,
        {
          hash: ticket,
          mime: 'video/mp4',
          name,
          description: '',
          decorative: false,
          decorative_why: '',
          original: null,
          focus: null,
          moving: 'still' as const,
          width: 1280,
          height: 720,
          bytes,
          video: { length_ms: 65_000, codec: 'avc1', poster: null, captions: [], no_speech: false },
        },
      ];
      of.revision += 1;
      changed('drafts');
      return { ...of };
    },
    video_stop: () => nothing,
    video_still: () => ({ still: 'books' }),
    captions_read: ({ name, language, text }) => {
      const hash = `captions-${texts.size + 1}`;
      texts.set(hash, text);
      const cues = text.split('-->').length - 1;
      return { captions: { language, hash, name, bytes: text.length, cues }, problems: [] };
    },
    captions_text: ({ captions }) => ({ text: texts.get(captions) ?? '' }),
  };
}
