import { Button } from 'antd';
import { ArrowDown, ArrowUp, FlaskConical, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goTo, Loading, Pill, useLayout, usePlace } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { useUnits } from '../names';
import { INCIDENT_RULES_PATH } from '../places';
import { useRuleRecords, type RuleRecord } from '../queries';
import { moveRule } from './commands';
import { DryRunView } from './DryRunView';
import { RulePanel } from './RulePanel';
import { useRuleText } from './rule-text';
import './rules.css';

/** What the address names for a rule that is not there yet, and for the trial of all of them. */
const NEW = 'new';
const TRIAL = 'trial';

const show = (open: string, isReplacing: boolean) =>
  goTo({ path: INCIDENT_RULES_PATH, query: { open } }, { replace: isReplacing });

/** The rules of dispatch in the order in which they are asked; the first that fits counts. */
export function RulesSection() {
  const { t } = useTranslation('incidentTables');
  const station = useStation();
  const isTablet = useLayout() === 'tablet';
  const { open = '' } = usePlace().query;
  const rules = useRuleRecords();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  if (!rules) return <Loading label={t('loading')} lines={6} />;
  const chosen = rules.find(({ uid }) => uid === open) ?? null;
  const isOpen = chosen !== null || open === NEW || open === TRIAL;
  const close = () => show('', false);
  const move = (rule: RuleRecord, step: -1 | 1) => {
    setFailure(null);
    moveRule(station, rule.uid, rules, step).catch((error: unknown) => setFailure({ error }));
  };
  return (
    <div className="list-body">
      <section className="card list-card" hidden={isTablet && isOpen}>
        <div className="tables-tools">
          <p>{t('rules.text')}</p>
          <Button icon={<FlaskConical size={16} aria-hidden="true" />} onClick={() => show(TRIAL, isOpen)}>
            {t('rules.trial')}
          </Button>
          <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW, isOpen)}>
            {t('rules.add')}
          </Button>
        </div>
        {failure && <ErrorNotice error={failure.error} />}
        {rules.length === 0 ? (
          <Empty title={t('rules.none')} text={t('rules.none.text')} />
        ) : (
          <ol className="rule-rows">
            {rules.map((rule, index) => (
              <RuleRow
                key={rule.uid}
                rule={rule}
                number={index + 1}
                isLast={index === rules.length - 1}
                isChosen={rule === chosen}
                onOpen={() => show(rule.uid, isOpen)}
                onMove={(step) => move(rule, step)}
              />
            ))}
          </ol>
        )}
      </section>
      {isOpen && (
        <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
          {open === TRIAL ? (
            <Beside title={t('trial.title')} onClose={close}>
              <DryRunView rules={rules} />
            </Beside>
          ) : (
            <RulePanel key={open} rule={chosen} all={rules} onClose={close} onSaved={(uid) => show(uid, true)} />
          )}
        </aside>
      )}
    </div>
  );
}

interface RuleRowProps {
  readonly rule: RuleRecord;
  readonly number: number;
  readonly isLast: boolean;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  readonly onMove: (step: -1 | 1) => void;
}

function RuleRow({ rule, number, isLast, isChosen, onOpen, onMove }: RuleRowProps) {
  const { t } = useTranslation('incidentTables');
  const { nameOfUnit } = useUnits();
  const ruleText = useRuleText();
  const { name, active, automatic, unitUid, mode } = rule;
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <span className="rule-number" aria-hidden="true">
        {number}
      </span>
      <div>
        <button type="button" className="link-button" onClick={onOpen}>
          {name}
        </button>
        <p>{ruleText(rule)}</p>
      </div>
      <div className="rule-target">
        <b>{nameOfUnit(unitUid)}</b>
        <small>{t(`mode.${mode}`)}</small>
      </div>
      {active ? (
        <Pill shape={automatic ? 'done' : 'idle'}>{t(automatic ? 'rule.automatic' : 'rule.by-hand')}</Pill>
      ) : (
        <Pill shape="paused">{t('mark.away')}</Pill>
      )}
      <span className="rule-moves">
        <button
          type="button"
          className="icon-button"
          disabled={number === 1}
          aria-label={t('rule.up', { name })}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={16} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          disabled={isLast}
          aria-label={t('rule.down', { name })}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={16} aria-hidden="true" />
        </button>
      </span>
    </li>
  );
}
