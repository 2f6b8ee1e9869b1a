import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Fields, World } from '../checks/kind.ts';
import { addDays, yearOf } from '../shared/dates.ts';
import { formatNpwp, makeNpwp } from '../shared/ids.ts';
import { inWords, pad, person, placeOf } from './makers.ts';
import type { Random } from '../shared/random.ts';
import { firstWorkingDay } from '../shared/working-days.ts';

const millions = (n: number) => n * 1_000_000;

function business(catalogue: Catalogue, random: Random, today: string, legalForm: string): Fields {
  const { places, names, kbli } = catalogue;
  const street = random.pick(places.streets);
  const place = placeOf(catalogue, street.ward);
  const activity = random.pick([...kbli.values()].filter((entry) => entry.trade));
  const words = random.sample(names.companyWords, 3);
  const name = legalForm === 'PO' ? random.pick(names.traders) : legalForm === 'CV' ? `CV ${words[0]} ${words[1]}` : legalForm === 'Koperasi' || legalForm === 'Firma' ? `${legalForm} ${words[0]} ${words[1]}` : `PT ${words.join(' ')}`;
  const established = addDays(today, -random.int(120, 2500));
  const netWorth = legalForm === 'PT' || legalForm === 'Koperasi' ? millions(random.int(60, 1800) * 10) : legalForm === 'CV' || legalForm === 'Firma' ? millions(random.int(20, 150) * 5) : millions(random.int(12, 96) * 5);
  const deedDate = firstWorkingDay(addDays(established, random.int(0, 20)), catalogue.holidays);
  const domicileDate = addDays(today, -random.int(10, 300));
  const licenceDate = addDays(today, -random.int(5, 85));
  return {
    'business.name': name,
    'business.legalForm': legalForm,
    'business.address': `${street.name} No. ${random.int(3, 180)}`,
    'business.ward': inWords(place),
    'business.wardName': place.ward,
    'business.district': place.district,
    'business.street': street.name,
    'business.roadClass': street.roadClass,
    'business.city': 'Kota Bandung',
    'business.kbli': activity.code,
    'business.kbliTitle': activity.title,
    'business.netWorth': netWorth,
    'business.established': established,
    'balance.date': addDays(today, -random.int(20, 120)),
    'balance.landBuilding': millions(random.int(10, 90) * 10),
    'balance.debts': millions(random.int(1, 10)),
    'deed.number': `No. ${random.int(2, 68)}`,
    'deed.date': deedDate,
    'deed.notary': random.pick(names.notaries),
    'deed.capital': millions(random.pick([50, 100, 250, 500])),
    'domicile.number': `${pad(random.int(11, 480), 3)}/Ket-Dom/${yearOf(domicileDate)}`,
    'domicile.date': domicileDate,
    'domicile.validUntil': addDays(domicileDate, 365),
    'domicile.signature': true,
    'licence.number': `${pad(random.int(20, 1980), 4)}/SIUP/BPPT/${yearOf(licenceDate)}`,
    'licence.date': licenceDate,
    'licence.reregisterBy': addDays(licenceDate, 5 * 365),
  };
}

function tax(random: Random, facts: Fields, today: string): Fields {
  const isPerson = facts['business.legalForm'] === 'PO';
  const number = makeNpwp({
    typeDigits: isPerson ? random.pick(['07', '08', '47', '67', '75']) : random.pick(['01', '02', '03', '31']),
    serial: random.int(100000, 999998),
    office: random.pick(['422', '423', '424', '428', '429', '441']),
    branch: '000',
  });
  return {
    'tax.number': formatNpwp(number),
    'tax.name': facts['person.name']!,
    'tax.address': facts['person.address']!,
    'tax.registered': addDays(today, -random.int(200, 3000)),
  };
}

