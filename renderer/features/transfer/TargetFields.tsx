import { Button } from 'antd';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferKind } from '#shared/domain/transfers/transfers';
import type { SearchHit } from '#renderer/data/index';
import { useSession } from '#renderer/data/index';
import { Field, Select, type InputTies } from '#renderer/ui/index';
import { gridNumberOf, useGridNames } from '../people/index';
import { useTargetGrids } from './queries';

/** What finds a home by its address. */
export type HomePicker = ComponentType<
  Partial<InputTies> & {
    readonly kind: 'dwelling';
    readonly label: string;
    readonly placeholder: string;
    readonly isWanted: (hit: SearchHit) => boolean;
    readonly detail: (hit: SearchHit) => string;
    readonly onPick: (hit: SearchHit) => void;
  }
>;

/** Where somebody is to go; null for what was not chosen. */
export interface Target {
  readonly grid: number | null;
  readonly home: SearchHit | null;
}

interface TargetFieldsProps {
  readonly kind: TransferKind;
  readonly record: { readonly _id: string; readonly uid: string };
  readonly target: Target;
  readonly onChange: (target: Target) => void;
  /** Whether that is missing and was asked for. */
  readonly problems: { readonly grid: boolean; readonly home: boolean };
  readonly Picker: HomePicker;
}

/** The grid that something goes to, and the home there. */
export function TargetFields({ kind, record, target, onChange, problems, Picker }: TargetFieldsProps) {
  const { t } = useTranslation('transfer');
  const { station } = useSession();
  const gridName = useGridNames();
  const grids = useTargetGrids(kind, gridNumberOf(record._id));
  const gridLabel = (number: number) => {
    const name = gridName(`${kind}~${station.id}-${number}~${record.uid}`);
    // Many grids are called by their number already.
    if (name?.includes(String(number))) return name;
    return name === null ? t('grid.number', { number }) : t('grid.named', { number, name });
  };
  return (
    <>
      <Field label={t('to')} error={problems.grid ? t('to.missing') : null}>
        {(ties) => (
          <Select
            {...ties}
            value={target.grid === null ? '' : String(target.grid)}
            onChange={(value) => onChange({ grid: value === '' ? null : Number(value), home: null })}
          >
            <option value="">{t('to.choose')}</option>
            {grids.map((number) => (
              <option key={number} value={number}>
                {gridLabel(number)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {target.home ? (
        <div className="field">
          <span className="field-label">{t('home')}</span>
          <div className="transfer-home">
            <b>{target.home.title}</b>
            <Button size="small" onClick={() => onChange({ ...target, home: null })}>
              {t('home.other')}
            </Button>
          </div>
        </div>
      ) : (
        <Field label={t('home')} hint={t(`home.hint.${kind}`)} error={problems.home ? t('home.missing') : null}>
          {(ties) => (
            <Picker
              {...ties}
              kind="dwelling"
              label={t('home')}
              placeholder={t('home.example')}
              isWanted={(hit) => hit.grid === target.grid}
              detail={(hit) => gridName(hit.id) ?? ''}
              onPick={(home) => onChange({ ...target, home })}
            />
          )}
        </Field>
      )}
    </>
  );
}
