/** Milliseconds as `1:05`, or `1:02:05`. */
function long(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What is said about a video of a draft. */
export const videos = {
  open: 'Captions and more',
  openNamed: (which: string) => `Captions and more: ${which}`,
  title: (name: string) => `Video: ${name}`,
  pane: 'Captions',
  description: 'Description for people who cannot see the video',
  descriptionHint: 'Say what is to be seen in it',
  remove: 'Remove the video',
  stripped: 'Added. Videos go out without place, time and camera data.',
  added: 'Added.',
  knownBefore: 'Added, with the description and captions it had before.',
  adding: (percent: number) => `Adding the video, ${percent} %`,
  length: (ms: number | null) => (ms === null ? 'Length not known' : long(ms)),
  lengthSaid: (ms: number | null) => (ms === null ? 'Length not known' : `Length ${long(ms)}`),
  facts: (size: string, width: number, height: number) =>
    width > 0 && height > 0 ? `${size}, ${width} × ${height}` : size,
  megabytes: (bytes: number) =>
    bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`,
  captionsNone: 'No captions yet',
  captionsIn: (languages: readonly string[]) => `Captions: ${languages.join(', ')}`,
  noSpeech: 'Nobody speaks in this video',
  noSpeechHelp: 'Then it needs no captions. Music alone needs none either.',
  noSpeechShort: 'Nobody speaks in it',
  captionsHelp:
    'A WebVTT file (.vtt) for each language. Most video programs save one; names and titles in captions made by a program need a look. They stay with this video wherever you use it.',
  cues: (count: number) => (count === 1 ? '1 caption' : `${count.toLocaleString('en')} captions`),
  writtenHere: 'written here',
  captionsOf: (language: string) => `Captions in ${language}`,
  removeCaptions: (language: string) => `Remove the captions in ${language}`,
  editCaptions: (language: string) => `Edit the captions in ${language}`,
  language: 'Language of the captions',
  languagePick: 'Choose one',
  file: 'Choose a WebVTT file',
  write: 'Write them here',
  text: 'The captions as WebVTT',
  textExample: 'WEBVTT\n\n00:01.000 --> 00:04.000\nWelcome to the library\n',
  keep: 'Keep these captions',
  leave: 'Leave them',
  kept: (language: string) => `The captions in ${language} are ready. “Use this” puts them into the draft.`,
  problems: 'What is not right in the captions',
  line: (line: number) => `Line ${line}`,
  stops: 'Nothing was kept. Mend the lines below, then keep them again.',
  warns: 'The captions are ready. Look at these lines all the same:',
};
