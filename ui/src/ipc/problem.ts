import type { Code, Problem, Timestamp } from './generated';

/** A problem of the program, as something that can be thrown. */
export class CallProblem extends Error implements Problem {
  readonly code: Code;
  readonly field?: string;
  readonly retryAfter?: Timestamp;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'CallProblem';
    this.code = problem.code;
    this.field = problem.field;
    this.retryAfter = problem.retryAfter;
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as Problem).code === 'string' &&
    typeof (value as Problem).message === 'string'
  );
}

/** Whatever was thrown, as a problem. What the door itself says (not the program) counts as a fault of ours. */
export function toProblem(thrown: unknown): CallProblem {
  if (thrown instanceof CallProblem) return thrown;
  if (isProblem(thrown)) return new CallProblem(thrown);
  const message = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : '';
  return new CallProblem({ code: 'fault', message });
}
