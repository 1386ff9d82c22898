import './grade-face.css';

/** The five grades of 好差评, the best first. */
export type Grade = 'very-satisfied' | 'satisfied' | 'acceptable' | 'dissatisfied' | 'very-dissatisfied';

/** Mouths, from a wide smile to a deep frown; a shape tells them apart without any colour. */
const MOUTHS: Readonly<Record<Grade, string>> = {
  'very-satisfied': 'M14 27c1 8 6 11 10 11s9-3 10-11z',
  satisfied: 'M15 29c2 5 6 7 9 7s7-2 9-7',
  acceptable: 'M16 32h16',
  dissatisfied: 'M15 36c2-5 6-7 9-7s7 2 9 7',
  'very-dissatisfied': 'M14 38c2-7 6-10 10-10s8 3 10 10',
};
const BROWS: Readonly<Partial<Record<Grade, string>>> = {
  'very-dissatisfied': 'M13 14l7 4M35 14l-7 4',
};

/** A face for a grade, one `em` tall; it stands beside the grade's word, which says the same, so readers pass it over. */
export function GradeFace({ grade }: { readonly grade: Grade }) {
  const isFilled = grade === 'very-satisfied';
  return (
    <svg className={`grade-face is-${grade}`} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="24" cy="24" r="21" />
      <circle className="grade-eye" cx="17" cy="20" r="2.6" />
      <circle className="grade-eye" cx="31" cy="20" r="2.6" />
      {BROWS[grade] !== undefined && <path d={BROWS[grade]} />}
      <path className={isFilled ? 'grade-mouth' : ''} d={MOUTHS[grade]} />
    </svg>
  );
}
