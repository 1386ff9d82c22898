import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PHRASE_QUESTIONS } from '#shared/schema/types/phrase';
import { useStation } from '#renderer/data/index';
import { Card, Empty, ErrorNotice, goTo, Loading, useLayout, usePlace } from '#renderer/ui/index';
import { movePhrase, setPhraseActive, usePhrases, type PhraseRecord } from '../../phrases/index';
import { settingsPlace } from '../places';
import { PhrasePanel } from './PhrasePanel';
import { PhraseRow } from './PhraseRow';

/** What the address names for a phrase that is not there yet. */
const NEW = 'new';

/** The station's phrases by question, in the order in which they are offered; those put away stand last. */
export function PhrasesSection() {
  const { t } = useTranslation('phraseSettings');
  const phrases = usePhrases();
  if (!phrases) return <Loading label={t('loading')} lines={6} />;
  return <Phrases phrases={phrases} />;
}

function Phrases({ phrases }: { readonly phrases: readonly PhraseRecord[] }) {
  const { t } = useTranslation(['phraseSettings', 'phrases']);
  const station = useStation();
  const isTablet = useLayout() === 'tablet';
  const { phrase = '' } = usePlace().query;
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const chosen = phrases.find(({ uid }) => uid === phrase) ?? null;
  const isPanelOpen = chosen !== null || phrase === NEW;
  const show = (next: string) => goTo(settingsPlace('phrases', { phrase: next }), { replace: isPanelOpen });
  const close = () => show('');
  const run = (task: Promise<void>) => {
    setFailure(null);
    void task.catch((error: unknown) => setFailure({ error }));
  };
  const panel = isPanelOpen && (
    <PhrasePanel key={phrase} phrase={chosen} all={phrases} onSaved={close} onClose={close} />
  );
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;

  const offered = phrases.filter(({ active }) => active);
  const away = phrases.filter(({ active }) => !active);
  const row = (each: PhraseRecord, among: readonly PhraseRecord[]) => (
    <PhraseRow
      key={each.uid}
      phrase={each}
      isFirst={among[0] === each}
      isLast={among.at(-1) === each}
      isChosen={each === chosen}
      onOpen={() => show(each.uid)}
      onMove={(step) => run(movePhrase(station, each, phrases, step))}
      onActive={(active) => run(setPhraseActive(station, each, active))}
    />
  );
  const add = (
    <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW)}>
      {t('add')}
    </Button>
  );
  return (
    <div className="settings-columns">
      <div className="phrases-page">
        <div className="phrases-head">
          <p>{t('text')}</p>
          {phrases.length > 0 && add}
        </div>
        {failure && <ErrorNotice error={failure.error} />}
        {phrases.length === 0 && (
          <section className="card">
            <Empty title={t('empty')} text={t('empty.text')} action={add} />
          </section>
        )}
        {PHRASE_QUESTIONS.map((question) => {
          const own = offered.filter((each) => each.question === question);
          return (
            own.length > 0 && (
              <Card key={question} title={t(`question.${question}`, { ns: 'phrases' })}>
                <ul className="phrase-rows">{own.map((each) => row(each, own))}</ul>
              </Card>
            )
          );
        })}
        {away.length > 0 && (
          <Card title={t('away')} aside={<span className="quiet">{t('away.text')}</span>}>
            <ul className="phrase-rows">{away.map((each) => row(each, away))}</ul>
          </Card>
        )}
      </div>
      {panel}
    </div>
  );
}
