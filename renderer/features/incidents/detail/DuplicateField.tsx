import { useState } from 'react';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useNearbyOf, useIncidents } from '../queries';
import type { ShownIncident } from '../view';
import type { StepDraft } from './step-draft';
import type { StepSession } from './step-session';
import './steps.css';

interface DuplicateFieldProps {
  readonly view: ShownIncident;
  readonly draft: StepDraft;
  readonly answer: StepSession['answer'];
  readonly error: string | null;
}

const SHOWN = 8;

/** Of which other incident of the grid this one is the same: those close by first, others by their words. */
export function DuplicateField({ view, draft, answer, error }: DuplicateFieldProps) {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const today = useToday();
  const [text, setText] = useState('');
  const all = useIncidents() ?? [];
  const near = useNearbyOf(view).map((each) => each.incident);
  const typed = text.trim().toLowerCase();
  const others = all.filter(({ id, grid, state }) => id !== view.id && grid === view.grid && state !== 'duplicate');
  const found =
    typed === ''
      ? near
      : others.filter(({ record }) =>
          `${record.title} ${record.address} ${record.receipt ?? ''}`.toLowerCase().includes(typed),
        );
  const chosen = others.find(({ record }) => record.uid === draft.ofUid);
  const shown = [...new Set([...(chosen ? [chosen] : []), ...found])].slice(0, SHOWN);
  return (
    <Field label={t('field.duplicate')} error={error}>
      {(ties) => (
        <>
          <Input
            {...ties}
            allowClear
            placeholder={t('duplicate.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <ul className="duplicate-options" role="radiogroup" aria-label={t('field.duplicate')}>
            {shown.map(({ id, record }) => (
              <li key={id}>
                <label>
                  <input
                    type="radio"
                    name={ties.id}
                    checked={record.uid === draft.ofUid}
                    onChange={() => answer({ ofUid: record.uid })}
                  />
                  <span>
                    {record.title}
                    <small>{momentText(record.reportedAtMs, today, language)}</small>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {shown.length === 0 && <p className="quiet">{t('duplicate.none')}</p>}
        </>
      )}
    </Field>
  );
}
