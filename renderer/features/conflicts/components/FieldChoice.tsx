import { Input } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import { Field, Pill } from '#renderer/ui/index';
import { useFieldName } from '../field-name';
import { lookOf, type Look } from '../fields';
import { combiningOf, firstCombined, type Pick } from '../pick';
import { useWriterWords, type OpenedField } from '../queries';
import { PiecesChoice } from './PiecesChoice';
import { ValueView } from './ValueView';

interface FieldChoiceProps {
  readonly record: WireRecord;
  readonly field: OpenedField;
  readonly pick: Pick | null;
  readonly onPick: (pick: Pick) => void;
}

/** One contested field: its values side by side, who wrote which, and the choice between them or of both. */
export function FieldChoice({ record, field, pick, onPick }: FieldChoiceProps) {
  const { t } = useTranslation('conflicts');
  const name = useId();
  const label = useFieldName()(record.type, field.field);
  const look = lookOf(record.type, field.field);
  const combining = field.isClosed ? null : combiningOf(look, field);
  return (
    <fieldset className="conflict-field">
      <legend>{label}</legend>
      <div className="conflict-values">
        {field.values.map((value, index) => (
          <Side
            key={value.stamp}
            record={record}
            written={value.written}
            isStanding={index === 0}
            isChosen={pick?.kind === 'value' && pick.stamp === value.stamp}
            name={name}
            onChoose={field.isClosed ? null : () => onPick({ kind: 'value', stamp: value.stamp })}
          >
            {field.isClosed ? (
              <span className="quiet">{t('sealed')}</span>
            ) : (
              <ValueView record={record} field={field.field} look={look} label={label} plain={value.plain} />
            )}
          </Side>
        ))}
      </div>
      {field.isClosed && <p className="conflict-note">{t('closed')}</p>}
      {combining && (
        <div className="conflict-combine">
          <label>
            <input
              type="radio"
              name={name}
              checked={pick !== null && pick.kind !== 'value'}
              onChange={() => onPick(firstCombined(look, field))}
            />
            <span>{t(`combine.${combining}`)}</span>
          </label>
          {pick?.kind === 'text' && <TogetherText label={label} look={look} text={pick.text} onPick={onPick} />}
          {pick?.kind === 'pieces' && (
            <PiecesChoice record={record} field={field} look={look} chosen={pick.chosen} onPick={onPick} />
          )}
        </div>
      )}
    </fieldset>
  );
}

interface SideProps {
  readonly record: WireRecord;
  readonly written: OpenedField['values'][number]['written'];
  readonly isStanding: boolean;
  readonly isChosen: boolean;
  readonly name: string;
  /** Null where the reader cannot decide. */
  readonly onChoose: (() => void) | null;
  readonly children: ReactNode;
}

/** One value, under who wrote it. */
function Side({ record, written, isStanding, isChosen, name, onChoose, children }: SideProps) {
  const { t } = useTranslation('conflicts');
  const { who, device, when } = useWriterWords()(written, record);
  const by = (
    <>
      <b>{who}</b>
      {device !== null && <span>{device}</span>}
      <time>{when}</time>
    </>
  );
  return (
    <div className={`conflict-value${isChosen ? ' is-chosen' : ''}`}>
      {onChoose ? (
        <label>
          <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
          {by}
        </label>
      ) : (
        <p>{by}</p>
      )}
      <div className="conflict-said">{children}</div>
      {isStanding && <Pill shape="progress">{t('stands')}</Pill>}
    </div>
  );
}

interface TogetherTextProps {
  readonly label: string;
  readonly look: Look;
  readonly text: string;
  readonly onPick: (pick: Pick) => void;
}

/** Both values as one text, to be written as it should read. */
function TogetherText({ label, look, text, onPick }: TogetherTextProps) {
  const { t } = useTranslation('conflicts');
  const most = look.kind === 'text' ? look.most : 0;
  const isEmpty = text.trim() === '';
  return (
    <Field label={t('together.label', { field: label })} error={isEmpty ? t('together.empty') : null}>
      {(ties) => (
        <Input.TextArea
          {...ties}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={most}
          value={text}
          onChange={(event) => onPick({ kind: 'text', text: event.target.value })}
        />
      )}
    </Field>
  );
}
