import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MATTER_ACTS, type Matter, type MatterAct } from '#shared/ipc/matters-api';
import { toAppError } from '#shared/errors/app-error';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, Loading, Pill, StatusShape, useLanguage } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { useKeptNote } from '../use-kept-note';
import { useAsked } from '../use-matters';
import { useMoment, useStateWord } from '../words';
import { MatterDue } from './MatterRow';
import { MatterPhotos } from './MatterPhotos';
import { MatterStepForm } from './MatterStepForm';
import { MatterSteps } from './MatterSteps';

interface MatterPanelProps {
  readonly id: string;
  readonly onClose: () => void;
  /** The list may be another one now. */
  readonly onChanged: () => void;
}

/** One matter as its unit sees it, and what can be done about it now. */
export function MatterPanel({ id, onClose, onChanged }: MatterPanelProps) {
  const { t } = useTranslation('matters');
  const { matters } = useStation();
  const asked = useAsked(id, () => matters.matter(id));
  const [act, setAct] = useState<MatterAct | null>(null);
  const [isDone, setIsDone] = useState(false);
  const { value: matter, error } = asked;
  const isGone = error !== null && toAppError(error).code === 'request.not-found';
  if (isGone) return <Gone id={id} onClose={onClose} />;
  if (!matter) {
    return (
      <Beside title={t('title')} onClose={onClose}>
        {error === null ? (
          <Loading label={t('loading')} lines={6} />
        ) : (
          <ErrorNotice error={error} onRemedy={asked.reload} />
        )}
      </Beside>
    );
  }
  const taken = (after: Matter) => {
    asked.put(after);
    setAct(null);
    setIsDone(true);
    onChanged();
  };
  return (
    <Beside title={matter.title} onClose={onClose} actions={act === null && <Acts matter={matter} onAct={setAct} />}>
      <div className="matter-body">
        <Facts matter={matter} />
        <MatterPhotos matter={matter} />
        <MatterSteps matter={matter} />
        {isDone && act === null && (
          <p className="matter-done" role="status">
            <StatusShape shape="done" />
            {t('done')}
          </p>
        )}
        {act !== null && (
          <MatterStepForm
            key={act}
            matter={matter}
            act={act}
            onTaken={taken}
            onLater={() => setAct(null)}
            onLook={asked.reload}
          />
        )}
      </div>
    </Beside>
  );
}

/** Not the unit's any more; what was being written is shown, so that it can be copied. */
function Gone({ id, onClose }: Pick<MatterPanelProps, 'id' | 'onClose'>) {
  const { t } = useTranslation('matters');
  const note = useKeptNote(id);
  return (
    <Beside title={t('gone')} onClose={onClose}>
      <Empty title={t('gone')} text={t('gone.text')} />
      {note !== '' && <p className="matter-kept">{t('gone.draft', { note })}</p>}
    </Beside>
  );
}

function Facts({ matter }: { readonly matter: Matter }) {
  const { t } = useTranslation('matters');
  const language = useLanguage();
  const moment = useMoment();
  const stateWord = useStateWord();
  const { word, shape } = stateWord(matter.state);
  const { place, unit, category, address, text, closing } = matter;
  const facts = [
    ['unit', (language === 'en' ? unit.en : undefined) ?? unit.zh],
    ['category', category ?? t('category.unknown')],
    ['address', address],
    ['place', place ? t('place.at', { lat: place.lat.toFixed(5), lng: place.lng.toFixed(5) }) : ''],
    ['reported', moment(matter.reportedAtMs)],
    ['sent', moment(matter.sentAtMs)],
    ['closing', closing ?? ''],
  ] as const;
  return (
    <section>
      <p className="matter-line">
        <Pill shape={shape} filled>
          {word}
        </Pill>
        <MatterDue matter={matter} />
      </p>
      {matter.part === 'copied' && <p className="quiet">{t('copied.text')}</p>}
      <p className="matter-text">{text ?? <span className="quiet">{t('text.none')}</span>}</p>
      <dl className="matter-facts">
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="quiet">{t('privacy')}</p>
    </section>
  );
}

/** The first of these that is possible is what is most likely next. */
const ORDER: readonly MatterAct[] = ['take', 'resume', 'start', 'finish', 'return', 'ask-time', 'pause', 'note'];

interface ActsProps {
  readonly matter: Matter;
  readonly onAct: (act: MatterAct) => void;
}

function Acts({ matter, onAct }: ActsProps) {
  const { t } = useTranslation('matters');
  const known = MATTER_ACTS.filter((each) => matter.allowed.includes(each));
  const acts = ORDER.filter((each) => known.includes(each));
  if (acts.length === 0) return null;
  return (
    <div className="matter-acts">
      {acts.map((act, at) => (
        <Button key={act} type={at === 0 && act !== 'note' ? 'primary' : 'default'} onClick={() => onAct(act)}>
          {t(`act.${act}`)}
        </Button>
      ))}
    </div>
  );
}
