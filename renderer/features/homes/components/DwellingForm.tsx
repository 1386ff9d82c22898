import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DWELLING_USES } from '#shared/schema/types/home';
import { useStation } from '#renderer/data/index';
import { Field, Select } from '#renderer/ui/index';
import { saveDwelling } from '../commands';
import type { DwellingRecord } from '../queries';
import { SmallForm } from './SmallForm';

const LARGEST_SQUARE_METERS = 100_000;

interface DwellingFormProps {
  readonly dwelling: DwellingRecord;
  readonly onClose: () => void;
}

/** What a dwelling is used for, and how large it is. */
export function DwellingForm({ dwelling, onClose }: DwellingFormProps) {
  const { t } = useTranslation('homes');
  const station = useStation();
  const [use, setUse] = useState<string>(dwelling.use ?? '');
  const [area, setArea] = useState(String(dwelling.areaSquareMeters ?? ''));
  const squareMeters = areaOf(area);
  return (
    <SmallForm
      label={t('dwelling.edit')}
      hasProblems={squareMeters === undefined}
      onCancel={onClose}
      onSave={async () => {
        await saveDwelling(station, dwelling, {
          use: DWELLING_USES.find((each) => each === use) ?? null,
          areaSquareMeters: squareMeters ?? null,
        });
        onClose();
      }}
    >
      {(shows) => (
        <>
          <Field label={t('col.use')}>
            {(ties) => (
              <Select {...ties} value={use} onChange={setUse}>
                <option value="">{t('use.unknown')}</option>
                {DWELLING_USES.map((each) => (
                  <option key={each} value={each}>
                    {t(`use.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('area.label')} error={shows && squareMeters === undefined ? t('area.wrong') : null}>
            {(ties) => (
              <Input
                {...ties}
                autoFocus
                inputMode="decimal"
                maxLength={10}
                value={area}
                onChange={(event) => setArea(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
    </SmallForm>
  );
}

/** Square metres as typed; null for nothing typed, undefined for what is no area. */
function areaOf(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  const area = /^\d+(?:\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 100) / 100 : 0;
  return area > 0 && area <= LARGEST_SQUARE_METERS ? area : undefined;
}
