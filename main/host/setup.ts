import { ulid } from 'ulid';
import { err, ok, type Result } from '#shared/errors/result';
import { PASSPHRASE_LENGTH } from '#shared/domain/access/passphrase';
import { STATION_ID } from '#shared/schema/ids';
import { staffSchema } from '#shared/schema/types/place';
import { readRecoveryCode } from '../services/secrets/recovery-code';
import { makeAccount } from '../services/sessions/accounts';
import { isWeakPassphrase, type PassphraseOwner } from '#shared/domain/access/passphrase';
import type { SetupArguments } from './arguments';
import type { NewStation } from './first-run';
import type { NewManager } from './new-manager';

/** A terminal, or what stands in for one. */
export interface Dialogue {
  /** The answer to a question; null when there is nobody to answer. `secret` answers are not shown while typed. */
  ask(question: string, options?: { readonly secret?: boolean }): Promise<string | null>;
  say(line: string): void;
}

/** One thing that set-up needs to know, and what makes an answer acceptable. */
interface Question {
  readonly prompt: string;
  readonly hint: string;
  readonly fits: (answer: string) => boolean;
  readonly secret?: boolean;
}

const QUESTIONS = {
  station: {
    prompt: '站点代号 / station id',
    hint: '2–24 个小写字母或数字，以字母开头 / 2–24 lower-case letters and digits, a letter first',
    fits: (answer) => STATION_ID.test(answer),
  },
  name: {
    prompt: '站点名称 / name of the station',
    hint: '1–60 个字 / 1–60 characters',
    fits: (answer) => answer.length >= 1 && answer.length <= 60,
  },
  grids: {
    prompt: '网格数量 / number of grids',
    hint: '1–200',
    fits: (answer) => /^\d{1,3}$/.test(answer) && Number(answer) >= 1 && Number(answer) <= 200,
  },
  managerName: {
    prompt: '站长姓名 / name of the manager',
    hint: '1–60 个字 / 1–60 characters',
    fits: (answer) => staffSchema.shape.name.safeParse(answer).success,
  },
  managerCode: {
    prompt: '站长工号 / staff code of the manager',
    hint: '2–16 个小写字母或数字 / 2–16 lower-case letters and digits',
    fits: (answer) => staffSchema.shape.code.safeParse(answer).success,
  },
  recoveryCode: {
    prompt: '恢复码 / recovery code',
    hint: '11 组，每组 5 个字符，大小写与空格不限 / 11 groups of 5 characters, in any case, with or without spaces',
    fits: (answer) => readRecoveryCode(answer) !== null,
    secret: true,
  },
  passphrase: {
    prompt: '站长口令 / passphrase of the manager',
    hint: `至少 ${PASSPHRASE_LENGTH} 个字符，不能是工号或姓名 / at least ${PASSPHRASE_LENGTH} characters, not the staff code or name`,
    fits: (answer) => answer.length <= 256,
    secret: true,
  },
} as const satisfies Record<string, Question>;

/**
 * What a new real station begins with, from flags and, for the rest, from answers. The passphrase is always asked for:
 * a flag would stay in the shell's history and in the list of processes. The error is the sentence to show.
 */
export async function askForStation(given: SetupArguments, dialogue: Dialogue): Promise<Result<NewStation, string>> {
  const answers: Record<Exclude<keyof typeof QUESTIONS, 'passphrase' | 'recoveryCode'>, string> = {
    station: '',
    name: '',
    grids: '',
    managerName: '',
    managerCode: '',
  };
  for (const key of ['station', 'name', 'grids', 'managerName', 'managerCode'] as const) {
    const answer = await answerTo(QUESTIONS[key], given[key], dialogue);
    if (!answer.ok) return answer;
    answers[key] = answer.value;
  }
  const passphrase = await askTwice({ code: answers.managerCode, name: answers.managerName }, dialogue);
  if (!passphrase.ok) return passphrase;
  const manager = await makeAccount(
    { uid: ulid(), code: answers.managerCode, name: answers.managerName, post: 'manager', gridNumbers: [] },
    passphrase.value,
  );
  const { station: id, name, grids } = answers;
  return ok({ kind: 'station', id, name, gridCount: Number(grids), manager });
}

/** The recovery code, always asked for: it is worth as much as the key itself. The error is the sentence to show. */
export function askForRecoveryCode(dialogue: Dialogue): Promise<Result<string, string>> {
  return answerTo(QUESTIONS.recoveryCode, null, dialogue);
}

/** Who becomes manager, and the code that allows it. The error is the sentence to show. */
export async function askForManager(dialogue: Dialogue): Promise<Result<NewManager, string>> {
  const recoveryCode = await askForRecoveryCode(dialogue);
  if (!recoveryCode.ok) return recoveryCode;
  const code = await answerTo(QUESTIONS.managerCode, null, dialogue);
  if (!code.ok) return code;
  const name = await answerTo(QUESTIONS.managerName, null, dialogue);
  if (!name.ok) return name;
  const owner = { code: code.value, name: name.value };
  const passphrase = await askTwice(owner, dialogue);
  return passphrase.ok ? ok({ ...owner, recoveryCode: recoveryCode.value, passphrase: passphrase.value }) : passphrase;
}

async function answerTo(question: Question, given: string | null, dialogue: Dialogue): Promise<Result<string, string>> {
  if (given !== null) {
    const answer = given.trim();
    return question.fits(answer) ? ok(answer) : err(`${question.prompt}: ${question.hint}`);
  }
  for (;;) {
    const typed = await dialogue.ask(`${question.prompt}: `, { secret: question.secret ?? false });
    if (typed === null) return err(`缺少 / missing: ${question.prompt}`);
    // A passphrase may begin with a space on purpose.
    const answer = question.secret ? typed : typed.trim();
    if (question.fits(answer)) return ok(answer);
    dialogue.say(question.hint);
  }
}

async function askTwice(owner: PassphraseOwner, dialogue: Dialogue): Promise<Result<string, string>> {
  const question = {
    ...QUESTIONS.passphrase,
    fits: (answer: string) => QUESTIONS.passphrase.fits(answer) && !isWeakPassphrase(answer, owner),
  };
  for (;;) {
    const first = await answerTo(question, null, dialogue);
    if (!first.ok) return first;
    const second = await dialogue.ask('再输入一次 / once more: ', { secret: true });
    if (second === null) return err('缺少 / missing: 再输入一次 / once more');
    if (first.value === second) return first;
    dialogue.say('两次输入不一致 / the two are not the same');
  }
}
