import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/errors/assert-never';
import type { Membership, MembershipReason } from '#shared/domain/people/membership';
import { dayText, useLanguage } from '#renderer/ui/index';
import { useRound } from '../../visits/index';

/** The archives somebody belongs to; each says why when it is hovered, focused or pressed. */
export function MembershipTags({ memberships }: { readonly memberships: readonly Membership[] }) {
  const { t } = useTranslation(['person', 'people']);
  const reasonText = useReasonText();
  if (memberships.length === 0) return null;
  return (
    <span className="kind-tags">
      {memberships.map(({ kind, reason }) => (
        <Tooltip key={kind} title={reasonText(reason)} trigger={['hover', 'focus', 'click']}>
          <button type="button" className="tag tag-why">
            {t(`kind.${kind}`, { ns: 'people' })}
            <span className="visually-hidden">{reasonText(reason)}</span>
          </button>
        </Tooltip>
      ))}
    </span>
  );
}

/** Says why somebody stands in an archive, in one sentence. */
export function useReasonText(): (reason: MembershipReason) => string {
  const { t } = useTranslation(['person', 'people']);
  const language = useLanguage();
  const { today } = useRound();
  const day = (date: string) => dayText(date, today, language);
  return (reason) => {
    switch (reason.kind) {
      case 'age':
        return t('why.age', { day: day(reason.since) });
      case 'childhood':
        return t('why.childhood', { day: day(reason.until) });
      case 'household-of-one':
        return t('why.household-of-one');
      case 'declared': {
        const said = t('why.declared', { day: day(reason.on) });
        return reason.isContradicted ? t('why.contradicted', { said }) : said;
      }
      case 'file':
      case 'certificate': {
        const { kind, grade } = reason.holds;
        const holds = t('disability.text', { ns: 'people', kind: t(`disability.${kind}`, { ns: 'people' }), grade });
        if (reason.kind === 'file') return t('why.file', { holds });
        if (reason.expiresOn === null) return t('why.certificate', { holds });
        return t(reason.isLapsed ? 'why.lapsed' : 'why.until', { holds, day: day(reason.expiresOn) });
      }
      default:
        return assertNever(reason, 'reason of a membership');
    }
  };
}
