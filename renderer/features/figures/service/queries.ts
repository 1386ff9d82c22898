import { useMemo } from 'react';
import { limitsOf } from '#shared/domain/applications/catalogue';
import type { CountedApplication, CountedRating } from '#shared/domain/applications/service-figures';
import type { WireRecord } from '#shared/schema/envelope';
import type { IncidentRating } from '#shared/schema/types/incident-rating';
import { useAll } from '#renderer/data/index';
import { useApplications, useRatings } from '../../applications/index';

/** Everything that the figures are counted from, as this device has it; undefined while loading. */
export function useCounted():
  { readonly applications: readonly CountedApplication[]; readonly ratings: readonly CountedRating[] } | undefined {
  const applications = useApplications();
  const ratings = useRatings();
  const ofIncidents = useAll<IncidentRating & WireRecord>('incidents', 'incident-rating');
  return useMemo(() => {
    if (!applications || !ratings || !ofIncidents) return undefined;
    return {
      applications: applications.map(({ id, record, version, view: { standing } }) => ({
        id,
        itemNumber: record.itemNumber,
        channel: record.channel,
        submittedAtMs: standing.submittedAtMs,
        acceptedAtMs: standing.acceptedAtMs,
        decidedAtMs: standing.decidedAtMs,
        pauses: standing.pauses,
        statutory: version ? limitsOf(version).statutory : null,
      })),
      ratings: [
        ...ratings.map(({ _id, service, itemNumber, satisfaction, ratedAtMs }) => ({
          ...{ id: _id, of: service, itemNumber, satisfaction, ratedAtMs },
        })),
        ...ofIncidents.map(({ _id, satisfaction, ratedAtMs }) => ({
          ...{ id: _id, of: 'incident' as const, itemNumber: null, satisfaction, ratedAtMs },
        })),
      ],
    };
  }, [applications, ratings, ofIncidents]);
}
