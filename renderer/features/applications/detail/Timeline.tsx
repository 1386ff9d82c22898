import { useTranslation } from 'react-i18next';
import type { CountedStep } from '#shared/domain/applications/standing';
import { useUnsealed } from '#renderer/data/index';
import { Dot, momentText, StatusShape, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import type { ShownApplication } from '../view';

/** What was done, by whom and when, in the order in which it counts; a step that changed nothing says why. */
export function Timeline({ shown }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const { steps } = shown.view.standing;
  return (
    <section className="application-part application-steps" aria-label={t('steps')} tabIndex={0}>
      <h3>{t('steps')}</h3>
      <ol>
        {steps.map((counted) => (
          <Step key={counted.step.id} shown={shown} counted={counted} />
        ))}
      </ol>
    </section>
  );
}

function Step({
  shown: { record, version },
  counted,
}: {
  readonly shown: ShownApplication;
  readonly counted: CountedStep;
}) {
  const { t } = useTranslation(['applications', 'ui']);
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const { step, aside } = counted;
  const note = useUnsealed<string>(step.note, { uid: record.uid, field: 'steps.note', entryId: step.id });
  const materialName = (id: string) => version?.materials?.find((each) => each.id === id)?.name ?? id;
  const moment = (ms: number) => momentText(ms, today, language);
  const detail = (): string => {
    switch (step.kind) {
      case 'material':
        return t('step.material.text', { name: materialName(step.materialId), way: t(`way.${step.way}.done`) });
      case 'ask':
        return t('step.ask.text', {
          names: step.materialIds.map(materialName).join(t('comma')),
          moment: moment(step.untilMs),
        });
      case 'accept':
        return step.promised.length === 0
          ? ''
          : t('step.accept.text', {
              names: step.promised.map((each) => materialName(each.materialId)).join(t('comma')),
            });
      case 'extend':
        return moment(step.untilMs);
      case 'decide':
        return t(`outcome.${step.outcome}`);
      case 'deliver':
        return t(`deliver.${step.way}`);
      default:
        return '';
    }
  };
  const said = detail();
  const who =
    step.post === 'host' || step.post === 'resident' ? t(`by.${step.post}`) : (nameOf(step.written.by) ?? t('someone'));
  return (
    <li className={aside ? 'is-aside' : ''}>
      <StatusShape shape={aside ? 'paused' : 'done'} size={16} />
      <div>
        <b>{t(`step.${step.kind}`)}</b> <span>{who}</span>
        <Dot />
        <time>{moment(step.written.at)}</time>
        {said !== '' && <p>{said}</p>}
        {note !== undefined && note !== null && <p className="application-words">{note}</p>}
        {note === null && step.note !== null && <p className="quiet">{t('sealed.denied', { ns: 'ui' })}</p>}
        {aside && <p className="tone-warn">{t(`aside.${aside}`)}</p>}
      </div>
    </li>
  );
}
