import { type PermitCase, type Registries } from '../../src/core/cases/dossier.ts';
import { type Fields, type Upload } from '../../src/core/checks/kind.ts';
import { serviceOf } from '../../src/core/catalogue/catalogue.ts';
import { dueDate } from '../../src/core/shared/working-days.ts';
import { content } from './content.ts';

/** Three sample cases written by hand: their truth is computed like that of any other case. */

interface Parts {
  service: string;
  receivedOn: string;
  form: Fields;
  documents: Record<string, Fields>;
  registries: Registries;
}

function handMade({ service, receivedOn, form, documents, registries }: Parts): PermitCase {
  const uploads = Object.entries(documents).map(([kind, fields]): Upload => ({ kind, file: kind, scan: 'clear', fields }));
  return {
    format: 1,
    contentVersion: content().version,
    service,
    level: 1,
    registration: 'REG-2015-05-000001',
    today: receivedOn,
    receivedOn,
    dueOn: dueDate(receivedOn, serviceOf(content(), service).sla.days, content().holidays),
    dossier: { form, documents: uploads },
    registries,
    conversations: [
      { id: 'guide', script: 'G1', variant: 0, replies: ['a', 'b', 'c', 'd'] },
      { id: 'message', script: 'M01', variant: 0, replies: ['a', 'b', 'c', 'd'] },
    ],
  };
}

const signed = (about: string, name: string, nik: string): Fields => ({
  name, nik, about, date: '2015-05-25', stampDuty: true, signature: true, overStamp: true,
});

const card = (name: string, nik: string, birthDate: string, sex: string, validUntil: string): Fields => ({
  cardType: 'KTP-el', nik, name, birthPlace: 'Bandung', birthDate, sex, address: 'Jl. Terusan Jakarta No. 88 RT 02/RW 05',
  ward: 'Kel. Antapani Kulon, Kec. Antapani 40291', city: 'Kota Bandung', validUntil,
});

const population = (name: string, nik: string, birthDate: string): Registries['population'] => ({
  [nik]: { nik, name, birthDate, address: 'Jl. Terusan Jakarta No. 88 RT 02/RW 05' },
});

/** C01: a sole trader asks for a SIUP; the only oddity is a past date printed on a KTP-el. */
export function falseAlarmOnly(): PermitCase {
  const [name, nik, npwp] = ['Euis Komariah', '3273205203799001', '07.145.637.0-429.000'];
  const business = { businessName: 'Toko Berkah Barokah', ward: 'Kel. Antapani Kulon, Kec. Antapani 40291', city: 'Kota Bandung' };
  return handMade({
    service: 'SIUP',
    receivedOn: '2015-05-28',
    form: {
      name, nik, birthDate: '1979-03-12', address: 'Jl. Terusan Jakarta No. 88 RT 02/RW 05', phone: '0800-1234-567', npwp,
      businessName: business.businessName, legalForm: 'PO', businessAddress: 'Jl. Terusan Jakarta No. 88', businessWard: business.ward,
      businessCity: business.city, kbli: '47112', kbliTitle: 'Perdagangan eceran toko kelontong', netWorth: 180_000_000, requestedClass: 'Kecil',
    },
    documents: {
      KTP: card(name, nik, '1979-03-12', 'Perempuan', '2014-03-12'),
      NPWP: { number: npwp, name, address: 'Jl. Terusan Jakarta No. 88', registered: '2011-02-01' },
      DOM: {
        number: '041/Ket-Dom/2015', owner: name, address: 'Jl. Terusan Jakarta No. 88', date: '2015-02-10', validUntil: '2016-02-10',
        signature: true, ...business,
      },
      NERACA: {
        businessName: business.businessName, date: '2015-04-30', currentAssets: 140_000_000, equipment: 45_000_000, landBuilding: 300_000_000,
        debts: 5_000_000, netWorth: 180_000_000,
      },
      SPM: signed('Permohonan SIUP', name, nik),
      FOTO: { picture: 'Wajah tampak jelas', background: 'Merah' },
    },
    registries: {
      population: population(name, nik, '1979-03-12'),
      tax: { '071456370429000': { number: npwp, name, status: 'Aktif' } },
      permits: {},
    },
  });
}

