import { Input } from 'antd';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dateAtStation } from '#shared/domain/calendar/date';
import type { CheckedMaterial } from '#shared/domain/applications/materials';
import type { MaterialWay } from '#shared/schema/types/application-step';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { Pill, Tag } from '#renderer/ui/index';
import { useNow } from '../../people/index';
import { MATERIAL_SHAPES } from '../words';
import type { FormPartProps } from './ApplicationForm';
import { checklistOfDraft } from './draft';
import { Scans } from './Scans';

interface MaterialsFieldProps extends FormPartProps {
  readonly version: ItemVersion | null;
}

/** Days after which something that may follow is asked for, unless the clerk says another day. */
const FOLLOW_DAYS = 5;

/** Ways that one key each gives a material. */
const KEYS: Readonly<Record<string, MaterialWay | 'promise'>> = {
  '1': 'paper',
  '2': 'electronic',
  '3': 'not-needed',
  '4': 'promise',
  '0': 'taken-back',
};

/** What was brought: a row a material, by keys 1 to 4 where the row has the focus; scans open below the chosen row. */
export function MaterialsField({ draft, session, text, version, openPart, onOpenPart }: MaterialsFieldProps) {
  const { t } = useTranslation('applications');
  const today = dateAtStation(useNow());
  const rows = useRef<HTMLUListElement>(null);
  if (!version) return <p className="quiet">{t('materials.item-first')}</p>;
  if (version.materials === null) return <p className="quiet">{t('materials.none')}</p>;
  const list = checklistOfDraft(draft, version);
  const set = ({ material: { id, need, mayFollow } }: CheckedMaterial, way: MaterialWay | 'promise') => {
    const { [id]: _way, ...ways } = draft.ways;
    const { [id]: _day, ...promised } = draft.promised;
    if (way === 'promise') {
      if (mayFollow) session.answer({ ways, promised: { ...promised, [id]: addDays(today, FOLLOW_DAYS) } });
      return;
    }
    if (way === 'not-needed' && need !== 'conditional') return;
    session.answer({ ways: way === 'taken-back' ? ways : { ...ways, [id]: way }, promised });
  };
  const onKeyDown = (event: KeyboardEvent, checked: CheckedMaterial, index: number) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const way = KEYS[event.key];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    if (move !== 0) rows.current?.querySelectorAll<HTMLElement>('[data-row]')[index + move]?.focus();
    else if (way !== undefined) set(checked, way);
    else if (event.key === ' ') onOpenPart(openPart === checked.material.id ? null : checked.material.id);
    else return;
    event.preventDefault();
  };
  const problem = text('material-missing', 'material-undecided', 'promise-past');
  return (
    <section aria-label={t('materials')}>
      <h2>{t('materials')}</h2>
      <p className="quiet">{t('materials.keys')}</p>
      {problem !== null && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <ul className="material-rows" ref={rows}>
        {list.map((checked, index) => {
          const { material, state } = checked;
          const { id, name, need, when, mayFollow } = material;
          const count = draft.scans[id]?.length ?? 0;
          const ways: readonly (MaterialWay | 'promise')[] = [
            'paper',
            'electronic',
            ...(need === 'conditional' ? (['not-needed'] as const) : []),
            ...(mayFollow ? (['promise'] as const) : []),
          ];
          const current = state === 'promised' ? 'promise' : checked.way;
          return (
            <li key={id}>
              <div
                data-row
                role="group"
                tabIndex={0}
                aria-label={t('material.row', { name, state: t(`material.${state}`) })}
                onKeyDown={(event) => onKeyDown(event, checked, index)}
              >
                <span className="material-name">
                  {name} {need !== 'required' && <Tag>{t(`need.${need}`)}</Tag>}
                  {when !== null && <small>{when}</small>}
                </span>
                <Pill shape={MATERIAL_SHAPES[state]}>{t(`material.${state}`)}</Pill>
                <span className="material-ways">
                  {ways.map((way) => (
                    <button
                      key={way}
                      type="button"
                      tabIndex={-1}
                      aria-pressed={way === current}
                      onClick={() => set(checked, way === current ? 'taken-back' : way)}
                    >
                      {t(`way.${way}`)}
                    </button>
                  ))}
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-expanded={openPart === id}
                    onClick={() => onOpenPart(openPart === id ? null : id)}
                  >
                    {t('way.scan', { count })}
                  </button>
                </span>
              </div>
              {state === 'promised' && (
                <label className="material-until">
                  {t('material.until')}
                  <Input
                    type="date"
                    aria-label={t('material.until.named', { name })}
                    value={draft.promised[id] ?? ''}
                    onChange={({ target }) => session.answer({ promised: { ...draft.promised, [id]: target.value } })}
                  />
                </label>
              )}
              {openPart === id && (
                <Scans draft={draft} session={session} part={id} label={t('material.scans', { name })} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
