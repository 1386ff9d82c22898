import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, PrivateForm, Select, Suggest } from '#renderer/ui/index';
import { Specimen } from '../specimen';

/** What is written into: fields empty, filled, wrong, with a hint, and closed. */
export function Entries() {
  const { t } = useTranslation('gallery');
  const [grid, setGrid] = useState('2');
  const [asked, setAsked] = useState('');
  const options = [1, 2, 3].map((number) => (
    <option key={number} value={number}>
      {t('grid', { number })}
    </option>
  ));
  return (
    <>
      <Specimen of="Field" words="fields" isColumn>
        <div className="specimen-pair">
          <Field label={t('field.name')}>{(ties) => <Input {...ties} placeholder={t('field.name-hint')} />}</Field>
          <Field label={t('field.name')} hint={t('field.hint')}>
            {(ties) => <Input {...ties} defaultValue={t('field.value')} />}
          </Field>
          <Field label={t('field.id')} error={t('field.error')}>
            {(ties) => <Input {...ties} defaultValue="33010219" />}
          </Field>
          <Field label={t('field.id')} hint={t('field.hint')} error={t('field.error-long')}>
            {(ties) => <Input {...ties} defaultValue="33010219" />}
          </Field>
          <Field label={t('field.closed')}>
            {(ties) => <Input {...ties} disabled defaultValue={t('field.value')} />}
          </Field>
          <Field label={t('field.note')}>
            {(ties) => <Input.TextArea {...ties} rows={2} defaultValue={t('field.note-value')} />}
          </Field>
        </div>
      </Specimen>
      <Specimen of="Suggest" words="suggests" isColumn>
        <Suggest
          label={t('field.name')}
          placeholder={t('field.name-hint')}
          text={asked}
          onText={setAsked}
          suggestions={[1, 2].map((number) => ({
            key: String(number),
            label: t('field.value'),
            detail: t('grid', { number }),
          }))}
          onChoose={({ label }) => setAsked(label)}
        />
      </Specimen>
      <Specimen of="Select" words="selects" isColumn>
        <div className="specimen-pair">
          <Field label={t('select.grid')}>
            {(ties) => (
              <Select {...ties} value={grid} onChange={setGrid}>
                {options}
              </Select>
            )}
          </Field>
          <Field label={t('select.grid')} error={t('select.error')}>
            {(ties) => (
              <Select {...ties} value="" onChange={() => undefined}>
                <option value="">{t('select.none')}</option>
                {options}
              </Select>
            )}
          </Field>
        </div>
      </Specimen>
      <Specimen of="PrivateForm" words="forms">
        <PrivateForm aria-label={t('form')}>
          <div className="specimen-row">
            <Input aria-label={t('form.code')} placeholder={t('form.code')} style={{ width: 200 }} />
            <Button htmlType="submit" type="primary">
              {t('form.send')}
            </Button>
          </div>
        </PrivateForm>
      </Specimen>
    </>
  );
}
