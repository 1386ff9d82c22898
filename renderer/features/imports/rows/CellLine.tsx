import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeaderColumn, RosterField, RosterFinding } from '#shared/domain/roster/types';
import type { RosterRowView } from '#renderer/data/index';
import { Pill, PrivateForm, Tag } from '#renderer/ui/index';
import { useRosterWork } from '../use-roster-work';
import { cellText, SEVERITY_SHAPES, shownText, useFindingText } from '../words';

interface CellLineProps {
  readonly column: HeaderColumn;
  readonly field: RosterField | undefined;
  readonly row: RosterRowView;
  readonly findings: readonly RosterFinding[];
}

/** One cell: what stands there, what was found, what would be right, and a field to write something else. */
export function CellLine({ column, field, row, findings }: CellLineProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const text = useFindingText();
  const [isEditing, setIsEditing] = useState(false);
  const cell = row.cells[column.position];
  const isMended = row.mended.includes(column.position);
  const worst = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  const write = (value: string) => {
    setIsEditing(false);
    if (value !== cellText(cell)) void work.fix(row.row.index, column.position, value);
  };
  const fieldName = t(`field.${field ?? 'ignore'}`);
  return (
    <li className={worst ? `is-${worst.severity}` : ''}>
      <div className="cell-head">
        <span>{column.title || fieldName}</span>
        {isMended && <Tag>{t('cell.mended')}</Tag>}
      </div>
      {isEditing ? (
        <CellForm label={fieldName} value={cellText(cell)} onSave={write} onCancel={() => setIsEditing(false)} />
      ) : (
        <div className="cell-value">
          <span>{shownText(cell, field) || <span className="quiet">{t('cell.empty')}</span>}</span>
          <button
            type="button"
            className="link-button"
            aria-label={t('cell.edit.of', { field: column.title || fieldName })}
            onClick={() => setIsEditing(true)}
          >
            {t('cell.edit')}
          </button>
        </div>
      )}
      {findings.map((finding, index) => (
        <div key={index} className="cell-finding">
          <Pill shape={SEVERITY_SHAPES[finding.severity]}>{text(finding)}</Pill>
          {finding.suggestion !== null && (
            <Button size="small" onClick={() => write(finding.suggestion ?? '')}>
              {t('cell.take', { text: shownText(finding.suggestion, field) })}
            </Button>
          )}
        </div>
      ))}
    </li>
  );
}

interface CellFormProps {
  readonly label: string;
  readonly value: string;
  readonly onSave: (value: string) => void;
  readonly onCancel: () => void;
}

function CellForm({ label, value, onSave, onCancel }: CellFormProps) {
  const { t } = useTranslation('imports');
  const [text, setText] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <PrivateForm className="cell-form" onSubmit={submit}>
      <Input
        autoFocus
        aria-label={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        }}
      />
      <Button htmlType="submit" type="primary">
        {t('cell.save')}
      </Button>
      <Button onClick={onCancel}>{t('cell.cancel')}</Button>
    </PrivateForm>
  );
}
