import { words } from '../words';
import type { Code, Problem } from './generated';
import type { CallProblem } from './problem';

/** How loudly a problem is told: `tell` in passing, `warn` to look at, `stop` nothing goes on before something is done. */
export type Severity = 'tell' | 'warn' | 'stop';

/** Where the next step is done, when it is done by going somewhere or by asking again. */
export type Step = 'retry' | 'reload' | 'accounts' | 'settings' | 'none';

interface ErrorFace {
  severity: Severity;
  step: Step;
}

const faces: Record<Code, ErrorFace> = {
  no_such_command: { severity: 'stop', step: 'none' },
  bad_input: { severity: 'warn', step: 'none' },
  not_ready: { severity: 'tell', step: 'retry' },
  not_found: { severity: 'tell', step: 'reload' },
  stale: { severity: 'warn', step: 'reload' },
  confirm_personal: { severity: 'warn', step: 'none' },
  stopped: { severity: 'warn', step: 'none' },
  unusable_file: { severity: 'warn', step: 'none' },
  disk_full: { severity: 'stop', step: 'retry' },
  read_only: { severity: 'stop', step: 'retry' },
  storage: { severity: 'stop', step: 'settings' },
  keychain: { severity: 'stop', step: 'retry' },
  recovery_code: { severity: 'warn', step: 'none' },
  sign_in_needed: { severity: 'warn', step: 'accounts' },
  permission: { severity: 'warn', step: 'accounts' },
  rate_limited: { severity: 'tell', step: 'retry' },
  rejected: { severity: 'warn', step: 'none' },
  unreachable: { severity: 'tell', step: 'retry' },
  server: { severity: 'warn', step: 'retry' },
  desktop: { severity: 'tell', step: 'none' },
  cancelled: { severity: 'tell', step: 'none' },
  fault: { severity: 'warn', step: 'settings' },
};

/** What a person reads about a problem. */
export interface Told extends ErrorFace {
  title: string;
  /** What happened in this case, in the program's words. May be empty. */
  detail: string;
  next: string;
}

/** The words, loudness and next step of a problem. Decided by its code alone; its message is shown, never read. */
export function told(problem: CallProblem | Problem): Told {
  const said: Record<Code, { title: string; next: string }> = words.problems;
  const known = problem.code in faces ? problem.code : 'fault';
  return { ...faces[known], ...said[known], detail: problem.message };
}
