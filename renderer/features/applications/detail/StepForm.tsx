import { Button, Input } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { DELIVERY_WAYS } from '#shared/schema/types/application-step';
import type { ApplicationStepKind } from '#shared/domain/applications/steps';
import { takeSteps } from '../commands';
import type { ShownApplication } from '../view';
import { beginStep, contentsOf, stepProblems, type StepEntry, type StepProblem } from './step-entry';

interface StepFormProps {
  readonly shown: ShownApplication;
  readonly kind: ApplicationStepKind;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The form of one step: what it needs and a word about it. Ctrl+Enter takes it, Esc closes it. */
export function StepForm({ shown, kind, onDone, onCancel }: StepFormProps) {
  const { t } = useTranslation('applications');
  const station = useStation();
  const [entry, setEntry] = useState<StepEntry>(() => beginStep(kind, shown, station.nowMs()));
  const [wasTried, setWasTried] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input, textarea')?.focus(), []);
  const problems = stepProblems(kind, entry, shown, station.nowMs());
  const change = (part: Partial<StepEntry>) => setEntry((before) => ({ ...before, ...part }));
  const text = (...among: readonly StepProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const take = async () => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0 || isRunning) return;
    setRunning(true);
    try {
      await takeSteps(station, shown, contentsOf(kind, entry, shown), { note: entry.note });
      onDone();
    } catch (error) {
      setFailure({ error });
      setRunning(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void take();
    } else if (event.key === 'Escape') {
      // The panel behind would close.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <PrivateForm
      ref={form}
      className="application-step"
      aria-label={t(`do.${kind}`)}
      onKeyDown={onKeyDown}
      onSubmit={() => void take()}
    >
      <h3>{t(`do.${kind}`)}</h3>
      <StepFields kind={kind} entry={entry} change={change} shown={shown} text={text} />
      <Field label={t('field.note')} error={text('reason-missing', 'note-too-long')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={entry.note}
            onChange={({ target }) => change({ note: target.value })}
          />
        )}
      </Field>
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void take()} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {t(`do.${kind}`)}
        </Button>
      </div>
    </PrivateForm>
  );
}

interface StepFieldsProps {
  readonly kind: ApplicationStepKind;
  readonly entry: StepEntry;
  readonly change: (part: Partial<StepEntry>) => void;
  readonly shown: ShownApplication;
  readonly text: (...among: readonly StepProblem[]) => string | null;
}

/** What a kind of step asks beside a word. */
function StepFields({ kind, entry, change, shown, text }: StepFieldsProps) {
  const { t } = useTranslation('applications');
  const day = (label: string, ...problems: readonly StepProblem[]) => (
    <Field label={label} error={text(...problems)}>
      {(ties) => (
        <Input {...ties} type="date" value={entry.day} onChange={({ target }) => change({ day: target.value })} />
      )}
    </Field>
  );
  switch (kind) {
    case 'material':
      return (
        <fieldset className="application-checks">
          <legend>{t('step.which')}</legend>
          {shown.view.materials
            .filter(({ state }) => state !== 'here')
            .map(({ material: { id, name } }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={entry.materialIds.includes(id)}
                  onChange={({ target }) =>
                    change({
                      materialIds: target.checked
                        ? [...entry.materialIds, id]
                        : entry.materialIds.filter((each) => each !== id),
                    })
                  }
                />
                <span>{name}</span>
              </label>
            ))}
          {text('nothing-chosen') !== null && <p className="field-error">{text('nothing-chosen')}</p>}
        </fieldset>
      );
    case 'ask':
      return day(t('field.ask-until'), 'ask-day', 'ask-nothing');
    case 'accept':
      return (
        <>
          {entry.follow.length > 0 && day(t('field.follow-until', { count: entry.follow.length }), 'promise-past')}
          {text('material-missing', 'material-undecided') !== null && (
            <p className="field-error" role="alert">
              {text('material-missing', 'material-undecided')}
            </p>
          )}
        </>
      );
    case 'extend':
      return day(t('field.extend'), 'extend-day');
    case 'decide':
      return (
        <Field label={t('field.outcome')}>
          {(ties) => (
            <Select
              {...ties}
              value={entry.outcome}
              onChange={(value) => change({ outcome: value === 'refused' ? 'refused' : 'granted' })}
            >
              {(['granted', 'refused'] as const).map((value) => (
                <option key={value} value={value}>
                  {t(`outcome.${value}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    case 'deliver':
      return (
        <Field label={t('field.way')}>
          {(ties) => (
            <Select
              {...ties}
              value={entry.way}
              onChange={(value) => change({ way: DELIVERY_WAYS.find((each) => each === value) ?? 'counter' })}
            >
              {DELIVERY_WAYS.map((value) => (
                <option key={value} value={value}>
                  {t(`deliver.${value}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    default:
      return null;
  }
}
