import { Checkbox } from 'antd';
import { ChevronDown, ChevronUp, Layers } from 'lucide-react';
import { Fragment, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import { SWITCHED_LAYERS, type SwitchedLayer } from '#renderer/ui/map/index';
import { Select } from '#renderer/ui/index';
import { MAP_LOOKS, type MapLook } from '../places';
import type { BaseMap } from '../use-base-map';
import { ShareSwitch } from '../workers/ShareSwitch';

interface LayerPanelProps {
  /** Null while nobody has asked for them. */
  readonly counts: Readonly<Record<SwitchedLayer, number | null>>;
  readonly shown: Readonly<Record<SwitchedLayer, boolean>>;
  readonly kinds: ReadonlySet<KeyKind>;
  readonly base: Pick<BaseMap, 'choices' | 'chosen' | 'choose'>;
  readonly look: MapLook;
  /** Where there is little room, the panel begins as its title. */
  readonly startsFolded: boolean;
  /** Whether this person may see where colleagues were last. */
  readonly seesWorkers: boolean;
  /** What was chosen last could not be kept. */
  readonly hasFailed: boolean;
  readonly onShown: (layer: SwitchedLayer, isShown: boolean) => void;
  readonly onKinds: (kinds: ReadonlySet<KeyKind>) => void;
  readonly onLook: (look: MapLook) => void;
}

/** What is drawn on the map and how many there are of it, top right. */
export function LayerPanel(props: LayerPanelProps) {
  const { counts, shown, kinds, base, look, startsFolded, seesWorkers, hasFailed, onShown, onKinds, onLook } = props;
  const { t } = useTranslation(['mapPage', 'people']);
  const [isOpen, setIsOpen] = useState(!startsFolded);
  const id = useId();
  const Fold = isOpen ? ChevronUp : ChevronDown;
  const withKind = (kind: KeyKind, isOn: boolean) =>
    onKinds(new Set(KEY_KINDS.filter((each) => (each === kind ? isOn : kinds.has(each)))));
  return (
    <section className="map-layers map-over" aria-label={t('layers')}>
      <h2>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          title={t(isOpen ? 'layers.hide' : 'layers.show')}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Layers size={16} strokeWidth={1.7} aria-hidden="true" />
          <span>{t('layers')}</span>
          <Fold size={14} aria-hidden="true" />
        </button>
      </h2>
      <div id={id} hidden={!isOpen}>
        {SWITCHED_LAYERS.filter((layer) => layer !== 'workers' || seesWorkers).map((layer) => (
          <Fragment key={layer}>
            <Row
              label={t(`layers.${layer}`)}
              count={counts[layer]}
              isOn={shown[layer]}
              onChange={(isOn) => onShown(layer, isOn)}
            />
            {layer === 'symbols' && shown.symbols && (
              <div className="map-kinds" role="group" aria-label={t('layers.symbols')}>
                {KEY_KINDS.map((kind) => (
                  <Checkbox
                    key={kind}
                    checked={kinds.has(kind)}
                    onChange={({ target }) => withKind(kind, target.checked)}
                  >
                    {t(`kind.${kind}`, { ns: 'people' })}
                  </Checkbox>
                ))}
              </div>
            )}
          </Fragment>
        ))}
        <ShareSwitch />
        {hasFailed && (
          <p className="map-layers-note" role="status">
            {t('layers.kept-not')}
          </p>
        )}
        {base.choices.length > 1 && (
          <div className="map-base-choice">
            <Select label={t('base.choice')} value={base.chosen ?? ''} onChange={base.choose}>
              {base.choices.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title ?? t('base.built-in')}
                </option>
              ))}
            </Select>
          </div>
        )}
        <div className="map-looks" role="group" aria-label={t('look')}>
          {MAP_LOOKS.map((each) => (
            <button key={each} type="button" aria-pressed={look === each} onClick={() => onLook(each)}>
              {t(`look.${each}`)}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly count: number | null;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Row({ label, count, isOn, onChange }: RowProps) {
  return (
    <Checkbox className="map-layer" checked={isOn} onChange={({ target }) => onChange(target.checked)}>
      <span>{label}</span>
      <span className="map-count">{count?.toLocaleString('en')}</span>
    </Checkbox>
  );
}
