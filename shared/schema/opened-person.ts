import type { Disability, Person, Relation, Sex } from './types/person';

type ListedFields = 'name' | 'sex' | 'relation' | 'relationCode' | 'disability' | 'livingAlone';

/** The fields that a type names, without "and any other", so that some can be given another shape. */
type Named<T> = { readonly [K in keyof T as string extends K ? never : K]: T[K] };

/** A person as `openRecord` hands it out; `isClosed` tells whether the file is not for the reader. */
export type OpenedPerson = Omit<Named<Person>, ListedFields> & {
  /** Null when the file is closed to the reader, as is each of the following. */
  readonly name: string | null;
  readonly sex: Sex | null;
  readonly relation: Relation | null;
  /** Two digits of GB/T 4761; null also where only the group is known. */
  readonly relationCode: string | null;
  /** Null also for somebody without a disability certificate. */
  readonly disability: Disability | null;
  readonly livingAlone: OpenedDeclaration | null;
};

/** What was declared about living alone; the value is null when it is not for the reader. */
export type OpenedDeclaration = Omit<NonNullable<Person['livingAlone']>, 'value'> & { readonly value: boolean | null };

/** Whether the reader may not see whose file it is: a child's file without the child key. Age, dates and grid are still there. */
export const isClosed = ({ name }: Pick<OpenedPerson, 'name'>): boolean => name === null;
