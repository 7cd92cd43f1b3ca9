export const safeguards = {
  title: 'Before anything is hidden',
  second: 'A second person must agree before anything is hidden or an account is blocked',
  secondHelp:
    'Their name or initials are asked for, and stay in the log with the copy. Showing something again and ending a block need nobody else.',
  number: 'Number of the emergency services',
  numberHelp: 'Stands on the card “In an emergency”, on the screen and on paper. For example 911.',

  agreed: 'Who else agreed',
  agreedHelp:
    'A name or initials. Your library asks that two people look at it before it is done; the name stays in the log.',
  agreedBy: (name: string) => `agreed by ${name}`,
};
