import { useTranslation } from 'react-i18next';
import { SHIPPED_TABLE } from '#shared/codes/incident-categories/index';
import { planTakeOver } from '#shared/domain/incidents/shipped-table';
import type { CategoryRecord } from '../../queries';

interface MajorChoiceProps {
  readonly all: readonly CategoryRecord[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

const MAJORS = SHIPPED_TABLE.flatMap(({ majors }) => majors.map(({ name }) => name));

/** The majors that come with the product, part by part, each with what of it is not there yet. */
export function MajorChoice({ all, chosen, onChange }: MajorChoiceProps) {
  const { t } = useTranslation('incidentShipped');
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <div className="shipped-majors" role="group" aria-label={t('majors')}>
      <div className="shipped-all">
        <button type="button" className="link-button" onClick={() => onChange(new Set(MAJORS))}>
          {t('all')}
        </button>
        <button type="button" className="link-button" onClick={() => onChange(new Set())}>
          {t('none')}
        </button>
      </div>
      {SHIPPED_TABLE.map((part) => (
        <fieldset key={part.id} className="table-checks">
          <legend>{t(`part.${part.id}`)}</legend>
          {part.majors.map(({ name, minors }) => {
            const { added, woken } = planTakeOver([part], new Set([name]), all);
            const fresh = added.length + woken.length;
            return (
              <label key={name}>
                <input type="checkbox" checked={chosen.has(name)} onChange={() => toggle(name)} />
                <span>{name}</span>
                <small>
                  {fresh === minors.length
                    ? t('major.count', { count: minors.length })
                    : fresh === 0
                      ? t('major.there')
                      : t('major.new', { count: fresh })}
                </small>
              </label>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
