import type { CardNumbers } from '../../ipc/generated';

/** What was typed, line by line. */
export function lines(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** “7, 84” on a line: seven digits that begin with 84. What cannot be understood yet is left out. */
export function cardNumbers(typed: string): CardNumbers[] {
  return lines(typed).flatMap((line) => {
    const found = /^(\d{1,2})(?:\s*[,;:\s]\s*(\d*))?$/.exec(line);
    const length = Number(found?.[1]);
    const prefix = found?.[2] ?? '';
    return found && length >= 4 && length <= 20 && prefix.length < length ? [{ length, prefix }] : [];
  });
}

/** The same as it is typed. */
export function cardLines(numbers: readonly CardNumbers[]): string {
  return numbers.map(({ length, prefix }) => (prefix === '' ? `${length}` : `${length}, ${prefix}`)).join('\n');
}
