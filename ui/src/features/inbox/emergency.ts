import type { EmergencyAbout, EmergencyKind } from '../../ipc/generated';

/** The clause that fits what the emergency is; a person may choose another one. */
export const clauseOf = (kind: EmergencyKind): string =>
  ({ threat: 'THREAT', child: 'OBSCENE_LEGAL', private: 'PII' })[kind];

/** What can be done next, with this kind chosen. */
export interface Next {
  /** A first copy; one more because the message was changed, or is another kind of emergency; or none. */
  keep: 'first' | 'changed' | 'other' | 'done';
  /** It was not reported, or may not have arrived. */
  report: boolean;
  /** It may have arrived. */
  doubt: boolean;
}

export function next(about: EmergencyAbout | undefined, kind: EmergencyKind | ''): Next {
  const kept = about?.kept;
  const stand = about?.report?.stand;
  return {
    keep: !kept ? 'first' : kept.outdated ? 'changed' : kept.kind === kind ? 'done' : 'other',
    report: stand !== 'reported',
    doubt: stand === 'doubt',
  };
}
