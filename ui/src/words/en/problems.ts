/** At a sign-in nothing was there before, and nothing was added: the same codes mean something else. */
export const problemsAtSignIn = {
  bad_input: { title: 'This cannot be used as it is', next: 'Correct it, then try again. Nothing was added.' },
  not_found: {
    title: 'Nothing was found at this address',
    next: 'Check the spelling, then try again. Nothing was added.',
  },
  rejected: { title: 'This cannot be used as it is', next: 'Correct it, then try again. Nothing was added.' },
  unreachable: {
    title: 'There is no answer from this address',
    next: 'Check the spelling and the connection, then try again. Nothing was added.',
  },
  server: { title: 'The answer could not be used', next: 'Check the address, or try again later. Nothing was added.' },
};

/** Where the desk could not be opened there are no Settings to go to: the diagnostics are on the screen itself. */
export const problemsWhileClosed = {
  storage: {
    title: 'The desk could not be read or written',
    next: 'Nothing else was touched. Try again; if it stays, read the diagnostics here and send them.',
  },
  fault: {
    title: 'Lectern made a mistake',
    next: 'The desk is as it was. Try again; if it stays, read the diagnostics here and send them.',
  },
};

/** What a person is told about each problem: what happened, and what to do. What is safe is said where it is in doubt. */
export const problems = {
  no_such_command: {
    title: 'This part of Lectern is missing',
    next: 'Close Lectern and open it again. If it stays, install the newest version over this one; your desk is kept.',
  },
  bad_input: { title: 'Something here needs another look', next: 'Correct it and try again. Nothing was changed.' },
  not_ready: { title: 'The desk is not open yet', next: 'Wait a moment, then try again.' },
  not_found: { title: 'It is not there any more', next: 'It was removed meanwhile. The page shows what is there now.' },
  stale: {
    title: 'It changed meanwhile',
    next: 'Nothing was overwritten. Read the newer version, then decide again.',
  },
  confirm_personal: { title: 'A personal account would speak', next: 'Confirm that it should, or choose the library.' },
  stopped: { title: 'A check says stop', next: 'Nothing was sent. Correct what the check names, then send again.' },
  unusable_file: { title: 'This file cannot be used', next: 'Choose another file.' },
  disk_full: {
    title: 'The disk is full',
    next: 'What is saved stays safe, but nothing more can be saved. Free some room, then try again.',
  },
  read_only: {
    title: 'The data folder cannot be written',
    next: 'What is there stays safe. Ask whoever looks after this computer to allow writing, then try again.',
  },
  storage: {
    title: 'The desk could not be read or written',
    next: 'Nothing else was touched. Try again; if it stays, send the diagnostics from Settings.',
  },
  keychain: {
    title: 'The keychain could not be used',
    next: 'Your desk is safe. Unlock the keychain of this computer, then try again.',
  },
  recovery_code: {
    title: 'This recovery code does not fit',
    next: 'Compare it with the printed one, group by group. Nothing was changed.',
  },
  sign_in_needed: {
    title: 'The account needs a new sign-in',
    next: 'Drafts and posts in line are safe here. Sign in again under Accounts.',
  },
  permission: {
    title: 'The account is not allowed to do that',
    next: 'Nothing was done. Check what this account may do on its platform.',
  },
  rate_limited: { title: 'The platform asks us to wait', next: 'Nothing is lost. Lectern tries again by itself.' },
  rejected: { title: 'The platform refused it', next: 'Nothing was published. Change what it names, then try again.' },
  unreachable: {
    title: 'No way through just now',
    next: 'Everything is safe here. Check the connection; Lectern goes on when it is back.',
  },
  server: {
    title: 'The platform’s answer could not be used',
    next: 'Nothing here is lost. Try again in a few minutes.',
  },
  desktop: {
    title: 'This computer shows no notifications',
    next: 'What they would tell stands on Today and in the Inbox all the same.',
  },
  cancelled: { title: 'Stopped', next: 'Nothing was changed. Start it again whenever you like.' },
  fault: {
    title: 'Lectern made a mistake',
    next: 'What you wrote is kept. Try again; if it stays, send the diagnostics from Settings.',
  },
};
