import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { WORKBENCH_PLACE } from '#renderer/features/workbench/index';
import { Empty, goTo } from '#renderer/ui/index';

/** In place of a page: the address leads nowhere, or to a page that is not for the signed-in person. */
export function NoPage({ reason }: { readonly reason: 'unknown' | 'closed' }) {
  const { t } = useTranslation(['staff', 'sign-in']);
  const { post } = useSession().staff;
  const postName = t(`post.${post}`, { ns: 'sign-in' });
  const text = reason === 'unknown' ? t('unknown.text') : t('closed.text', { post: postName });
  return (
    <div className="no-page">
      <h1 className="visually-hidden">{t(`${reason}.title`)}</h1>
      <Empty
        title={t(`${reason}.title`)}
        text={text}
        action={
          <Button type="primary" onClick={() => goTo(WORKBENCH_PLACE, { replace: true })}>
            {t('to-workbench')}
          </Button>
        }
      />
    </div>
  );
}
