import { expect } from 'chai';
import { type Params } from '../../../src/core/catalogue/content.ts';
import { type Facts, type Fields } from '../../../src/core/checks/kind.ts';
import { kinds } from '../../../src/core/checks/kinds.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { content } from '../../support/content.ts';

/** A house on 200 m²: two floors and an attic; the drawing says the same. */
function house(form: Fields = {}): Facts {
  return {
    today: '2015-05-28',
    dossier: {
      form: { nop: '32.73.111.222.333-4444.0', land: 200, ground: 100, upper: 80, attic: 0, total: 180, green: 60, road: 40, ...form },
      documents: [{ kind: 'GARS', file: 'GARS', scan: 'clear', fields: { total: 180 } }],
    },
    registries: { zoning: { '327311122233344440': { klb: 1.2, kdh: 25 } } },
  };
}

const rule = (kind: string, params: Params) => kinds[kind]!(params, content(), ['breaks-rule']);
const floors: Params = { value: 'form.total', per: 'form.land', registry: 'zoning', key: 'form.nop', field: 'klb', same: ['GARS.total'], rise: ['form.attic'], by: ['2', '12'] };
const garden: Params = { value: 'form.green', per: 'form.land', scale: 100, registry: 'zoning', key: 'form.nop', field: 'kdh', fall: ['form.road'], by: ['5', '20'] };

describe('balanced-at-most', () => {
  it('holds up to the limit and not beyond', () => {
    const { holds } = rule('balanced-at-most', floors);
    expect(holds(house())).to.equal(true);
    expect(holds(house({ total: 240 }))).to.equal(true);
    expect(holds(house({ total: 241 }))).to.equal(false);
    expect(holds(house({ nop: '32.73.999.999.999-9999.0' })), 'nothing known of the land').to.equal(true);
  });

  it('breaks by as much as it says, and the parts still add up', () => {
    for (let seed = 0; seed < 50; seed++) {
      const draft = house();
      rule('balanced-at-most', floors).breakIn(draft, randomFrom(seed));
      const { ground, upper, attic, total } = draft.dossier.form as Record<string, number>;
      expect(total).to.be.within(240 * 1.02, 240 * 1.12 + 1);
      expect(ground! + upper! + attic!).to.equal(total);
      expect(draft.dossier.documents[0]!.fields['total']).to.equal(total);
    }
  });

  it('says that it writes the parts, so that a check of the sum is not broken beside it', () => {
    expect(rule('balanced-at-most', floors).writes).to.deep.equal(['form.total', 'GARS.total', 'form.attic']);
  });
});

describe('balanced-at-least', () => {
  it('breaks below the limit, and the rest of the land takes what is lost', () => {
    for (let seed = 0; seed < 50; seed++) {
      const draft = house();
      const { holds, breakIn } = rule('balanced-at-least', garden);
      expect(holds(draft)).to.equal(true);
      breakIn(draft, randomFrom(seed));
      const { green, road } = draft.dossier.form as Record<string, number>;
      expect(holds(draft)).to.equal(false);
      expect(green).to.be.within(50 / 1.2 - 1, 50 / 1.05);
      expect(green! + road!).to.equal(100);
    }
  });

  it('changes nothing where the value is not on the file', () => {
    const draft = house();
    delete draft.dossier.form['green'];
    rule('balanced-at-least', garden).breakIn(draft, randomFrom(1));
    expect(draft.dossier.form['road']).to.equal(40);
  });
});
