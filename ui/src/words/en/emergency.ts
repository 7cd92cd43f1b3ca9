export const emergency = {
  menu: 'In an emergency…',
  title: 'In an emergency',
  text: 'For these three cases only. All else is answered, or left standing.',
  wrote: (name: string) => `Written by ${name}`,
  noWords: 'It has no words.',
  pictures: (count: number) => (count === 1 ? 'With a picture.' : `With ${count} pictures.`),

  danger: 'Is somebody in danger now?',
  call: (number: string) =>
    number === ''
      ? 'Call your local emergency number first. Everything below can wait.'
      : `Call ${number} first. Everything below can wait.`,

  keepTitle: 'Keep a copy before anything else',
  kind: 'What is it?',
  kinds: {
    threat: 'A threat that must be believed',
    child: 'Sexual material of a child',
    private: 'Private details spread to harm somebody',
  },
  keepText:
    'The text, who wrote it, the link, the time and the pictures go into Records. No platform is called. If the copy fails, it says so here and nothing else is done.',
  childText:
    'The words alone are kept. No picture is copied, because holding one can itself be an offence: do not open, copy, print or send it. Tell the police where it is. A small preview that the inbox has fetched goes when its time is over.',
  keeps: { first: 'Keep a copy now', changed: 'Keep it as it reads now', other: 'Keep it as this too' },
  without: 'Keep the words without the picture',
  kept: (number: number, moment: string) => `Kept as record no. ${number}, ${moment}`,
  keptAs: (kind: string) => `As: ${kind}`,
  first: 'Keep a copy first.',

  reportTitle: 'Report it to those who run the platform',
  report: (name: string) => `Report to ${name}`,
  reportAgain: (name: string) => `Report to ${name} again`,
  byHand:
    'This platform takes no reports from here. Open the message there and use its own way to report it, or write to those who run it. Say that you are a library and that you have kept a copy.',
  open: 'Open it on the platform',
  stands: {
    doubt: (moment: string) => `It may have arrived, asked ${moment}`,
    reported: (moment: string) => `Reported ${moment}`,
    refused: (moment: string) => `It was not taken, asked ${moment}`,
  },
  doubtText:
    'The platform did not answer for certain, and no platform tells what it was sent. It is not sent again by itself. You can send it again: a report that comes twice does no harm.',
  police: 'A threat, and anything with a child, goes to the police too. The platform does not tell them for you.',

  hideTitle: 'Then hide it',
  hide: 'Hide the message…',
  hideText: 'Under a clause of your policy. One press shows it again.',
  cannotHide: 'This platform does not let the library hide it from here. What those who run it do is up to them.',
  hiddenAlready: 'It is hidden, or the platform was asked to hide it.',

  staffTitle: 'When somebody harasses the staff:',
  staff: 'Write down what happened and when, do not argue, and tell the director.',
  print: 'Print this card',
  close: 'Close',

  cardLead: 'For a believable threat, sexual material of a child, or private details spread to harm somebody.',
  card: [
    'Keep a copy first: in the inbox, in the menu of the message, choose “In an emergency” and “Keep a copy now”. Of sexual material of a child only the words are kept. Never copy, print or send such a picture.',
    'Report it to the platform: “Report to …” in the same place, or by hand where the platform takes no reports from Lectern.',
    'Tell the police of a threat, and of anything with a child. Say that a copy is in Records, and its number.',
    'Then hide it, where the platform can.',
    'Tell the director.',
  ],
  cardNumbers: ['Director', 'Police, not urgent', 'Library system or lawyer'],
};
