import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf as linkTo, Empty, Loading } from '#renderer/ui/index';
import { Beside, useGridName } from '../../lists/index';
import { isMendable } from '../commands';
import { subjectPlace } from '../places';
import { useFinding, type FoundRow } from '../queries';
import { SeverityPill, useRuleText, useSubjectText } from '../words';
import { AcceptForm } from './AcceptForm';
import { FixPreview } from './FixPreview';
import type { MendingState } from './use-mending';

interface FindingPanelProps {
  /** See `findingKey`. */
  readonly findingKey: string;
  readonly mending: MendingState;
  readonly onClose: () => void;
}

/** One finding: what does not fit and why it matters, whom it is about, what the press changes; mend it, or leave it with a reason. */
export function FindingPanel({ findingKey, mending, onClose }: FindingPanelProps) {
  const { t } = useTranslation(['quality', 'ui']);
  const { title } = useRuleText();
  const finding = useFinding(findingKey);
  const [isAccepting, setIsAccepting] = useState(false);
  if (finding === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (finding === null) {
    const close = <Button onClick={onClose}>{t('panel.close')}</Button>;
    return <Empty title={t('panel.gone')} text={t('panel.gone.text')} action={close} />;
  }
  const { ruleId, severity } = finding;
  const mayMend = mending.mayMend(finding);
  const done = (act: () => void) => () => {
    act();
    onClose();
  };
  return (
    <Beside
      title={title(ruleId)}
      subtitle={<SeverityPill severity={severity} />}
      onClose={onClose}
      actions={
        mayMend && !isAccepting ? (
          <>
            <Button size="large" onClick={() => setIsAccepting(true)}>
              {t('accept.open')}
            </Button>
            {isMendable(finding) && (
              <Button
                type="primary"
                size="large"
                disabled={mending.isBusy}
                onClick={done(() => mending.mend([finding]))}
              >
                {t(`fix.${finding.fix.kind}`)}
              </Button>
            )}
          </>
        ) : undefined
      }
    >
      <Facts finding={finding} />
      {isMendable(finding) && mayMend && <FixPreview finding={finding} />}
      {isAccepting && (
        <AcceptForm
          onCancel={() => setIsAccepting(false)}
          onSave={(reason) => done(() => mending.accept(finding, reason))()}
        />
      )}
    </Beside>
  );
}

function Facts({ finding }: { readonly finding: FoundRow }) {
  const { t } = useTranslation('quality');
  const { why } = useRuleText();
  const { who, where } = useSubjectText();
  const gridName = useGridName();
  const { ruleId, subjectType, grid, field } = finding;
  return (
    <section className="quality-facts">
      <p>{why(ruleId)}</p>
      <dl>
        {subjectType !== 'dwelling' && (
          <>
            <dt>{t('panel.who')}</dt>
            <dd>{who(finding)}</dd>
          </>
        )}
        <dt>{t('panel.where')}</dt>
        <dd>{where(finding)}</dd>
        <dt>{t('panel.grid')}</dt>
        <dd>{gridName(grid)}</dd>
        {field !== null && (
          <>
            <dt>{t('panel.field')}</dt>
            <dd>{t(`field.${field}`)}</dd>
          </>
        )}
      </dl>
      <a href={linkTo(subjectPlace(finding))}>
        {t(subjectType === 'person' ? 'panel.open' : subjectType === 'household' ? 'panel.household' : 'panel.home')}
      </a>
    </section>
  );
}
