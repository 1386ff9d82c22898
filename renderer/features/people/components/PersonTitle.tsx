import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { KeyKind } from '#shared/domain/people/key-people';
import { Tag } from '#renderer/ui/index';
import type { PersonRecord } from '../queries';
import { useAgeText } from '../words';

interface PersonTitleProps {
  readonly person: PersonRecord;
  readonly kinds: readonly KeyKind[];
  /** In the place of plain tags: the same archives with more to them. */
  readonly tags?: ReactNode;
  readonly today: CalendarDate;
  /** Heading level of the name. */
  readonly level?: 1 | 2;
}

/** Who it is: the name large, then age and sex, then the archives the person belongs to. */
export function PersonTitle({ person, kinds, tags, today, level = 2 }: PersonTitleProps) {
  const { t } = useTranslation('people');
  const age = useAgeText(today);
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="person-title">
      <Heading>{person.name ?? t('closed.name')}</Heading>
      <span>
        {age(person.birthDate)}
        {person.sex && (
          <>
            <i aria-hidden="true" />
            {t(`sex.${person.sex}`)}
          </>
        )}
      </span>
      {tags ?? <KindTags kinds={kinds} />}
      {person.status !== 'living-here' && <Tag>{t(`status.${person.status}`)}</Tag>}
    </div>
  );
}

/** The archives as tags; nothing for somebody in none. */
export function KindTags({ kinds }: { readonly kinds: readonly KeyKind[] }) {
  const { t } = useTranslation('people');
  if (kinds.length === 0) return null;
  return (
    <span className="kind-tags">
      {kinds.map((kind) => (
        <Tag key={kind}>{t(`kind.${kind}`)}</Tag>
      ))}
    </span>
  );
}
