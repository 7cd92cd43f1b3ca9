import type { AccountView, Rule } from '../../ipc/generated';
import { accountLabel } from '../../parts/health';
import { words } from '../../words';

/** How many words of a rule are named in the list of rules. */
const NAMED = 3;

/** What a rule is for and what it does, in one sentence. */
export function ruleSays(rule: Rule, accounts: readonly AccountView[]): string {
  const said = words.conversations.ruleSays;
  const either = (of: readonly string[]): string => said.either(of.slice(0, NAMED), Math.max(0, of.length - NAMED));
  const { when, then } = rule;
  const account = accounts.find((one) => one.id === when.account);
  const message = [
    said.kinds[when.kind ?? 'all'],
    when.account === null ? '' : said.to(account ? accountLabel(account) : said.goneAccount),
    when.platform === null ? '' : said.on(when.platform),
    when.new_author ? said.newAuthor : '',
    when.words.length === 0 ? '' : said.containing(either(when.words)),
    when.answers.to === 'anything'
      ? ''
      : said.answering(when.answers.to === 'our_post_with' ? either(when.answers.words) : ''),
  ].join('');
  // Where an earlier version kept both, done is what it does.
  const does = [
    then.label === null ? [] : [said.label(words.conversations.labels[then.label])],
    then.done ? [said.done] : then.snooze ? [said.snooze] : [],
    then.notify ? [said.notify] : [],
  ].flat();
  return said.whole(message, does);
}
