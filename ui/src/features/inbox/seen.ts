import type { Visibility } from '../../ipc/generated';

/** How many may see it. */
const width: Record<Visibility, number> = { direct: 0, followers: 1, unlisted: 2, public: 3 };

/** The one of two that fewer people see. */
export const narrower = (one: Visibility, other: Visibility): Visibility => (width[other] < width[one] ? other : one);

/**
 * Who sees a new answer: the program offers what fits first. What was sent from here a moment ago (`sent`) is not in the
 * conversation yet, and the next answer is seen by nobody who did not see that one.
 */
export function fresh(offered: readonly Visibility[], sent: Visibility | undefined): Visibility | undefined {
  const first = offered[0];
  if (first === undefined || sent === undefined) return first;
  return offered.includes(sent) ? narrower(first, sent) : first;
}

/** The answer is seen by fewer than what it answers may be, because what was said last was: the first offered is narrower than another. */
export const asLast = (offered: readonly Visibility[], chosen: Visibility): boolean =>
  offered[0] === chosen && offered.some((one) => width[one] > width[chosen]);
