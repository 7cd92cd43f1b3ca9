/** Every word a person reads, by feature. Another language is another folder beside `en`. */
import { accounts } from './en/accounts';
import { aids } from './en/aids';
import { app } from './en/app';
import { calendar } from './en/calendar';
import { exchange } from './en/exchange';
import { feeds } from './en/feeds';
import { inbox } from './en/inbox';
import { kit } from './en/kit';
import { outbox } from './en/outbox';
import { parts } from './en/parts';
import { pictures } from './en/pictures';
import { privacy } from './en/privacy';
import { problems, problemsAtSignIn } from './en/problems';
import { series } from './en/series';
import { settings } from './en/settings';
import { start } from './en/start';
import { time } from './en/time';
import { today } from './en/today';
import { write } from './en/write';

export const words = {
  accounts,
  aids,
  app,
  calendar,
  exchange,
  feeds,
  inbox,
  kit,
  outbox,
  parts,
  pictures,
  privacy,
  problems,
  problemsAtSignIn,
  series,
  settings,
  start,
  time,
  today,
  write,
};
