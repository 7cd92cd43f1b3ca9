const number = (count: number): string => count.toLocaleString('en');
const messages = (count: number): string => (count === 1 ? '1 message' : `${number(count)} messages`);

/** Conversations of many messages, and what they answer. */
export const talks = {
  label: (count: number) => `${messages(count)}, oldest first`,
  some: (shown: number, count: number) => `The newest ${number(shown)} of ${messages(count)}`,
  all: (count: number) => `All ${messages(count)}`,
  earlier: 'Earlier messages',
  came: (came: number, shown: number, count: number) =>
    `${number(came)} earlier. ${number(shown)} of ${messages(count)} are here.`,
  wordless: 'No words: a picture or a file',
  emptyBehind: 'Nobody was waiting when Lectern last looked',
  emptyBehindText: 'One account at least could not be read since then. What was written there is not here yet.',
  sentPaused: 'It waits: everything is paused.',
  waitsPaused: 'Waits: everything is paused',
  deleted: 'The post this answers was deleted.',
  reads: {
    public: 'Public: everybody can read this answer.',
    unlisted: 'Public: everybody can read this answer, but it stands in no list.',
    followers: (who: string) => `Only those who follow ${who} can read this answer.`,
    direct: (who: string) => `Private message: only ${who} reads this answer.`,
    directAsLast: (who: string) => `Private message, as the last one was: only ${who} reads this answer.`,
    asLast: 'As the last message was.',
  },
};
