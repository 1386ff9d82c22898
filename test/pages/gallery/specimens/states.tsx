import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, type ErrorCode } from '#shared/errors/app-error';
import { Card, Empty, ErrorBoundary, ErrorNotice, Loading, Pill } from '#renderer/ui/index';
import { Specimen } from '../specimen';

/** One failure for every remedy that a screen can offer. */
const FAILURES: readonly ErrorCode[] = ['hub.unreachable', 'auth.expired', 'device.storage-failed', 'access.denied'];

/** What stands where there is nothing yet, nothing at all, or something that failed. */
export function States() {
  const { t } = useTranslation('gallery');
  return (
    <>
      <Specimen of="Empty" words="empties" isColumn>
        <div className="specimen-pair">
          <Card title={t('card.visits')}>
            <Empty title={t('empty.title')} text={t('empty.text')} action={<Button>{t('empty.action')}</Button>} />
          </Card>
          <Card title={t('card.visits')} aside={<Pill shape="done">{t('status.done')}</Pill>}>
            <Empty title={t('empty.title')} />
          </Card>
        </div>
      </Specimen>
      <Specimen of="Card" words="cards" isColumn>
        <div className="specimen-pair">
          <Card title={t('card.long')} aside={<Button size="small">{t('card.all')}</Button>}>
            <p className="specimen-text">{t('card.text')}</p>
          </Card>
          <Card title={t('card.visits')}>
            <Loading label={t('loading')} />
          </Card>
        </div>
      </Specimen>
      <Specimen of="Loading" words="loadings" isColumn>
        <Loading label={t('loading')} lines={6} />
      </Specimen>
      <Specimen of="ErrorNotice" words="notices" isColumn>
        <div className="specimen-pair">
          {FAILURES.map((code) => (
            <ErrorNotice key={code} error={new AppError(code, code)} onRemedy={() => undefined} />
          ))}
        </div>
      </Specimen>
      <Specimen of="ErrorBoundary" words="boundaries" isColumn>
        <div className="specimen-pair">
          <ErrorBoundary resetKey="/whole" onLeave={() => undefined}>
            <Card title={t('card.whole')}>
              <p className="specimen-text">{t('card.text')}</p>
            </Card>
          </ErrorBoundary>
          <ErrorBoundary resetKey="/broken" onLeave={() => undefined}>
            <Broken />
          </ErrorBoundary>
        </div>
      </Specimen>
    </>
  );
}

/** A screen that cannot be drawn. */
function Broken(): ReactNode {
  throw new AppError('internal', 'a specimen that breaks');
}
