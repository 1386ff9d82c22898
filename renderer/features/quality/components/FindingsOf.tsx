import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRegisterAnswer } from '#renderer/data/index';
import { addressOf as linkTo, Card, useWords } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { findingKey, isMendable } from '../commands';
import { qualityPlace } from '../places';
import { qualityParts } from '../quality-parts';
import { SeverityPill, useRuleText } from '../words';
import { MendingNotice } from './Mending';
import { useMending } from './use-mending';
import './findings-of.css';

/** What the rules found about one thing, each with the press that mends it; nothing where all is well. */
export function FindingsOf({ subjectUid }: { readonly subjectUid: string }) {
  useWords(qualityParts);
  const { t } = useTranslation('quality');
  const today = useToday();
  const findings = useRegisterAnswer((register) => register.findingsOf(subjectUid, today), [subjectUid, today]);
  const mending = useMending();
  const { title, why } = useRuleText();
  const isIdle = mending.state.kind === 'idle';
  if ((findings ?? []).length === 0 && isIdle) return null;
  return (
    <Card title={t('nav')}>
      <ul className="lines finding-lines">
        {findings?.map((finding) => (
          <li key={findingKey(finding)}>
            <div>
              <SeverityPill severity={finding.severity} /> <b>{title(finding.ruleId)}</b>
              <p className="quiet">{why(finding.ruleId)}</p>
            </div>
            <div className="line-actions">
              <a href={linkTo(qualityPlace({ open: findingKey(finding) }))}>{t('of.open')}</a>
              {isMendable(finding) && mending.mayMend(finding) && (
                <Button size="small" disabled={mending.isBusy} onClick={() => mending.mend([finding])}>
                  {t(`fix.${finding.fix.kind}`)}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <MendingNotice mending={mending} />
    </Card>
  );
}
