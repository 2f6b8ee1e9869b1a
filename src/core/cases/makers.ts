import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Fields, World } from '../checks/kind.ts';
import { addDays } from '../shared/dates.ts';
import { formatNpwp, makeNik, makeNpwp } from '../shared/ids.ts';
import type { Random } from '../shared/random.ts';

export const pad = (n: number, width: number): string => String(n).padStart(width, '0');

export interface Place {
  ward: string;
  district: string;
  code: string;
  postal: string;
}

export function placeOf(catalogue: Catalogue, wardName: string): Place {
  for (const district of catalogue.places.districts)
    for (const [ward, postal] of district.wards) if (ward === wardName) return { ward, district: district.name, code: district.code, postal };
  throw new RangeError(`unknown ward "${wardName}"`);
}

export const inWords = (place: Place) => `Kel. ${place.ward}, Kec. ${place.district} ${place.postal}`;

export function person(catalogue: Catalogue, random: Random, today: string): Fields {
  const sex = random.chance(0.5) ? 'M' : 'F';
  const { places, names } = catalogue;
  const street = random.pick(places.streets);
  const home = placeOf(catalogue, street.ward);
  const district = random.pick(places.districts);
  const birthDate = `${random.int(1955, 1993)}-${pad(random.int(1, 12), 2)}-${pad(random.int(1, 28), 2)}`;
  return {
    'person.name': random.pick(sex === 'M' ? names.men : names.women),
    'person.sex': sex === 'M' ? 'Laki-laki' : 'Perempuan',
    'person.birthPlace': 'Bandung',
    'person.birthDate': birthDate,
    // Serials from 9000 are kept for training, so that a made-up number is unlikely to be a person's.
    'person.nik': makeNik({ district: district.code, birthDate, sex, serial: random.int(9000, 9998) }),
    'person.address': `${street.name} No. ${random.int(3, 180)} RT ${pad(random.int(1, 9), 2)}/RW ${pad(random.int(1, 14), 2)}`,
    'person.ward': inWords(home),
    'person.city': 'Kota Bandung',
    'person.phone': `0800-${random.int(1000, 9999)}-${random.int(100, 999)}`,
    'identity.cardType': 'KTP-el',
    'identity.validUntil': random.chance(0.5) ? 'SEUMUR HIDUP' : addDays(today, random.int(200, 1500)),
    'photo.picture': 'Wajah tampak jelas',
    'photo.background': random.pick(['Merah', 'Biru']),
  };
}

interface Making {
  catalogue: Catalogue;
  today: string;
  random: Random;
  world: World;
  /** The subject of the facts: `director` gives `director.name`. */
  prefix: string;
}

const under = (prefix: string, facts: Fields): Fields => Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix}.${name}`, value]));

/** Another person: name, sex, birthPlace, birthDate, nik, address, ward, city, phone. */
function anotherPerson({ catalogue, today, random, prefix }: Making): Fields {
  const own = Object.entries(person(catalogue, random, today)).filter(([name]) => name.startsWith('person.'));
  return under(prefix, Object.fromEntries(own.map(([name, value]) => [name.slice('person.'.length), value])));
}

/** A place in Bandung: street, address, ward (in words), wardName, district, city, roadClass. */
function anotherPlace({ catalogue, random, prefix }: Making): Fields {
  const street = random.pick(catalogue.places.streets);
  const place = placeOf(catalogue, street.ward);
  return under(prefix, {
    street: street.name,
    address: `${street.name} No. ${random.int(3, 180)}`,
    ward: inWords(place),
    wardName: place.ward,
    district: place.district,
    city: 'Kota Bandung',
    roadClass: street.roadClass,
  });
}

/** The tax card of the business as an entity: number, name, address. */
function entityTax({ world, random, prefix }: Making): Fields {
  const number = makeNpwp({ typeDigits: random.pick(['01', '02', '03', '31']), serial: random.int(100000, 999998), office: random.pick(['422', '423', '424', '428', '429', '441']), branch: '000' });
  return under(prefix, { number: formatNpwp(number), name: world.get('business.name'), address: world.get('business.address') });
}

/** What the pack may let code make: several facts that belong together. */
export const makers = { person: anotherPerson, place: anotherPlace, entityTax } as const;
