import { call } from '../../ipc/call';

/** The day after a date, `2026-11-27`. */
export function nextDay(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** When a day begins on the library's clock; null: no day was chosen. */
export async function begins(date: string): Promise<number | null> {
  return date === '' ? null : (await call('moment', { local: `${date}T00:00`, plans: false })).at;
}

/** When a day ends on the library's clock; null: no day was chosen. */
export async function ends(date: string): Promise<number | null> {
  return date === '' ? null : begins(nextDay(date));
}
