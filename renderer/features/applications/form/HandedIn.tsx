import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { Empty, goTo, Loading, Pill, StatusShape } from '#renderer/ui/index';
import { PaperButton } from '../paper/Papers';
import { applicationFormPlace, applicationsPlace } from '../places';
import { useApplications } from '../queries';
import { STATE_SHAPES } from '../words';

/** What became of an application that was just handed in: its receipt as soon as the station gives one, and the papers for the resident. */
export function HandedIn({ id }: { readonly id: string }) {
  const { t } = useTranslation('applications');
  const all = useApplications();
  if (!all) return <Loading label={t('loading')} lines={6} />;
  const shown = all.find((each) => each.id === id);
  const toList = <Button onClick={() => goTo(applicationsPlace({ open: id }))}>{t('handed.open')}</Button>;
  if (!shown) return <Empty title={t('gone')} text={t('gone.text')} action={toList} />;
  const { record, view, version } = shown;
  const { state } = view.standing;
  const needsNotice = state === 'lacking' || view.standing.promised.length > 0;
  return (
    <div className="page application-handed">
      <section className="card">
        <h1>
          <StatusShape shape="done" size={22} />
          {t('handed.title')}
        </h1>
        <p>
          <b>{version?.name ?? record.itemNumber}</b> <Pill shape={STATE_SHAPES[state]}>{t(`state.${state}`)}</Pill>
        </p>
        <p className="application-code" role="status">
          {record.receipt === null ? t('receipt.waits') : t('receipt', { code: showReceipt(record.receipt) })}
        </p>
        <div className="application-papers">
          {needsNotice && <PaperButton shown={shown} kind="notice" />}
          <PaperButton shown={shown} kind="receipt" />
          {toList}
          <Button type="primary" onClick={() => goTo(applicationFormPlace())}>
            {t('handed.next')}
          </Button>
        </div>
      </section>
    </div>
  );
}
