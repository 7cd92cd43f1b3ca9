/** Every word a person reads, by feature. Another language is another folder beside `en`. */
import { accounts } from './en/accounts';
import { app } from './en/app';
import { exchange } from './en/exchange';
import { feeds } from './en/feeds';
import { inbox } from './en/inbox';
import { kit } from './en/kit';
import { parts } from './en/parts';
import { problems, problemsAtSignIn } from './en/problems';
import { settings } from './en/settings';
import { start } from './en/start';
import { time } from './en/time';
import { today } from './en/today';
import { write } from './en/write';

export const words = {
  accounts,
  app,
  exchange,
  feeds,
  inbox,
  kit,
  parts,
  problems,
  problemsAtSignIn,
  settings,
  start,
  time,
  today,
  write,
};
