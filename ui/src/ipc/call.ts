import type { Commands } from './generated';
import { toProblem } from './problem';
import { transport } from './transport';

export type Input<K extends keyof Commands> = Commands[K]['input'];
export type Output<K extends keyof Commands> = Commands[K]['output'];

/**
 * Asks the program to do something.
 * @throws {CallProblem} when it cannot; its `code` decides what the person is told.
 */
export async function call<K extends keyof Commands>(name: K, input: Input<K>): Promise<Output<K>> {
  try {
    return (await transport().invoke(name, input)) as Output<K>;
  } catch (thrown) {
    throw toProblem(thrown);
  }
}
