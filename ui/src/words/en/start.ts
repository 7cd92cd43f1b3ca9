import type { TroubleWords } from '../shapes';

const untouched = 'Everything on the desk is where it was. Nothing was changed or deleted.';

const kinds = {
  no_keychain: {
    title: 'This computer has no keychain running',
    happened: 'Lectern keeps the key of your desk in the keychain of this computer, and none answered.',
    safe: untouched,
    todo: 'Start the keychain (on Linux usually GNOME Keyring or KWallet), then try again.',
  },
  keychain_locked: {
    title: 'The keychain is locked',
    happened: 'The key of your desk is in the keychain of this computer, and the keychain is locked.',
    safe: untouched,
    todo: 'Unlock the keychain with its password, then try again.',
  },
  keychain_refused: {
    title: 'The keychain was not opened',
    happened: 'The keychain asked whether Lectern may read its key. The answer was no, or none came in time.',
    safe: untouched,
    todo: 'Try again, and allow Lectern when the keychain asks.',
  },
  key_missing: {
    title: 'The key of this desk is missing',
    happened: 'There is a desk here, but the keychain of this computer does not hold its key any more.',
    safe: 'The desk itself is untouched and stays locked. The recovery code opens it.',
    todo: 'Type the recovery code you printed or saved. Without it, you can start with an empty desk; the old one is moved aside, not deleted.',
  },
  wrong_key: {
    title: 'The key does not fit this desk',
    happened: 'The keychain holds a key, but it belongs to another desk.',
    safe: 'The desk itself is untouched and stays locked.',
    todo: 'Type the recovery code of this desk, or open a backup.',
  },
  newer_schema: {
    title: 'This desk was made by a newer Lectern',
    happened:
      'A newer version of Lectern has used this desk. This version does not know how to read it and left it alone.',
    safe: untouched,
    todo: 'Install the newer version again. Or open a backup from before it.',
  },
  damaged: {
    title: 'The desk cannot be read',
    happened: 'The file that holds your desk is damaged, perhaps by a full disk or a power cut.',
    safe: 'The damaged file is kept as it is. Your accounts’ sign-ins are in the keychain and are not touched.',
    todo: 'Try again once. If it stays, open the newest backup below: the damaged desk is moved aside, not deleted.',
  },
  disk_full: {
    title: 'The disk is full',
    happened: 'There is no room left to open the desk.',
    safe: untouched,
    todo: 'Free some room on this disk, then try again.',
  },
  read_only: {
    title: 'The data folder cannot be written',
    happened: 'Lectern may read its folder but not write in it.',
    safe: untouched,
    todo: 'Ask whoever looks after this computer to allow writing in the folder below, then try again.',
  },
  other: {
    title: 'The desk could not be opened',
    happened: 'Something on this computer stood in the way. What it said is below.',
    safe: untouched,
    todo: 'Try again. If it stays, copy the diagnostics and send them to whoever helps you.',
  },
} satisfies TroubleWords;

export const start = {
  opening: 'Opening your desk',
  keychainAsks: 'The keychain of this computer may be asking for permission in another window.',
  trouble: {
    safe: 'What is safe:',
    todo: 'What to do:',
    system: (detail: string) => `The computer says: ${detail}`,
    code: 'Recovery code',
    codeHelp: 'Spaces, dashes and capitals do not matter.',
    open: 'Open with this code',
    diagnostics: 'Read diagnostics',
    aside: 'Start with an empty desk',
    asideTitle: 'Start with an empty desk?',
    asideText: (folder: string) =>
      `The desk that cannot be opened is moved aside within ${folder}. It is not deleted, and can be opened later with its key.`,
    backups: 'Open a backup instead',
    openBackup: 'Open this one',
    restoreTitle: 'Open this backup?',
    restoreText: 'What was written after it is not in it. The desk that is there now is moved aside, not deleted.',
    restore: 'Open the backup',
    kinds,
  },
  diagnostics: {
    title: 'Diagnostics',
    text: 'This is all of it. It holds no posts, no names of patrons and no passwords. Nothing is sent; you decide who gets it.',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'It could not be copied. Select the text and copy it by hand, or save it.',
    save: 'Save as a file',
    saved: 'Saved.',
  },
  first: {
    step: (at: number, of: number) => `Step ${at} of ${of}`,
    skip: 'Skip this step',
    next: 'Go on',
    back: 'Back',
    libraryTitle: 'Whose desk is this?',
    libraryText:
      'Lectern uses this for dates and times, and to see which links lead to your own pages. All of it can be changed in Settings.',
    accountTitle: 'Where do you listen and speak?',
    accountText:
      'Begin with one: an account, a feed, or the practice desk, which never leaves this computer. More can follow at any time.',
    codeTitle: 'Keep a recovery code',
    doneTitle: 'The desk is ready',
    doneText: 'Today shows who waits and what goes out. Press ? at any time for the map of keys.',
    doneEmpty: 'Nothing is connected yet. Today shows how to begin.',
    open: 'Open the desk',
  },
};
