import { guessesFrom, scoresOf, trainText, type LabelledText, type Lessons, type TextModel } from './model';

/** How good a model is on texts that it has not seen. */
export interface TextQuality {
  readonly count: number;
  /** Right at once, and among the first three; 0 to 1. */
  readonly accuracy: number;
  readonly topThree: number;
  /** Mean distance between how sure it was and how often it was right; 0 is perfect. */
  readonly calibrationError: number;
  /** Texts by how sure it was, with how often it was right. */
  readonly bins: readonly {
    readonly from: number;
    readonly count: number;
    readonly sure: number;
    readonly right: number;
  }[];
}

const FOLDS = 5;
const BINS = 10;

interface Judged {
  readonly confidence: number;
  readonly place: number;
}

/** A text that a model has scored without having learnt from it. */
interface Scored {
  readonly label: string;
  readonly labels: readonly string[];
  readonly scores: readonly number[] | null;
}

/**
 * Learns from all texts and says how good that is: each fifth of them is judged by a model of the others, and how sure the model may be is
 * set by those. What it then says of its own sureness has been measured on texts it had not seen.
 */
export function learnText({ examples, names }: Lessons): { readonly model: TextModel; readonly quality: TextQuality } {
  const folds = foldsOf(examples);
  const scored = folds.flatMap((held) => {
    const others = trainText({ examples: folds.filter((fold) => fold !== held).flat(), names });
    return score(held, others);
  });
  const temperature = coolest((at) => lossOf(scored, at));
  return { model: trainText({ examples, names }, temperature), quality: qualityFrom(judge(scored, temperature)) };
}

/** How good a model is on texts that were kept from it. */
export const measureText = (model: TextModel, held: readonly LabelledText[]): TextQuality =>
  qualityFrom(judge(score(held, model), model.temperature));

/** Every label spread over all fifths, in an order that does not depend on how the texts came. */
function foldsOf(examples: readonly LabelledText[]): readonly (readonly LabelledText[])[] {
  const sorted = [...examples].sort((a, b) => compareText(a.label, b.label) || compareText(a.text, b.text));
  return Array.from({ length: FOLDS }, (_, fold) => sorted.filter((_example, at) => at % FOLDS === fold));
}

const score = (held: readonly LabelledText[], model: TextModel): readonly Scored[] =>
  held.map(({ text, label }) => ({ label, labels: model.labels, scores: scoresOf(text, model) }));

function judge(scored: readonly Scored[], temperature: number): readonly Judged[] {
  return scored.map(({ label, labels, scores }) => {
    const guesses = scores ? guessesFrom(scores, labels, temperature) : [];
    return { confidence: guesses[0]?.confidence ?? 0, place: guesses.findIndex((guess) => guess.label === label) };
  });
}

/** Negative log-likelihood of what was right. */
function lossOf(scored: readonly Scored[], temperature: number): number {
  return scored.reduce((sum, { label, labels, scores }) => {
    const right = scores?.[labels.indexOf(label)];
    if (!scores || right === undefined) return sum;
    const most = Math.max(...scores);
    const all = scores.reduce((total, each) => total + Math.exp((each - most) / temperature), 0);
    return sum + Math.log(all) - (right - most) / temperature;
  }, 0);
}

/** The temperature of the least loss, by thirds: the loss has one valley. */
function coolest(lossAt: (temperature: number) => number): number {
  let [low, high] = [1, 40];
  for (let round = 0; round < 14; round += 1) {
    const third = (high - low) / 3;
    if (lossAt(low + third) <= lossAt(high - third)) high -= third;
    else low += third;
  }
  return (low + high) / 2;
}

function qualityFrom(judged: readonly Judged[]): TextQuality {
  const count = judged.length;
  const share = (holds: (one: Judged) => boolean) => (count === 0 ? 0 : judged.filter(holds).length / count);
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const inside = judged.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    const mean = (of: (one: Judged) => number) =>
      inside.length === 0 ? 0 : inside.reduce((sum, one) => sum + of(one), 0) / inside.length;
    return {
      from: bin / BINS,
      count: inside.length,
      sure: mean(({ confidence }) => confidence),
      right: mean(({ place }) => (place === 0 ? 1 : 0)),
    };
  });
  return {
    count,
    accuracy: share(({ place }) => place === 0),
    topThree: share(({ place }) => place >= 0 && place < 3),
    calibrationError:
      count === 0 ? 0 : bins.reduce((sum, bin) => sum + (bin.count / count) * Math.abs(bin.sure - bin.right), 0),
    bins,
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
