import { useTranslation } from 'react-i18next';
import { DISPATCH_MODES } from '#shared/schema/types/incident-dispatch';
import { Chips, Field, Select } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import type { DispatchChoice } from '#shared/domain/incidents/dispatch';
import { useUnits } from '../names';
import type { ShownIncident } from '../view';
import { useReasonText } from './reason-text';
import type { StepDraft } from './step-draft';
import type { StepSession } from './step-session';
import { becauseOf } from './step-beginning';

interface TargetFieldProps {
  readonly view: ShownIncident;
  /** What the rules propose. */
  readonly choice: DispatchChoice;
  readonly draft: StepDraft;
  readonly answer: StepSession['answer'];
  readonly error: string | null;
}

/** Who gets it: a unit, one of its people or whoever takes it; what the rules propose is said with its reason. */
export function TargetField({ view, choice, draft, answer, error }: TargetFieldProps) {
  const { t } = useTranslation('incidents');
  const { units, nameOfUnit } = useUnits();
  const nameOf = useStaffNames();
  const reasonText = useReasonText();
  const because = becauseOf(draft, choice);
  const active = units.filter(({ active: isActive, uid }) => isActive || uid === draft.unitUid);
  const unit = units.find(({ uid }) => uid === draft.unitUid);
  const members = unit?.memberUids ?? [];
  const others = active
    .filter(({ uid }) => uid !== draft.unitUid)
    .map(({ uid }) => ({ value: uid, label: nameOfUnit(uid) }));
  return (
    <>
      {draft.kind === 'dispatch' && (
        <p className="incident-because">
          {choice.kind === 'none'
            ? t('because.none')
            : because
              ? reasonText(because, choice.to, view)
              : t('because.other')}
        </p>
      )}
      <Field label={t('field.unit')} error={error}>
        {(ties) => (
          <Select
            {...ties}
            value={draft.unitUid ?? ''}
            onChange={(value) =>
              answer({ unitUid: value === '' ? null : value, staffUid: null, mode: 'assigned', copyUnitUids: [] })
            }
          >
            <option value="">{t('choose')}</option>
            {active.map(({ uid }) => (
              <option key={uid} value={uid}>
                {nameOfUnit(uid)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {members.length > 0 && (
        <Field label={t('field.who')}>
          {(ties) => (
            <Select
              {...ties}
              value={draft.staffUid ?? draft.mode}
              onChange={(value) => {
                const mode = DISPATCH_MODES.find((each) => each === value);
                answer(mode ? { mode, staffUid: null } : { mode: 'assigned', staffUid: value });
              }}
            >
              <option value="assigned">{t('who.unit')}</option>
              <option value="pool">{t('who.pool')}</option>
              {members.map((uid) => (
                <option key={uid} value={uid}>
                  {nameOf(uid) ?? t('someone')}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {draft.kind === 'dispatch' && draft.unitUid !== null && others.length > 0 && (
        <div className="field">
          <p className="field-name">{t('field.copies')}</p>
          <Chips
            label={t('field.copies')}
            options={others}
            value={draft.copyUnitUids}
            onChange={(copyUnitUids) => answer({ copyUnitUids })}
          />
        </div>
      )}
    </>
  );
}
