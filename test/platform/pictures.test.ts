import { deflateSync, crc32 } from 'node:zlib';
import { expect } from 'chai';
import sharp from 'sharp';
import { pictureLimits, readPicture } from '../../src/platform/pictures.ts';

const drawn = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#0B6B6B' } });

/** A PNG whose head says these sides, with a body of zeros that is packed to almost nothing. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1_000_000), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

describe('a picture', function () {
  this.timeout(20_000);

  for (const kind of ['png', 'jpeg', 'webp'] as const)
    it(`that is a ${kind} is drawn anew as WebP, with nothing but its pixels`, async () => {
      const bytes = await drawn().withExif({ IFD0: { ImageDescription: 'RAHASIA' } }).toFormat(kind).toBuffer();
      const picture = await readPicture(bytes);
      if ('fault' in picture) throw new Error(picture.fault);
      expect([picture.width, picture.height]).to.deep.equal([40, 30]);
      expect(picture.code).to.match(/^[0-9a-f]{16}-40x30$/);
      expect(picture.bytes.subarray(8, 12).toString('latin1')).to.equal('WEBP');
      expect(picture.bytes.includes('RAHASIA')).to.equal(false);
      expect(await readPicture(bytes)).to.have.property('code', picture.code);
    });

  it('that carries something behind its end loses it', async () => {
    const picture = await readPicture(Buffer.concat([await drawn().png().toBuffer(), Buffer.from('<script>alert(1)</script>')]));
    expect('bytes' in picture && picture.bytes.includes('script')).to.equal(false);
  });

  it('that is large is made smaller', async () => {
    const picture = await readPicture(await sharp({ create: { width: 3_000, height: 1_500, channels: 3, background: '#fff' } }).jpeg().toBuffer());
    expect(picture).to.include({ width: 1_600, height: 800 });
  });

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const refused: [string, () => Promise<Buffer> | Buffer, string][] = [
    ['an SVG with a script', () => svg, 'kind'],
    ['a GIF', () => Buffer.from('GIF89a'.padEnd(40, '\0'), 'latin1'), 'kind'],
    ['an SVG that says to be a PNG', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), svg]), 'broken'],
    ['a picture cut off', async () => (await sharp({ create: { width: 400, height: 400, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer()).subarray(0, 5_000), 'broken'],
    ['50 MB', () => Buffer.alloc(50 * 1024 * 1024), 'large'],
    ['a bomb of 60,000 by 60,000 pixels', () => png(60_000, 60_000), 'sides'],
    ['a head that says more than it has', () => png(3_900, 3_900), 'broken'],
    ['nothing', () => Buffer.alloc(0), 'kind'],
  ];
  for (const [what, bytes, fault] of refused)
    it(`is refused when it is ${what}, at no cost`, async () => {
      const given = await bytes();
      await readPicture(Buffer.alloc(0));
      const [start, memory] = [performance.now(), process.memoryUsage().rss];
      expect(await readPicture(given)).to.deep.equal({ fault });
      expect(performance.now() - start).to.be.below(3_000);
      expect((process.memoryUsage().rss - memory) / 1024 / 1024).to.be.below(150);
    });

  it('is taken up to the limit', () => expect(pictureLimits).to.include({ bytes: 2_097_152, side: 4_000 }));
});
