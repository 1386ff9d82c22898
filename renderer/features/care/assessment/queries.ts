import { useEffect, useMemo, useState } from 'react';
import { readAssessmentContent, type AssessmentContent } from '#shared/domain/ability/content';
import { ASSESSMENT_FORM } from '#shared/domain/ability/draft';
import type { WireRecord } from '#shared/schema/envelope';
import type { Assessment } from '#shared/schema/types/assessment';
import { useObservable, useOwned, useStation, type DraftRow } from '#renderer/data/index';
import { useUidsOf } from '../../people/index';

export type AssessmentRecord = Assessment & WireRecord;

/** An assessment as its reader sees it. */
export interface ShownAssessment {
  readonly record: AssessmentRecord;
  /** Null where it is not open to the reader. */
  readonly content: AssessmentContent | null;
  /** Another one corrects it, and it counts no more. */
  readonly isReplaced: boolean;
}

/** Somebody's assessments, those of files merged into this one among them, the newest first; undefined while they are being opened. */
export function useAssessments(personUid: string): readonly ShownAssessment[] | undefined {
  const { sealer } = useStation();
  const found = useOwned<WireRecord>('care', useUidsOf(personUid));
  const records = useMemo(
    () =>
      found
        ?.filter((record): record is AssessmentRecord => record.type === 'assessment')
        .sort((a, b) =>
          a.assessedOn < b.assessedOn ? 1 : a.assessedOn > b.assessedOn ? -1 : b.created.at - a.created.at,
        ),
    [found],
  );
  const [shown, setShown] = useState<readonly ShownAssessment[]>();
  useEffect(() => {
    if (!records) return;
    let isWanted = true;
    const replaced = new Set(records.flatMap(({ replacesUid }) => replacesUid ?? []));
    void Promise.all(
      records.map(async (record): Promise<ShownAssessment> => {
        const opened = await sealer.open(record.content, { uid: record.uid, field: 'content' });
        return { record, content: readAssessmentContent(opened), isReplaced: replaced.has(record.uid) };
      }),
    ).then((opened) => {
      if (isWanted) setShown(opened);
    });
    return () => {
      isWanted = false;
    };
  }, [records, sealer]);
  return shown;
}

/** The assessment of that person that was begun on this device. */
export function useAssessmentDraft(personUid: string): DraftRow | undefined {
  const { drafts } = useStation();
  const rows = useObservable(useMemo(() => drafts.all(), [drafts]));
  return rows?.find(({ id }) => id === `${ASSESSMENT_FORM.id}~${personUid}`);
}
