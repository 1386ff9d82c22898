/** Somebody invented, for lists. */
export interface SpecimenPerson {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly home: string;
}

const NAMES = ['沈桂英', '李建国', '何秀兰', '欧阳明月', '买买提·阿卜杜拉', '王芳', '钱阿宝', '周小满'] as const;

/** People of a made-up list, the same every time. */
export const PEOPLE: readonly SpecimenPerson[] = Array.from({ length: 400 }, (_, index) => ({
  id: `person-${index}`,
  name: NAMES[index % NAMES.length] ?? '',
  age: 60 + ((index * 7) % 39),
  home: `青禾里${1 + (index % 12)}幢${1 + (index % 3)}单元${100 * (1 + (index % 6)) + (index % 4) + 1}室`,
}));
