/** Posts that their platform holds until their time, and those that this computer sends. */
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}`;

export const held = {
  safe: 'Safe with this computer off',
  needs: 'Needs this computer on',
  accountSafe: 'Scheduled posts wait on the platform: safe with this computer off.',
  accountNeeds: 'Scheduled posts go out from here: they need this computer on.',
  allSafe: 'Waits on its platform for its time. Safe with this computer off.',
  allNeed: 'Goes out from this computer: keep Lectern running at that time.',
  both: (safe: readonly string[], need: readonly string[]) =>
    `Safe with this computer off: ${list(safe)}. Needs this computer on: ${list(need)}.`,
  states: {
    handing_over: 'Being handed over',
    asking: 'Checking the platform',
    ask: 'Does its platform hold it?',
    waiting: 'Waits on its platform',
    back: 'Being taken back',
    stop: 'Being stopped there',
    send_now: 'Being taken back',
    move: 'Being moved there',
  },
  trouble: (words: string) => `The platform still holds it, and could not be told yet: ${words}`,
  missed: 'Its platform was to send it and says that it did not. Look there, then decide.',
  question: 'Does this wait on its platform, or is it out?',
  look: (account: string) =>
    `The platform cannot tell. Look at ${account === '' ? 'the account there' : account}; until you answer, nothing is sent.`,
  there: 'Yes, it is there',
  notThere: 'No, it is not there',
  settledThere: 'Noted.',
  settledNot: 'Noted. This computer sends it.',
  sendTitle: 'Send it now?',
  sendText: 'It is taken back from its platform first, and then sent from this computer.',
  asked: 'Its platform is being told.',
  stopText:
    'It is taken back from its platform. If the platform cannot be reached before its time, it goes out there all the same.',
  paused: (count: number) =>
    count === 1
      ? 'One post still waits on its platform and could not be taken back yet. Unless it can, it goes out there at its time.'
      : `${count} posts still wait on their platforms and could not be taken back yet. Unless they can, they go out there at their times.`,
};