/** C02: four banners of 1x5 m for 14 days in a street of class B; the montage shows one on a roadside tree. */
export function bannerOnTree(): PermitCase {
  const [name, nik, npwp] = ['Dadang Hidayat', '3273201203799001', '08.245.637.7-424.000'];
  const place = { street: 'Jl. Braga', ward: 'Kel. Braga, Kec. Sumur Bandung 40111', city: 'Kota Bandung' };
  return handMade({
    service: 'RKLI',
    receivedOn: '2015-05-25',
    form: {
      name, nik, address: 'Jl. Terusan Jakarta No. 88 RT 02/RW 05', phone: '0800-1234-567', npwp, businessName: 'Toko Asri Jaya',
      title: 'Pembukaan toko baru', width: 5, height: 1, sides: 1, count: 4, start: '2015-06-15', end: '2015-06-28', ...place,
    },
    documents: {
      KTP: card(name, nik, '1979-03-12', 'Laki-laki', 'SEUMUR HIDUP'),
      NPWP: { number: npwp, name, address: 'Jl. Terusan Jakarta No. 88', registered: '2011-02-01' },
      NASKAH: { title: 'Pembukaan toko baru', text: 'Gratis untuk umum', width: 5, height: 1, advertiser: 'Toko Asri Jaya' },
      MONTASE: { ...place, support: 'Pohon peneduh', surroundings: 'Deretan toko', count: 4 },
      SPM: signed('Permohonan RKLI', name, nik),
    },
    registries: {
      population: population(name, nik, '1979-03-12'),
      tax: { '082456377424000': { number: npwp, name, status: 'Aktif' } },
      roads: { JLBRAGA: { street: 'Jl. Braga', roadClass: 'B', city: 'Kota Bandung' } },
    },
  });
}

/** C03: the plate on the form is D 1942 AH, on the STNK D 1924 AH, and the KIR ended on 2 May; filed on 28 May 2015. */
export function twoFaultsOnVehicle(): PermitCase {
  const [name, nik, plate] = ['Asep Saepudin', '3273201203799001', 'D 1942 AH'];
  const vehicle = { brand: 'Suzuran Carry 2010', chassis: 'MH4AB12C345678' };
  return handMade({
    service: 'KPS',
    receivedOn: '2015-05-28',
    form: {
      name, nik, address: 'Jl. Terusan Jakarta No. 88 RT 02/RW 05', phone: '0800-1234-567', plate, brand: vehicle.brand, seats: 12,
      route: '06 Cicaheum - Ledeng', permitHolder: 'Koperasi Angkutan Saluyu', routePermit: '0123/TRYK/BPPT/2013',
    },
    documents: {
      KTP: card(name, nik, '1979-03-12', 'Laki-laki', 'SEUMUR HIDUP'),
      STNK: {
        plate: 'D 1924 AH', owner: name, address: 'Jl. Terusan Jakarta No. 88', plateColour: 'Kuning', taxUntil: '2015-11-01', validUntil: '2017-11-01', ...vehicle,
      },
      KIR: { number: 'BDG 10234', plate, chassis: vehicle.chassis, testedOn: '2014-11-02', validUntil: '2015-05-02' },
      TRAYEK: { number: '0123/TRYK/BPPT/2013', holder: 'Koperasi Angkutan Saluyu', route: '06 Cicaheum - Ledeng', plate, validUntil: '2017-06-30' },
    },
    registries: {
      population: population(name, nik, '1979-03-12'),
      vehicles: { D1942AH: { plate, owner: name, chassis: vehicle.chassis, route: '06 Cicaheum - Ledeng', kirUntil: '2015-05-02' } },
      permits: {},
    },
  });
}
