export const privacy = {
  showHidden: 'Show the hidden details',
  hideAgain: 'Hide them again',
  hidden: (kinds: readonly string[]) => `Hidden: ${kinds.join(', ')}`,
  shown: (kinds: readonly string[]) => `Shown: ${kinds.join(', ')}`,
  kinds: {
    patron_barcode: 'card number',
    item_barcode: 'number of a copy',
    other_card: 'card number',
    pin: 'PIN or password',
    phone: 'telephone number',
    email: 'mail address',
    address: 'street address',
    birth_date: 'birth date',
  } as Readonly<Record<string, string>>,
  other: 'detail',

  note: {
    keep: 'Keep it all the same',
    kept: 'The number stays in it, and is covered where it is shown.',
  },

  overrule: 'Send it all the same',
  overruleText: 'Only those who are named see it. That you sent it is noted.',

  title: 'Privacy guard',
  text: 'It stops card numbers, PINs and what people borrow before they are posted, and covers them in what comes in. What is told here is the library’s own, and nobody’s secret.',
  prefixes: 'Digits two to five of your cards',
  prefixesHelp: 'Four digits, one per line. A card that begins with 29876 has 9876 there.',
  formats: 'Other cards',
  formatsHelp:
    'Where some cards are not of 14 digits: how many digits, and what they begin with, one per line. “7, 84”',
  phones: 'More telephone numbers of the library',
  phonesHelp: 'One per line. That of the desk is known already.',
  addresses: 'More street addresses of the library',
  addressesHelp: 'One per line. The one above is known already.',
  domains: 'More domains of the library’s mail',
  domainsHelp: 'One per line. Those of your web addresses are known already.',

  log: 'Sent though the guard stopped it',
  logText: 'Private answers that somebody here sent all the same. The list is only added to.',
  logNone: 'Nothing so far.',
  logOf: (when: string, account: string, checks: readonly string[]) => `${when}, by ${account}: ${checks.join(', ')}`,
  checks: {
    privacy_patron_barcode: 'card number',
    privacy_pin: 'PIN or password',
    privacy_circulation: 'what somebody borrows',
  } as Readonly<Record<string, string>>,
};
