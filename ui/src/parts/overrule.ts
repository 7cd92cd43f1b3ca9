import type { Finding, Visibility } from '../ipc/generated';

/** What the privacy guard says begins like this. */
const OF_GUARD = 'privacy_';

/**
 * Whether a person may send it though it is stopped: in private alone, and where nothing but the privacy guard stops it.
 * The program decides; this is for what is offered.
 */
export function mayOverrule(findings: readonly Finding[], visibility: Visibility | undefined): boolean {
  const stops = findings.filter((finding) => finding.level === 'stop');
  return visibility === 'direct' && stops.length > 0 && stops.every((one) => one.check.startsWith(OF_GUARD));
}
