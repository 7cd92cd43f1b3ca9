import type { AccountId, AccountView, DeliveryState, DeliveryView, HeldStage } from '../ipc/generated';
import type { Tone } from '../kit/tone';
import { words } from '../words';
import type { DeliveryFace } from './delivery';
import { accountLabel } from './health';

const said = words.held;

function labelOf(stage: HeldStage): { tone: Tone; label: string; detail: string } {
  switch (stage.is) {
    case 'handing_over':
      return { tone: 'info', label: said.states.handing_over, detail: '' };
    case 'waiting':
      return { tone: 'plain', label: said.states.waiting, detail: '' };
    case 'asking':
      return { tone: 'warn', label: stage.ask ? said.states.ask : said.states.asking, detail: stage.why.words };
    case 'wished':
      return {
        tone: stage.trouble === '' ? 'info' : 'warn',
        label: said.states[stage.wish.wish],
        detail: stage.trouble === '' ? '' : said.trouble(stage.trouble),
      };
  }
}

/** Where a post stands that its platform holds, for eye and ear. */
export function heldFace(state: Extract<DeliveryState, { state: 'held' }>): DeliveryFace {
  const wish = state.stage.is === 'wished' ? state.stage.wish : null;
  return { ...labelOf(state.stage), at: wish?.wish === 'move' ? wish.at : state.at };
}

/** Whether a person must look on the platform. */
export const asksAboutHeld = (state: DeliveryState): boolean =>
  state.state === 'held' && state.stage.is === 'asking' && state.stage.ask;

/** Whether it goes out with this computer off; null: it does not wait for a time. */
export function safeWhenOff({ state }: DeliveryView): boolean | null {
  if (state.state === 'planned') return false;
  return state.state === 'held' ? state.stage.is === 'waiting' : null;
}

/** Which of these accounts send a post for a moment by themselves, in words. A thread always needs this computer. */
export function computerNote(
  targets: readonly AccountId[],
  accounts: readonly AccountView[],
  { at, now, thread }: { at: number; now: number; thread: boolean },
): string {
  const chosen = accounts.filter((one) => targets.includes(one.id));
  const holds = (one: AccountView): boolean =>
    !thread && one.holds_ahead !== null && at - now > (one.holds_ahead + 60) * 1000;
  const safe = chosen.filter(holds).map(accountLabel);
  const need = chosen.filter((one) => !holds(one)).map(accountLabel);
  if (safe.length === 0) return said.allNeed;
  return need.length === 0 ? said.allSafe : said.both(safe, need);
}
