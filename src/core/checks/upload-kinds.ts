import type { Problem } from '../catalogue/content.ts';
import { type Facts, type Kind, scans, textParam } from './kind.ts';

const upload = (facts: Facts, kind: string) => facts.dossier.documents.find((candidate) => candidate.kind === kind);

const whole = (document: string, problems: readonly Problem[]) => [{ document, fields: null, problems }];

/** A compulsory document was uploaded. */
const present: Kind = (params, _catalogue, problems) => {
  const document = textParam(params, 'document');
  return {
    reads: [document],
    writes: [document],
    where: whole(document, problems),
    holds: (facts) => upload(facts, document)?.file !== 'none',
    breakIn(draft) {
      const slot = upload(draft, document);
      if (slot) slot.file = 'none';
    },
  };
};

/** The file in the slot is the document that the slot asks for. */
const rightFile: Kind = (params, _catalogue, problems) => {
  const document = textParam(params, 'document');
  return {
    reads: [document],
    writes: [document],
    where: whole(document, problems),
    holds(facts) {
      const slot = upload(facts, document);
      return !slot || slot.file === document || slot.file === 'none';
    },
    breakIn(draft, random) {
      const slot = upload(draft, document);
      if (slot) slot.file = random.pick(['selfie', 'receipt', 'screenshot']);
    },
  };
};

/** The scan can be read: four edges, the right way up, neither blurred nor dark. */
const readable: Kind = (params, _catalogue, problems) => {
  const document = textParam(params, 'document');
  return {
    reads: [document],
    writes: [document],
    where: whole(document, problems),
    holds(facts) {
      const slot = upload(facts, document);
      return !slot || slot.scan === 'clear';
    },
    breakIn(draft, random) {
      const slot = upload(draft, document);
      if (slot) slot.scan = random.pick(scans.filter((scan) => scan !== 'clear'));
    },
  };
};

/** Kinds of check on the upload as a whole: there, the right one, legible. */
export const uploadKinds: Readonly<Record<string, Kind>> = { present, 'right-file': rightFile, readable };
