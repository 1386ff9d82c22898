import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { applyPlan, makePlan, type HubWork, type Outcome } from './apply';
import { languageOf, readArguments } from './arguments';
import { credentialFolder, DamagedCredentials, type CredentialFolder } from './credentials';
import { argumentWords, errorWords, SAYS, USAGE, type Language } from './messages';
import { byHandWords, noteWords, refusalWords, stepWords } from './plan-messages';
import { isSettled, type Plan } from './plan';
import { iniLines } from './settings';
import { HubError, httpTransport, type HubTransport } from './transport';

/** What the command needs of the process that runs it. */
export interface HubProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  readonly readFile: (path: string) => string;
  readonly homeFolder: string;
  /** How a hub is asked. */
  readonly transport: typeof httpTransport;
}

type Say = (words: Readonly<Record<Language, string>>, indent?: string) => void;

/**
 * `npm run hub -- plan|apply|check <url> …`. Answers the exit code: 0 for fine, 1 for a hub that differs, refuses or fails, 2 for a
 * command line that asks for nothing that can be done.
 */
export async function main(args: readonly string[], given: Partial<HubProcess> = {}): Promise<0 | 1 | 2> {
  const { env, write, readFile, homeFolder, transport } = { ...THIS_PROCESS, ...given };
  const language = languageOf(args);
  const say: Say = (words, indent = '') => write(`${indent}${words[language].trimEnd()}\n`);
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return 0;
  }
  const asked = readArguments(args, { env, readFile });
  if (!asked.ok) {
    say(argumentWords(asked.error));
    return 2;
  }
  const { command, url, admin, publicUrl, stations, jwtKeys, out, rotate } = asked.value;
  const files = credentialFolder(out ?? join(homeFolder, 'linli-hub'), publicUrl);
  const ask: HubTransport = transport(url, admin);
  const work: HubWork = { ask, wanted: { stations, jwtKeys }, files, publicUrl, rotate };
  try {
    if (command === 'apply') return await runApply(work, say, write, files);
    const plan = await makePlan(work);
    sayPlan(plan, say);
    if (plan.refusals.length > 0) return 1;
    if (isSettled(plan)) return 0;
    say(command === 'plan' ? SAYS.planned : SAYS.differs);
    return command === 'plan' ? 0 : 1;
  } catch (error) {
    if (error instanceof HubError) say(errorWords(error.kind, error.detail));
    else if (error instanceof DamagedCredentials) say(SAYS.damaged(error.path));
    else throw error;
    return 1;
  }
}

async function runApply(work: HubWork, say: Say, write: HubProcess['write'], files: CredentialFolder): Promise<0 | 1> {
  const made: string[] = [];
  const outcome = await applyPlan(work, (step) => {
    say(stepWords(step), '  ');
    if (step.kind === 'credentials') made.push(files.pathOf(step.station));
  });
  const { before, after, refusedSettings } = outcome;
  if (before.refusals.length > 0) {
    sayPlan(before, say);
    return 1;
  }
  say(before.steps.length === 0 ? SAYS.settled : SAYS.done(before.steps.length));
  if (made.length > 0) {
    say(SAYS.files);
    for (const path of made) write(`  ${path}\n`);
  }
  if (refusedSettings.length > 0) {
    say(SAYS.ini);
    write(`${iniLines(refusedSettings)}\n`);
  }
  sayRest(outcome, say);
  return isSettled(after) ? 0 : 1;
}

function sayPlan(plan: Plan, say: Say): void {
  if (plan.refusals.length > 0) {
    say(SAYS.refused);
    for (const refusal of plan.refusals) say(refusalWords(refusal), '  ');
    return;
  }
  if (isSettled(plan)) say(SAYS.settled);
  if (plan.steps.length > 0) {
    say(SAYS.steps(plan.steps.length));
    for (const step of plan.steps) say(stepWords(step), '  ');
  }
  sayBeside(plan, say);
}

function sayRest({ after, refusedSettings }: Outcome, say: Say): void {
  const refused = new Set(refusedSettings.map(({ section, key }) => `${section}/${key}`));
  const rest = after.steps.filter(
    (step) => step.kind !== 'setting' || !refused.has(`${step.setting.section}/${step.setting.key}`),
  );
  if (rest.length > 0) {
    say(SAYS.unsettled);
    for (const step of rest) say(stepWords(step), '  ');
  }
  sayBeside(after, say);
}

function sayBeside({ byHand, notes }: Plan, say: Say): void {
  if (byHand.length > 0) say(SAYS.byHand);
  for (const each of byHand) say(byHandWords(each), '  ');
  if (notes.length > 0) say(SAYS.notes);
  for (const note of notes) say(noteWords(note), '  ');
}

const THIS_PROCESS: HubProcess = {
  env: process.env,
  write: (text) => void process.stdout.write(text),
  readFile: (path) => readFileSync(path, 'utf8'),
  homeFolder: homedir(),
  transport: httpTransport,
};
