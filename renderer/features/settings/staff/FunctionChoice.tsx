import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { FUNCTIONS, type StaffFunction } from '#shared/schema/types/place';

interface FunctionChoiceProps {
  /** Those that come with the post. */
  readonly always: readonly StaffFunction[];
  /** Those that the post admits. */
  readonly grantable: readonly StaffFunction[];
  readonly given: readonly StaffFunction[];
  readonly onChange: (functions: readonly StaffFunction[]) => void;
}

/** Functions with what each opens in words; those of the post are fixed, those it does not admit are left out. */
export function FunctionChoice({ always, grantable, given, onChange }: FunctionChoiceProps) {
  const { t } = useTranslation(['accounts', 'settings']);
  const offered = FUNCTIONS.filter((name) => always.includes(name) || grantable.includes(name));
  return (
    <fieldset className="functions">
      <legend className="field-label">{t('functions')}</legend>
      {offered.length === 0 && <p className="panel-hint">{t('functions.none')}</p>}
      {offered.map((name) => {
        const isFixed = always.includes(name);
        return (
          <Checkbox
            key={name}
            checked={isFixed || given.includes(name)}
            disabled={isFixed}
            onChange={({ target }) =>
              onChange(FUNCTIONS.filter((each) => (each === name ? target.checked : given.includes(each))))
            }
          >
            <b>{t(`function.${name}`, { ns: 'settings' })}</b>
            <span>
              {t(`function.${name}.text`, { ns: 'settings' })}
              {isFixed && t('functions.fixed')}
            </span>
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
