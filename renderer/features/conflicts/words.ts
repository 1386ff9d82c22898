import { useTranslation } from 'react-i18next';
import { EDUCATION_CODES } from '#shared/codes/education';
import { ETHNIC_CODES } from '#shared/codes/ethnic-groups';
import { relationLabel } from '#shared/codes/relations';
import { MARITAL_CODES, POLITICAL_CODES } from '#shared/codes/social';
import { dayText, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../people/index';
import { isFacts } from './combine';
import type { Look } from './fields';

/** What a fact is called that stands beside others in one value: 民族, 血压. */
export function usePartName(): (look: Look, key: string) => string {
  const { t } = useTranslation(['conflicts', 'person', 'people']);
  return (look, key) => {
    if (look.kind !== 'parts') return key;
    return t(`${look.prefix}.${key}`, { ns: look.part, defaultValue: key });
  };
}

/** A value in words, as far as it can be told in a line; null for nothing. */
export function useValueWords(): (look: Look, plain: unknown) => string | null {
  const { t } = useTranslation(['conflicts', 'people', 'person', 'person-form', 'homes', 'visits']);
  const language = useLanguage();
  const today = useToday();
  return (look, plain) => {
    if (plain === null || plain === undefined || plain === '') return null;
    switch (look.kind) {
      case 'word':
        return t(`${look.prefix}.${String(plain)}`, { ns: look.part, defaultValue: String(plain) });
      case 'day':
        return dayText(String(plain), today, language);
      case 'moment':
        return momentText(Number(plain), today, language);
      case 'yes-no':
        return t(plain === true ? 'yes' : 'no');
      case 'relation-code':
        return relationLabel(String(plain))?.[language] ?? String(plain);
      case 'disability': {
        if (!isFacts(plain)) return null;
        const kind = t(`disability.${String(plain['kind'])}`, { ns: 'people' });
        return t('disability.text', { ns: 'people', kind, grade: plain['grade'] });
      }
      case 'declaration': {
        if (!isFacts(plain)) return null;
        const day = dayText(String(plain['declaredOn']), today, language);
        return t(plain['value'] === true ? 'alone.declared-yes' : 'alone.declared-no', { ns: 'people', day });
      }
      case 'masked':
        return look.mask(String(plain));
      case 'text':
      case 'plain':
      case 'dwelling':
      case 'person':
        return String(plain);
      case 'entries':
      case 'parts':
      case 'unknown':
        return null;
    }
  };
}

const CODES: Readonly<Record<string, readonly { readonly code: string; readonly zh: string; readonly en: string }[]>> =
  {
    ethnicity: ETHNIC_CODES,
    education: EDUCATION_CODES,
    maritalStatus: MARITAL_CODES,
    politicalStatus: POLITICAL_CODES,
  };

/** One fact of several in words; null for nothing. */
export function usePartWords(): (key: string, plain: unknown) => string | null {
  const { t } = useTranslation(['conflicts', 'visits']);
  const language = useLanguage();
  const word = (key: string, ns: string, fallback: string) => t(key, { ns, defaultValue: fallback });
  return (key, plain) => {
    if (plain === null || plain === undefined || plain === '') return null;
    const text = String(plain);
    switch (key) {
      case 'outcome':
        return word(`outcome.home.${text}`, 'visits', text);
      case 'condition':
        return word(`condition.${text}`, 'visits', text);
      case 'bloodPressure':
        return isFacts(plain) ? `${String(plain['systolic'])}/${String(plain['diastolic'])}` : text;
      case 'safety': {
        const problems = Object.entries(isFacts(plain) ? plain : {}).flatMap(([point, isInOrder]) =>
          isInOrder === false ? [word(`safety.problem.${point}`, 'visits', point)] : [],
        );
        return problems.length === 0 ? t('safety.none') : problems.join(t('and'));
      }
      case 'needs':
        return Array.isArray(plain) && plain.length > 0 ? plain.map(String).join(t('and')) : null;
      case 'signature':
        return t('signature.there');
      default:
        return CODES[key]?.find(({ code }) => code === text)?.[language] ?? text;
    }
  };
}
