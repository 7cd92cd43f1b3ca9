import { describe, expect, it } from 'vitest';
import { words } from '../words';
import { told } from './errors';
import { CallProblem, toProblem } from './problem';

describe('problems', () => {
  it('keep what the program said', () => {
    const problem = toProblem({ code: 'bad_input', message: 'No such server.', field: 'server', retryAfter: 5 });
    expect(problem).toMatchObject({ code: 'bad_input', message: 'No such server.', field: 'server', retryAfter: 5 });
    expect(toProblem(problem)).toBe(problem);
  });

  it('are a fault of ours when the door itself broke', () => {
    expect(toProblem('missing args').code).toBe('fault');
    expect(toProblem(new TypeError('x')).code).toBe('fault');
    expect(toProblem(undefined).code).toBe('fault');
  });

  it('are told by their code, never by their text', () => {
    const face = told(new CallProblem({ code: 'unreachable', message: 'keychain rate_limited' }));
    expect(face.title).toBe(words.problems.unreachable.title);
    expect(face.severity).toBe('tell');
  });

  it('with a code from a newer program are still told', () => {
    const face = told({ code: 'brand_new' as 'fault', message: 'Words.' });
    expect(face.title).toBe(words.problems.fault.title);
    expect(face.detail).toBe('Words.');
  });

  it('are told calmly', () => {
    for (const { title, next } of Object.values(words.problems)) {
      expect(`${title} ${next}`).not.toMatch(/!|unknown error|oops|sorry/i);
      expect(next).toMatch(/\.$/);
    }
  });
});
