import { useMemo } from 'react';
import { responseFigures, type ResponseFigures } from '#shared/domain/incidents/response-figures';
import { periodOf } from './list/filters';
import { useIncidents } from './queries';
import { useNow } from '../people/index';

/** How soon somebody came, this month and the month before. */
export interface ResponseMonths {
  readonly now: ResponseFigures;
  readonly before: ResponseFigures;
}

/** The figures of the incidents on this device (K3); undefined while loading. */
export function useResponseMonths(): ResponseMonths | undefined {
  const incidents = useIncidents();
  const nowMs = useNow();
  return useMemo(() => {
    if (!incidents) return undefined;
    const responded = incidents.map(({ uid, record, standing, state }) => ({
      uid,
      reportedAtMs: record.reportedAtMs,
      respondedAtMs: standing.respondedAtMs,
      state,
    }));
    return {
      now: responseFigures(responded, { ...periodOf('month', nowMs), nowMs }),
      before: responseFigures(responded, { ...periodOf('last-month', nowMs), nowMs }),
    };
  }, [incidents, nowMs]);
}
