import type { CertificateEntry, DecisionEntry, RegisterEntry } from '../entries';

/** Certificates, and what was decided about findings. */
export interface Papers {
  /** By uid of the person. */
  readonly certificates: ReadonlyMap<string, readonly CertificateEntry[]>;
  /** `<ruleId>.<uid of the subject>` of accepted findings. */
  readonly accepted: ReadonlySet<string>;
  put(entry: CertificateEntry | DecisionEntry): void;
  remove(id: string): void;
  all(): readonly RegisterEntry[];
  /** `_id`s of certificates that did not open. */
  unopened(): readonly string[];
}

/** `Papers` without any; `onChange` is told whose they are. */
export function createPapers(onChange: (subjectUid: string) => void): Papers {
  const certificates = new Map<string, readonly CertificateEntry[]>();
  const accepted = new Set<string>();
  const byId = new Map<string, CertificateEntry | DecisionEntry>();

  function remove(id: string): void {
    const known = byId.get(id);
    if (!known) return;
    byId.delete(id);
    if (known.type === 'finding') {
      accepted.delete(`${known.ruleId}.${known.subjectUid}`);
      return onChange(known.subjectUid);
    }
    const rest = certificates.get(known.personUid)?.filter((each) => each.id !== id) ?? [];
    if (rest.length === 0) certificates.delete(known.personUid);
    else certificates.set(known.personUid, rest);
    onChange(known.personUid);
  }

  return {
    certificates,
    accepted,
    remove,
    put(entry) {
      remove(entry.id);
      byId.set(entry.id, entry);
      if (entry.type === 'finding') {
        if (entry.decision === 'accepted') accepted.add(`${entry.ruleId}.${entry.subjectUid}`);
        return onChange(entry.subjectUid);
      }
      certificates.set(entry.personUid, [...(certificates.get(entry.personUid) ?? []), entry]);
      onChange(entry.personUid);
    },
    all: () => [...byId.values()],
    unopened: () =>
      [...byId.values()].flatMap((entry) => (entry.type === 'certificate' && entry.isUnopened ? [entry.id] : [])),
  };
}
