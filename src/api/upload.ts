/**
 * A file that comes with a form: kept in a temporary folder while it is worked on, and removed whatever happens. Forms are
 * taken by routes of the scope alone that asks for them.
 */

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export type Upload = {
  /** Where the file lies until the work is done; null: the form had none. */
  readonly path: string | null;
  /** As the sender calls it. */
  readonly name: string;
  /** The other fields of the form that came before the file. */
  readonly fields: ReadonlyMap<string, string>;
};

/** @units bytes */
const largestUpload = 200_000_000;
/** The longest text of a field. @units bytes */
const largestField = 5_000_000;

/** With all that surrounds the file. @units bytes */
const largestForm = largestUpload + 10 * largestField;

/** Lets the routes of this scope take forms with one file, and nothing else. */
export async function takeUploads(scope: FastifyInstance): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, {
    limits: { fileSize: largestUpload, files: 1, fields: 10, fieldSize: largestField, fieldNameSize: 100, parts: 11 },
  });
}

/**
 * What the work returned. The file is gone when it is done.
 * @throws an error with the status 413 when the file or a field is too large, 400 when the form is broken
 */
export async function withUpload<T>(request: FastifyRequest, work: (upload: Upload) => Promise<T>): Promise<T> {
  if (!request.isMultipart()) return work({ path: null, name: '', fields: new Map() });
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw tooLarge('The form is too large.');
  const folder = await mkdtemp(join(tmpdir(), 'coterminous-upload-'));
  try {
    const upload = await received(request, folder).catch((error: unknown) => {
      throw isOfForm(error) ? unreadable(error) : error;
    });
    return await work(upload);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function received(request: FastifyRequest, folder: string): Promise<Upload> {
  const fields = new Map<string, string>();
  let file: { readonly path: string; readonly name: string } | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.valueTruncated) throw tooLarge(`The field ${part.fieldname} is longer than ${largestField / 1e6} MB.`);
      fields.set(part.fieldname, String(part.value));
      continue;
    }
    const path = join(folder, 'upload');
    await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
    if (part.file.truncated) throw tooLarge(`The file is larger than ${largestUpload / 1e6} MB.`);
    file = { path, name: part.filename };
  }
  return { path: file?.path ?? null, name: file?.name ?? '', fields };
}

/** Faults of the system have a code, and those that were made here a status; the reader of forms gives neither. */
function isOfForm(error: unknown): error is Error {
  return error instanceof Error && !('code' in error) && !('statusCode' in error);
}

function unreadable({ message }: Error): Error {
  return Object.assign(new Error(`The form cannot be read: ${message}. Send it again.`), { statusCode: 400 });
}

function tooLarge(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 413 });
}
