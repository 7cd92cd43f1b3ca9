export const moderation = {
  takePrivate: 'Take it private',
  privateTitle: 'Send this answer?',
  privateText: (name: string, how: string, text: string) =>
    `To ${name}. ${how}: “${text}” It repeats nothing of what they wrote.`,
  privateStays: 'If you do not send it now, it stays in the box.',
  privateOwn: 'It goes out alone: your own words stay in the box.',
  privateYes: 'Send it',

  more: (name: string) => `More for the message of ${name}`,
  hide: 'Hide the message…',
  title: (name: string) => `Hide the message of ${name}?`,
  text: 'An answer, or leaving it up, is nearly always the better way. Hide only what breaks a clause of your posted policy.',
  message: 'The message',
  noWords: 'It has no words.',
  useSelected: 'Use the words I selected',
  useSelectedFirst: 'Select some of them above, then take those.',
  useAll: 'Use the whole message',
  same: 'Hidden under the same clause before',
  sameCount: (count: number) =>
    count === 0
      ? 'Nothing was hidden under this clause before.'
      : count === 1
        ? 'One message was hidden under this clause before:'
        : `${count.toLocaleString('en')} messages were hidden under this clause before, the newest:`,
  sameAsk: 'Would you hide it too if it praised the library? The clause holds for everybody alike.',
  clause: 'The clause that it breaks',
  clauseNone: 'Choose one',
  quoted: 'The words at issue',
  quotedHelp: 'Copied from the message as they stand there.',
  quotedPicture: 'Say what the picture shows.',
  note: 'Note for the record',
  without: 'Hide it without a copy of the picture',
  copyFirst:
    'First a copy goes into Records: the text, who wrote it, the link, the time and the pictures. If that fails, nothing is hidden.',
  copyWords:
    'First a copy goes into Records: the text, who wrote it, the link and the time, and no picture. If that fails, nothing is hidden.',
  child:
    'Is it sexual material of a child? Do not hide it here: choose “In an emergency” in the menu. No picture is copied there.',
  never: 'Lectern hides nothing by itself, and looks for no words. You decide each time, and one press shows it again.',
  mute: 'To keep something out of your own view only, mute it: people in the menu of a post in Feeds, words in Settings, Reading. Nobody else notices that.',
  leave: 'Leave it up',
  answer: 'Answer instead',
  yes: 'Keep a copy and hide it',
  hiddenSaid: 'Hidden. The copy is in Records.',
  doubtSaid: 'The platform did not answer for certain. Lectern looks it up.',
  stillDoubt: 'The platform still does not say. Lectern looks again in a minute.',
  tellWhy: 'Write why',
  noticeCopied: 'The words are copied: paste them into your answer.',
  restore: 'Restore',
  restored: 'It is shown again. That is on record.',
  lookUp: 'Look it up now',
  stands: {
    hiding: (clause: string) => `Asked to hide it (${clause}), not certain yet`,
    hidden: (clause: string) => `Hidden on the platform: ${clause}`,
    restoring: () => 'Asked to show it again, not certain yet',
    restored: () => 'Shown again',
    refused: () => 'The platform did not hide it',
  },

  list: 'Hidden',
  listText:
    'Everything that was hidden, with the words at issue and for how long. The whole copy of each is in the log. One press shows it again.',
  listSearch: 'Words in them',
  listClause: 'Clause',
  listAll: 'All clauses',
  listStill: 'Only what is hidden now',
  listCount: (count: number) =>
    count === 0 ? 'None' : count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`,
  listNone: 'Nothing was hidden',
  listNoneText: 'Messages are hidden in the inbox, one at a time and by a person. They are listed here from then on.',
  listNoFit: 'No hidden message fits',
  listNoFitText: 'Try other words or another clause.',
  listMore: 'Show older ones',
  listOpen: 'Open the conversation',
  restoreOf: (name: string) => `Restore the message of ${name}`,
  record: (number: number) => `Record no. ${number}`,
  gone: 'Its copy was disposed of.',
  atIssue: 'At issue:',
  span: (ms: number) => {
    const minutes = Math.max(1, Math.round(ms / 60_000));
    if (minutes < 60) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
    const hours = Math.round(minutes / 60);
    if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
    return `${Math.round(hours / 24)} days`;
  },
  hiddenFor: (span: string) => `hidden for ${span} so far`,
  restoredWithin: (span: string) => `restored within ${span}`,
  printed: (shown: number, count: number) => (shown === count ? `${count} in all` : `The newest ${shown} of ${count}`),

  policy: 'Your policy on comments',
  policyText:
    'Nothing is hidden but under one of these clauses, by a person, with the words at issue on record. Enter what your library has posted. Clauses that depend on taste, such as “offensive”, do not stand before courts.',
  posted: (label: string) => `${label}: posted`,
  clauseNew: 'New clause',
  clauseChange: 'Change',
  clauseName: 'Name of the clause',
  clauseWords: 'As it is posted',
  clausePosted: 'It stands in our posted policy',
  clauseSave: 'Keep the clause',
  clauseSaved: 'The clause is kept.',
  notPosted: 'Not posted',
  isPosted: 'Posted',
  appeal: 'Where one asks for a second look',
  appealHelp: 'An address or a page. It stands in the answer that says why something was hidden.',
  appealSave: 'Keep it',
  appealSaved: 'Kept.',
  cancel: 'Cancel',
};
