import type { z } from 'zod';
import { fillTemplate, lengthsOf, type TemplateProblem } from '#shared/domain/messages/template';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { messageContentSchema, type MessageContent } from '#shared/schema/types/message';
import type { NewMessage } from '../ports';
import type { Channels } from './channel';

/** How long a message is worth sending when its sender says nothing. */
export const USUAL_LIFE_MS = 3 * 86_400_000;

const LONGEST_KEY = 200;

/** What a sender hands in, made whole; `request.malformed` says what is wrong with it. */
export function checkMessage(given: NewMessage, channels: Channels, nowMs: number): Result<MessageContent, AppError> {
  const { key, by: _by, ...rest } = given;
  if (key.length === 0 || key.length > LONGEST_KEY) return malformed(`key: 1 to ${LONGEST_KEY} characters`);
  const notBeforeMs = rest.notBeforeMs ?? 0;
  const expiresAtMs = rest.expiresAtMs ?? Math.max(nowMs, notBeforeMs) + USUAL_LIFE_MS;
  const parsed = messageContentSchema.safeParse({ ...rest, notBeforeMs, expiresAtMs });
  if (!parsed.success) return malformed(issuesOf(parsed.error));
  const content = parsed.data;
  if (expiresAtMs <= Math.max(nowMs, notBeforeMs)) return malformed('expiresAtMs: it could never go out');
  const channel = Object.hasOwn(channels, content.channel) ? channels[content.channel] : undefined;
  if (!channel) return malformed(`channel: one of ${Object.keys(channels).join(', ')}`);
  const refusal = channel.refuses(content);
  if (refusal !== null) return malformed(`recipient: ${refusal}`);
  const problem = valueProblem(content) ?? textProblem(content);
  return problem === null ? ok(content) : malformed(problem);
}

function valueProblem({ values }: MessageContent): string | null {
  for (const [name, value] of Object.entries(values)) {
    if (value.kind === 'text') continue;
    const type = findRecordType(parseDocumentId(value.record)?.type ?? '');
    if (!type) return `values.${name}: no record of this station`;
    if (!Object.hasOwn(type.fields, value.field)) return `values.${name}: ${type.type} has no field ${value.field}`;
  }
  return null;
}

/** What can be told before fields are read: their length is not known yet. */
function textProblem({ channel, title, body, values }: MessageContent): string | null {
  const known = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.kind === 'text' ? value.text : '']),
  );
  const most = lengthsOf(channel);
  for (const [part, text] of Object.entries({ title, body })) {
    const filled = fillTemplate(text, known, most[part as 'title' | 'body']);
    if (!filled.ok) return `${part}: ${wordsOf(filled.problem)}`;
  }
  return null;
}

function wordsOf(problem: TemplateProblem): string {
  switch (problem.kind) {
    case 'missing-value':
      return `no value for {${problem.name}}`;
    case 'broken-place':
      return `a brace that belongs to no place (${problem.language})`;
    case 'too-long':
      return `${problem.length} characters (${problem.language}), at most ${problem.most}`;
  }
}

const issuesOf = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

const malformed = (said: string): Result<never, AppError> => err(new AppError('request.malformed', said));
