import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellsResidents } from '#shared/domain/incidents/rights';
import { useSession, useUnsealed } from '#renderer/data/index';
import { Field } from '#renderer/ui/index';
import { PhotoChoice } from '../../media/index';
import type { ResidentPart } from '../commands';
import type { ShownIncident } from '../view';
import type { StepDraft } from './step-draft';
import type { StepSession } from './step-session';
import './resident-field.css';

interface ResidentFieldProps {
  readonly view: ShownIncident;
  readonly draft: StepDraft;
  readonly answer: StepSession['answer'];
  readonly error: string | null;
}

/**
 * What the resident reads and sees of the work: nothing unless somebody switches it on, then the words written for them and the photos
 * that are checked one by one. Nothing at all on steps that tell residents nothing.
 */
export function ResidentField({ view, draft, answer, error }: ResidentFieldProps) {
  const { staff } = useSession();
  const { standing, record } = view;
  const { toldBy } = standing;
  const words = useUnsealed<string>(toldBy?.told ?? null, {
    uid: record.uid,
    field: 'steps.told',
    entryId: toldBy?.id ?? '',
  });
  if (!tellsResidents(staff.post, draft.kind) || (toldBy && words === undefined)) return null;
  const now: ResidentPart = { words: words ?? '', photoIds: standing.shownPhotoIds };
  return <OpenField view={view} draft={draft} answer={answer} error={error} now={now} />;
}

interface OpenFieldProps extends ResidentFieldProps {
  /** What residents see as it stands. */
  readonly now: ResidentPart;
}

function OpenField({ view, draft, answer, error, now }: OpenFieldProps) {
  const { t } = useTranslation('incidents');
  const shown = draft.resident ?? now;
  const [isOn, setOn] = useState(!isEmpty(shown));
  const change = (part: Partial<ResidentPart>) => answer({ resident: { ...shown, ...part } });
  const turn = (on: boolean) => {
    setOn(on);
    answer({ resident: on || isEmpty(now) ? null : { words: '', photoIds: [] } });
  };
  return (
    <div className="resident-field">
      <label className="resident-switch">
        <input type="checkbox" role="switch" checked={isOn} onChange={({ target }) => turn(target.checked)} />
        {t('resident.switch')}
      </label>
      {isOn && (
        <>
          <p className="quiet">{t('resident.text')}</p>
          <Field label={t('resident.words')} error={error}>
            {(ties) => (
              <Input.TextArea
                {...ties}
                autoSize={{ minRows: 2, maxRows: 5 }}
                placeholder={t('resident.words.hint')}
                value={shown.words}
                onChange={({ target }) => change({ words: target.value })}
              />
            )}
          </Field>
          <PhotoChoice
            photos={resultPhotos(view, draft)}
            label={t('resident.photos')}
            chosen={shown.photoIds}
            onChange={(photoIds) => change({ photoIds })}
          />
        </>
      )}
    </div>
  );
}

const isEmpty = ({ words, photoIds }: ResidentPart): boolean => words === '' && photoIds.length === 0;

/** Photos of the work, this step's among them; what was reported and papers are never shown. */
function resultPhotos({ record, standing }: ShownIncident, draft: StepDraft) {
  const ofSteps = new Set(standing.steps.flatMap(({ step }) => step.photoIds));
  return [...record.photos.filter(({ id }) => ofSteps.has(id)), ...draft.photos].filter(({ kind }) => kind === 'photo');
}
