import type { Knex } from 'knex';
import { InvalidInputError } from '../../platform/errors.ts';
import { pictureLimits, readPicture } from '../../platform/pictures.ts';
import type { Upload } from '../../platform/uploads.ts';

interface Parts {
  db: Knex;
  now: () => Date;
}

/** Pictures of the texts of questions, by the code that texts name them with. They are only ever added. */
export class PictureService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Draws an uploaded picture anew, keeps it and gives its code; the same picture is kept once. InvalidInputError for what is none of ours. */
  async add(person: { id: number }, upload: Upload | null): Promise<string> {
    if (upload === null) throw new InvalidInputError({ picture: { key: 'questions.problem.noPicture' } });
    const picture = await readPicture(upload.bytes);
    if ('fault' in picture) throw new InvalidInputError({ picture: { key: `questions.problem.picture-${picture.fault}`, vars: { side: pictureLimits.side, megabytes: pictureLimits.bytes / 1024 / 1024 } } });
    const { db, now } = this.parts;
    await db('pictures').insert({ code: picture.code, bytes: picture.bytes, made_by: person.id, made_at: now().toISOString() }).onConflict('code').ignore();
    return picture.code;
  }

  /** The WebP of a code, or null. */
  async find(code: string): Promise<Buffer | null> {
    const row: { bytes: Buffer } | undefined = await this.parts.db('pictures').where({ code }).first('bytes');
    return row ? Buffer.from(row.bytes) : null;
  }

  /** Of these codes those that are kept. */
  async known(codes: readonly string[]): Promise<Set<string>> {
    return new Set<string>(await this.parts.db('pictures').whereIn('code', [...codes]).pluck('code'));
  }

  /** The pictures that somebody added last, the newest first. */
  async newest(person: { id: number }, most: number): Promise<string[]> {
    return this.parts.db('pictures').where({ made_by: person.id }).orderBy('id', 'desc').limit(most).pluck('code');
  }
}
