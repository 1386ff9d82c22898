import { categoryNameIn } from '#shared/codes/incident-categories/english';
import type { Category, Duration } from '#shared/schema/types/incident-category';
import type { Answer } from '../open311-port';
import { WORDS, type Language } from './messages';

/** Codes of the attributes that every service has. */
export const ATTRIBUTES = { number: 'EXTERNAL_ID', urgent: 'URGENT' } as const;

/** Categories that are offered, in the order of the table. */
export const offered = (categories: readonly Category[]): readonly Category[] =>
  categories.filter(({ active }) => active).sort((a, b) => a.order - b.order || (a.uid < b.uid ? -1 : 1));

/** `GET services`: the station's categories as services. */
export function serviceList(categories: readonly Category[], language: Language): Answer {
  return offered(categories).map((category) => {
    const major = categoryNameIn(language, category.major.name);
    const minor = categoryNameIn(language, category.minor.name);
    return {
      service_code: category.uid,
      service_name: minor,
      description: category.filing ?? WORDS[language].service(major, minor),
      metadata: true,
      type: 'realtime',
      keywords: [major, minor].join(', '),
      group: major,
    };
  });
}

/** `GET services/<code>`: what may be said beside place and words. */
export function serviceDefinition(category: Category, language: Language): Answer {
  const words = WORDS[language];
  const notice = noticeOf(category, language);
  const asked = [
    {
      variable: true,
      code: ATTRIBUTES.number,
      datatype: 'string',
      required: false,
      datatype_description: words.numberForm,
      description: words.number,
      values: [],
    },
    {
      variable: true,
      code: ATTRIBUTES.urgent,
      datatype: 'singlevaluelist',
      required: false,
      datatype_description: null,
      description: words.urgent,
      values: [
        { key: 'no', name: words.no },
        { key: 'yes', name: words.yes },
      ],
    },
    ...(notice === null
      ? []
      : [
          {
            variable: false,
            code: 'NOTICE',
            datatype: 'text',
            required: false,
            datatype_description: null,
            description: notice,
            values: [],
          },
        ]),
  ];
  return {
    service_code: category.uid,
    attributes: asked.map((attribute, at) => ({ ...attribute, order: at + 1 })),
  };
}

/** What a category says about what is taken on and how long it may take; null where it says nothing. */
export function noticeOf({ filing, limit }: Pick<Category, 'filing' | 'limit'>, language: Language): string | null {
  const words = WORDS[language];
  const said = [
    ...(filing === null ? [] : [words.filing(filing)]),
    ...(limit === null ? [] : [words.limit(limit.amount, words.units[limit.unit satisfies Duration['unit']])]),
  ];
  return said.length > 0 ? said.join(words.join) : null;
}
