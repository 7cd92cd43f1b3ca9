/** The list of what was sent and is on its way, its details, and what was read back. */
export const outbox = {
  list: 'Posts, newest first',
  show: 'Show',
  shows: { all: 'All', needs_you: 'Needs you', waiting: 'Waiting', sent: 'Sent' },
  count: (label: string, count: number) => (count === 0 ? label : `${label} (${count.toLocaleString('en')})`),
  search: 'Search what you posted',
  searchHint: 'Words in the post',
  none: { needs_you: 'Nothing needs you', waiting: 'Nothing waits', sent: 'Nothing was sent yet' },
  noneText: 'Choose “All” to see everything that was ever queued.',
  notFound: 'No post has these words',
  notFoundText: 'Try fewer words, or the beginning of a word.',
  details: 'Details',
  detailsOf: (title: string, account: string) => `Details of “${title}” on ${account}`,
  detailsOn: (account: string) => `On ${account}`,
  deleteOn: (account: string) => `Delete on ${account}`,
  queued: 'Queued.',
  text: 'What goes out',
  textSent: 'What was sent',
  warning: (text: string) => `Content notice: ${text}`,
  pictures: 'Pictures',
  noDescription: 'No description',
  card: (title: string) => `Link card: ${title}`,
  answers: 'Answers of the poll',
  ownText: 'Own text',
  ownTextWhy: 'This account has a text of its own. Details show it.',
  proof: 'Read back',
  history: 'What happened so far',
  changes: 'Changes and deletions',
  next: (moment: string) => `Next try ${moment}`,
  readAgain: (moment: string) => `It is looked at again ${moment}.`,
  read: (clock: string, parts: readonly string[]) => `Read back ${clock}: ${joined(parts)} there.`,
  differs: (clock: string) => `Read back ${clock}: not everything is as it was sent.`,
  waiting: (why: string) => `Not read back yet: ${why} Lectern tries again by itself.`,
  unread: (why: string) => `It could not be read back: ${why} Look at the post yourself to be sure.`,
  parts: {
    text: 'the text',
    pictures: (count: number) => (count === 1 ? '1 picture' : `${count} pictures`),
    descriptions: (count: number) => (count === 1 ? '1 description' : `${count} descriptions`),
    card: 'the card',
    answers: (count: number) => `the ${count} answers of the poll`,
    nothing: 'the post',
  },
  difference: {
    text: (ours: string, theirs: string) =>
      theirs === '' ? `The text is not there: “${ours}”` : `The text reads “${theirs}” instead of “${ours}”.`,
    warning: (ours: string, theirs: string) =>
      theirs === ''
        ? `The content notice is not there: “${ours}”`
        : `The content notice reads “${theirs}” instead of “${ours}”.`,
    pictures: (ours: string, theirs: string) => `Pictures there: ${theirs}. Pictures sent: ${ours}.`,
    description: (picture: number, ours: string, theirs: string) =>
      theirs === ''
        ? `The description of picture ${picture} is not there: “${ours}”`
        : `The description of picture ${picture} reads “${theirs}” instead of “${ours}”.`,
    card: (ours: string, theirs: string) =>
      theirs === '' ? `The link card is not there: “${ours}”` : `The link card says “${theirs}” instead of “${ours}”.`,
    answers: (ours: string, theirs: string) =>
      theirs === ''
        ? `The poll is not there. Its answers: ${ours}`
        : `The answers of the poll are “${theirs}” instead of “${ours}”.`,
    language: (ours: string, theirs: string) => `Its language is given as ${theirs}, not as ${ours}.`,
    visibility: (ours: string, theirs: string) => `It is seen by ${theirs}. It was meant for ${ours}.`,
  },
  adviceEdit: 'You can change it, delete it, or leave it as it is.',
  adviceDelete: 'This network lets nobody change posts. You can delete it and post again, or leave it as it is.',
  edit: 'Change the post',
  replace: 'Delete and post again',
  replaceTitle: 'Delete it and post again?',
  replaceText:
    'This network lets nobody change posts. The published one is deleted, with the replies and likes it has, and a draft with its text and pictures opens. Nothing new goes out before you send it.',
  rewrite: 'Edit and try again',
  rewriteTitle: 'Edit for this account',
  rewriteText: 'Only this account gets the new text. What went to the others stays as it is.',
  rewriteYes: 'Save and try again',
  rewritten: 'In line to be sent in the new words.',
  deleting: 'In line to be deleted. You see here when it is gone.',
  kinds: {
    edit: {
      sent: 'Changed',
      failed: 'Not changed',
      inDoubt: 'Was it changed?',
      checking: 'Checking if it was changed',
    },
    delete: {
      sent: 'Deleted',
      failed: 'Not deleted',
      inDoubt: 'Was it deleted?',
      checking: 'Checking if it was deleted',
    },
  },
  deletedThere: 'Deleted there',
  questions: {
    edit: { ask: 'Was it changed?', yes: 'Yes, it is changed', no: 'No, change it again' },
    delete: { ask: 'Was it deleted?', yes: 'Yes, it is gone', no: 'No, delete it again' },
  },
  lookThere: (account: string) =>
    account === ''
      ? 'The platform cannot tell. Look at the post there.'
      : `The platform cannot tell. Look at ${account}.`,
  settledDone: 'Noted.',
  settledAgain: 'It is done again.',
  stopEditTitle: 'Leave the post as it is?',
  stopEditText: 'The change is not made. Its text stays in the list of what was written.',
  stopDeleteTitle: 'Leave the post where it is?',
  stopDeleteText: 'It is not deleted.',
  stop: { edit: 'Do not change', delete: 'Do not delete' },
  stopped: { edit: 'Stopped. The post stays as it is.', delete: 'Stopped. The post stays where it is.' },
  sendChange: 'Send the change',
  changeNote: 'Changes the post where it is. Readers may see that it was edited.',
  changeSent: 'The change is on its way. You find it under “Sent and on the way”.',
  changeDraft: 'Change of a post',
};

/** "a", "a and b", "a, b and c", with the verb. */
function joined(parts: readonly string[]): string {
  const verb = parts.length === 1 && !/^\d+ .*s$/.test(parts[0] ?? '') ? 'is' : 'are';
  const all = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
  return `${all} ${verb}`;
}
