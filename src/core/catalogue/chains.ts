import type { Catalogue } from './catalogue.ts';
import { type Chain, permitsBefore, type Service } from './content.ts';
import type { EntryPath } from './entry-error.ts';

export interface ChainFault {
  reason: string;
  at: EntryPath;
}

/**
 * What is wrong with the order or the facts of a chain whose services are known, or null: each service comes once and after those whose permit comes
 * before its own; a permit on a paper that a file is asked for was given by a link before; and the chain's facts are such as its services have.
 */
export function chainFault(catalogue: Catalogue, chain: Chain): ChainFault | null {
  const services = chain.services.map((code) => catalogue.services.get(code)!);
  for (const [at, service] of services.entries()) {
    const before = chain.services.slice(0, at);
    const reason = orderFault(catalogue, chain, service, before);
    if (reason) return { reason, at: ['services', at] };
  }
  return factFault(chain, services);
}

function orderFault(catalogue: Catalogue, chain: Chain, service: Service, before: readonly string[]): string | null {
  const { code, requirements } = service;
  if (before.includes(code)) return `${code} stands twice`;
  const missing = permitsBefore(service).find((group) => !group.some((needed) => before.includes(needed)));
  if (missing) {
    const later = missing.find((needed) => chain.services.includes(needed));
    return later ? `${later} comes before ${code}` : `${code} needs ${missing.join(' or ')}, which is not in it`;
  }
  for (const { document, when } of requirements) {
    const { permit } = catalogue.documents.get(document)!;
    const asked = Object.entries(when ?? {}).every(([fact, allowed]) => allowed.includes(String(chain.facts[fact])));
    if (permit && asked && !permit.of.some((given) => before.includes(given))) return `${code} asks for the paper ${document}; ${permit.of.join(' or ')} comes before it`;
  }
  return null;
}

function factFault(chain: Chain, services: readonly Service[]): ChainFault | null {
  for (const [at, { code, insist, admits }] of services.entries())
    for (const [fact, allowed] of Object.entries(insist)) {
      const given = chain.facts[fact];
      if (typeof given === 'string' && ![...allowed, ...(admits[fact] ?? [])].includes(given)) return { reason: `${code} has no file with ${fact} "${given}"`, at: ['facts', fact] };
      if (given === undefined && !allowed.some((value) => services.every((other) => !other.insist[fact] || other.insist[fact].includes(value))))
        return { reason: `no ${fact} suits ${code} and the others`, at: ['services', at] };
    }
  return null;
}
