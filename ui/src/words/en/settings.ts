export const settings = {
  views: 'Which settings',
  library: 'Library',
  look: 'Look',
  reading: 'Reading',
  notices: 'Notifications',
  safety: 'Safety',
  about: 'About',
  saved: 'Saved',
  saving: 'Saving',
  notSaved: (names: readonly string[]) => (names.length === 0 ? 'Not saved' : `Not saved: ${names.join(', ')}`),
  hoursOf: (days: readonly string[]) => (days.length === 0 ? 'opening hours' : `hours of ${days.join(' and ')}`),
  left: {
    title: 'Not saved when you left Settings.',
    text: (names: readonly string[]) => `As it was before: ${names.join(', ')}. Everything else is saved.`,
    open: 'Back to Settings',
  },

  facts: 'The library',
  name: 'Name',
  nameHelp: 'Shown beside the name Lectern, and on what you print.',
  branch: 'Branch',
  branchHelp: 'Where the library has several. Templates write it in the place of {branch}.',
  deskPhone: 'Telephone of the desk',
  deskPhoneHelp: 'Templates write it in the place of {desk phone}.',
  address: 'Street address',
  addressHelp: 'On one line. Templates write it in the place of {address}.',
  zone: 'Time zone',
  zoneHelp:
    '“Today”, opening hours and what goes out at a time follow the clock of this zone. Other times are shown by this computer’s clock.',
  hours: 'Opening hours',
  hoursText: 'When the library is open. Leave a day empty when you are closed. 9, 9:30 and 5 pm are all understood.',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as readonly string[],
  closed: 'Closed',
  open: 'Open',
  opensOn: (day: string) => `${day}, opens`,
  closesOn: (day: string) => `${day}, closes`,
  until: 'to',
  nextDay: 'closes the next day',
  aroundTheClock: 'open for 24 hours, closes the next day',
  overlap: (day: string, one: string, other: string) =>
    `${day}: ${one} and ${other} overlap. ${day} is not saved until you change or remove one of them. The other days are saved.`,
  pastMidnight: (day: string, one: string, next: string, other: string) =>
    `${day}, ${one}, goes on past midnight and into ${next}, ${other}. Neither day is saved until one of them is changed. The other days are saved.`,
  dayWaits: (day: string) =>
    `${day} is not saved yet: it would clash with the hours of the day beside it as they are saved. Mend that day first.`,
  noTime: (typed: string, back: string) =>
    `“${typed}” is no time of day; ${back} is back. 9, 9:30 and 5 pm are understood.`,
  addHours: (day: string) => `Add hours on ${day}`,
  removeHours: (day: string) => `Remove these hours on ${day}`,
  sameAs: (day: string) => `Same as ${day}`,
  sites: 'Your own web addresses',
  sitesHelp: 'One per line. Links to these lead to your library; checks beside each post say so.',
  language: 'Language of new posts',
  grace: 'A scheduled post that is late goes out by itself',
  graceHelp: 'For example after this computer slept. What is later waits on Today: send it, move it or leave it.',
  graces: (minutes: number) =>
    minutes === 0
      ? 'Never: ask me'
      : minutes < 120
        ? `Up to ${minutes} minutes late`
        : `Up to ${minutes / 60} hours late`,
  languageHelp:
    'Told to the platform, so that screen readers and translation get it right. Each post can have another.',
  writing: 'Writing',

  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  density: 'Density',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  densityHelp: { comfortable: 'Room to read', compact: 'More on a screen' },

  pictures: 'Pictures',
  fetchPictures: 'Fetch pictures of posts',
  fetchPicturesHelp:
    'Lectern fetches them itself, without cookies or a trace of where you read. Off: descriptions only, less to load.',
  mutes: 'Muted for you',
  mutesText:
    'Posts with these words or from these people are left out of your feeds. Nobody is told, and nothing is hidden from others.',
  noMutes: 'Nothing is muted. Words can be muted here, people from the menu of a post.',
  muteKinds: { words: 'Words', author: 'Person' },
  muteUntil: (moment: string) => `until ${moment}`,
  muteForGood: 'until you end it',
  muteEnd: 'End',
  muteEndOf: (label: string) => `End muting ${label}`,
  muteEnded: (label: string) => `${label} is no longer muted.`,
  muteWords: 'Words to mute',
  muteWordsHelp: 'Whole words, in any order.',
  muteFor: 'For how long',
  muteDays: [
    [0, 'Until you end it'],
    [1, 'One day'],
    [7, 'One week'],
    [30, '30 days'],
  ] as readonly (readonly [number, string])[],
  muteAdd: 'Mute',
  muteAdded: 'Muted in your feeds.',

  recovery: 'Recovery code',
  recoveryText:
    'Your desk is locked with a key in the keychain of this computer. If the keychain is lost, this code opens the desk. Whoever has it and your files can read everything: keep it where you keep the keys of the house.',
  recoveryKept: 'You said that you keep it.',
  recoveryNotKept: 'Not kept yet',
  show: 'Show the recovery code',
  hide: 'Hide it',
  print: 'Print',
  save: 'Save as a file',
  saveWarning: 'Save it to a USB stick rather than to this computer.',
  savedFile: 'The recovery code is saved.',
  fileName: 'lectern-recovery-code.txt',
  fileText: (code: string) =>
    `Lectern recovery code\n\n${code}\n\nKeep it where you keep the keys of the house. Spaces, dashes and capitals do not matter.\n`,
  sheetTitle: 'Lectern recovery code',
  sheetFor: (library: string, day: string) => (library === '' ? `Printed ${day}` : `${library}, printed ${day}`),
  sheetText: 'It opens the desk when the keychain of the computer is lost. Spaces, dashes and capitals do not matter.',
  codeLabel: 'Recovery code, group by group',
  keepIt: 'I keep it in a safe place',
  keepItHelp: 'Printed or saved outside this computer.',

  diagnostics: 'Diagnostics',
  diagnosticsText:
    'What Lectern noted about itself: versions, states, errors. You read all of it before you decide who gets it.',
  readDiagnostics: 'Read diagnostics',

  aboutText:
    'One desk for everything a library says and hears online. It runs on this computer, works without a connection, and needs no server.',
  version: 'Version',
  licence: 'Licence',
  licenceText:
    'MIT or Apache 2.0, as you choose. The faces Literata and Inter are under the SIL Open Font License; icons are by Lucide (ISC).',
  privacy: 'Privacy',
  privacyText:
    'Nothing is counted or reported. Lectern talks only to the servers of your accounts and feeds, and to those whose pictures it fetches for you.',
  tried: 'What each platform allows, and what was not tried live',
};