function vehicle(catalogue: Catalogue, random: Random, today: string): Fields {
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
  const letter = () => letters[random.int(0, letters.length - 1)]!;
  const route = random.pick(catalogue.names.routes);
  const tested = addDays(today, -random.int(20, 150));
  return {
    'vehicle.plate': `D ${random.int(1901, 1989)} ${letter()}${letter()}`,
    'vehicle.brand': random.pick(catalogue.names.vehicles),
    'vehicle.chassis': `MH${random.int(1, 9)}${letter()}${letter()}${random.int(10, 99)}${letter()}${random.int(100000, 899999)}`,
    'vehicle.plateColour': 'Kuning',
    'vehicle.seats': random.pick([12, 14]),
    'vehicle.taxUntil': addDays(today, random.int(20, 330)),
    'vehicle.validUntil': addDays(today, random.int(340, 1700)),
    'vehicle.kirNumber': `BDG ${random.int(10100, 69800)}`,
    'vehicle.testedOn': tested,
    'vehicle.kirUntil': addDays(tested, 182),
    'route.name': `${route[0]} ${route[1]}`,
    'route.number': `${pad(random.int(20, 880), 4)}/TRYK/BPPT/${random.int(2012, 2014)}`,
    'route.validUntil': addDays(today, random.int(100, 1400)),
  };
}

function advertisement(catalogue: Catalogue, random: Random, today: string): Fields {
  const street = random.pick(catalogue.places.streets);
  const start = addDays(today, random.int(8, 40));
  return {
    'ad.title': random.pick(catalogue.names.adTitles),
    'ad.text': random.pick(catalogue.names.adTexts),
    'ad.width': random.int(3, 6),
    'ad.height': random.int(1, 2),
    'ad.sides': 1,
    'ad.count': random.int(2, 9),
    'ad.street': street.name,
    'ad.roadClass': street.roadClass,
    'ad.ward': inWords(placeOf(catalogue, street.ward)),
    'ad.city': 'Kota Bandung',
    'ad.support': random.pick(['Tiang milik sendiri', 'Pagar toko', 'Dinding bangunan']),
    'ad.surroundings': random.pick(['Deretan toko', 'Pasar swalayan', 'Rumah makan', 'Lahan parkir toko']),
    'ad.start': start,
    'ad.end': addDays(start, random.int(6, 27)),
  };
}

/**
 * The facts behind a case that code knows: person, business, tax card, vehicle, advertisement, statement. The pack adds its own (facts.yaml).
 * Names and places are invented or common Bandung data; amounts are rupiah, dates are plausible on `today`. A sole trader (PO) is the most common
 * form; facts in `wanted` are insisted on.
 */
export function commonFacts(catalogue: Catalogue, random: Random, today: string, service: string, wanted: Readonly<Record<string, string>> = {}): Fields {
  const legalForm = random.pick(['PO', 'PO', 'PO', 'CV', 'PT']);
  const facts: Fields = {
    ...person(catalogue, random, today),
    ...business(catalogue, random, today, wanted['business.legalForm'] ?? legalForm),
  };
  Object.assign(facts, tax(random, facts, today), vehicle(catalogue, random, today), advertisement(catalogue, random, today));
  facts['service.code'] = service;
  facts['statement.about'] = `Permohonan ${service}`;
  facts['statement.date'] = addDays(today, -random.int(1, 9));
  facts['statement.stampDuty'] = true;
  facts['statement.signature'] = true;
  facts['statement.overStamp'] = true;
  return Object.assign(facts, wanted);
}

/** Facts that follow from others, computed when nothing changes them any more: the class asked for and the lines of the balance sheet. */
export function completeFacts(world: World): void {
  const netWorth = Number(world.get('business.netWorth'));
  world.set('business.class', netWorth <= 50_000_000 ? 'Mikro' : netWorth <= 500_000_000 ? 'Kecil' : netWorth <= 10_000_000_000 ? 'Menengah' : 'Besar');
  const equipment = Math.round(netWorth / 4_000_000) * 1_000_000;
  world.set('balance.equipment', equipment);
  world.set('balance.currentAssets', netWorth + Number(world.get('balance.debts')) - equipment);
}
