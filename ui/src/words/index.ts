/** Every word a person reads, by feature. Another language is another folder beside `en`. */
import { accounts } from './en/accounts';
import { aids } from './en/aids';
import { app } from './en/app';
import { blocking } from './en/blocking';
import { calendar } from './en/calendar';
import { cite } from './en/cite';
import { conversations } from './en/conversations';
import { emergency } from './en/emergency';
import { exchange } from './en/exchange';
import { feeds } from './en/feeds';
import { held } from './en/held';
import { hours } from './en/hours';
import { inbox } from './en/inbox';
import { kit } from './en/kit';
import { moderation } from './en/moderation';
import { notices } from './en/notices';
import { outbox } from './en/outbox';
import { parts } from './en/parts';
import { pictures } from './en/pictures';
import { problems, problemsAtSignIn, problemsWhileClosed } from './en/problems';
import { records } from './en/records';
import { privacy } from './en/privacy';
import { safeguards } from './en/safeguards';
import { series } from './en/series';
import { settings } from './en/settings';
import { start } from './en/start';
import { talks } from './en/talks';
import { time } from './en/time';
import { today } from './en/today';
import { videos } from './en/videos';
import { write } from './en/write';

export const words = {
  accounts,
  aids,
  app,
  blocking,
  calendar,
  cite,
  conversations,
  emergency,
  exchange,
  feeds,
  held,
  hours,
  inbox,
  kit,
  moderation,
  notices,
  outbox,
  parts,
  pictures,
  privacy,
  problems,
  problemsAtSignIn,
  problemsWhileClosed,
  records,
  safeguards,
  series,
  settings,
  start,
  talks,
  time,
  today,
  videos,
  write,
};
