import { useTranslation } from 'react-i18next';
import type { Disability } from '#shared/schema/types/person';
import { Card, dayText, ErrorNotice, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import type { Mendable } from '../commands';
import type { FixShown } from '../fix-plan';
import { usePlan } from '../queries';

/** What one press would change, worked out from the file as it is now; or why it cannot. */
export function FixPreview({ finding }: { readonly finding: Mendable }) {
  const { t } = useTranslation('quality');
  const plan = usePlan(finding);
  const textOf = useShownText();
  return (
    <Card title={t('fix.title')}>
      <div className="quality-preview" role="status">
        {plan.kind === 'looking' && t('fix.looking')}
        {plan.kind === 'failed' && <ErrorNotice error={plan.error} />}
        {plan.kind === 'none' && t(`fix.${plan.reason}`)}
        {plan.kind === 'here' && textOf(plan.shown)}
      </div>
    </Card>
  );
}

function useShownText(): (shown: FixShown) => string {
  const { t } = useTranslation(['quality', 'people', 'homes']);
  const language = useLanguage();
  const today = useToday();
  const day = (date: string) => dayText(date, today, language);
  const empty = t('fix.empty');
  const sex = (value: string | null) => (value === null ? empty : t(`sex.${value}`, { ns: 'people' }));
  const use = (value: string | null) => (value === null ? empty : t(`use.${value}`, { ns: 'homes' }));
  const disability = (value: Disability | null) =>
    value === null
      ? empty
      : t('disability.text', {
          ns: 'people',
          kind: t(`disability.${value.kind}`, { ns: 'people' }),
          grade: value.grade,
        });
  const change = (from: string, to: string) => t('fix.from-to', { from, to });
  return (shown) => {
    switch (shown.kind) {
      case 'date':
        return change(day(shown.from), day(shown.to));
      case 'sex':
        return change(sex(shown.from), sex(shown.to));
      case 'use':
        return change(use(shown.from), use(shown.to));
      case 'disability':
        return change(disability(shown.from), disability(shown.to));
      case 'head':
        return t('fix.head', { name: shown.to });
      case 'declaration':
        return t(`fix.declaration.${shown.from === null ? 'unknown' : String(shown.from)}`);
      case 'link':
        return t('fix.link');
    }
  };
}
