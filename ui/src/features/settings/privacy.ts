import type { CardNumbers } from '../../ipc/generated';

/** What was typed, line by line. */
export function lines(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** “7, 84” on a line: seven digits that begin with 84. What cannot be understood has no digits: the program refuses it in words. */
export function cardNumbers(typed: string): CardNumbers[] {
  return lines(typed).map((line) => {
    const found = /^(\d{1,2})(?:\s*[,;:\s]\s*(\d*))?$/.exec(line);
    return found ? { length: Number(found[1]), prefix: found[2] ?? '' } : { length: 0, prefix: line };
  });
}

/** The same as it is typed. */
export function cardLines(numbers: readonly CardNumbers[]): string {
  const line = ({ length, prefix }: CardNumbers): string =>
    length === 0 ? prefix : prefix === '' ? `${length}` : `${length}, ${prefix}`;
  return numbers.map(line).join('\n');
}
