// The baseline of the page benchmark: Express and EJS with nothing else, a page of the same size with escaped data in a table.
import ejs from 'ejs';
import express from 'express';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const size = Number(process.argv[2]);
const folder = mkdtempSync(path.join(tmpdir(), 'tangga-bare-'));
writeFileSync(
  path.join(folder, 'page.ejs'),
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><title><%= title %></title></head><body><table>
<% for (const row of rows) { %><tr class="row"><td><a href="/rows/<%= row.id %>"><%= row.name %></a></td><td><%= row.value %></td><td><%= row.note %></td></tr>
<% } %></table></body></html>`,
);
const app = express();
app.set('views', folder);
app.set('view engine', 'ejs');
app.enable('view cache');
app.disable('x-powered-by');
const row = (n) => ({ id: n, name: `Asep Saepudin ${n}`, value: `327312170478${n}`, note: 'Jl. Terusan Jakarta 88 "Antapani" & Kulon' });
let rows = [];
const length = (list) => ejs.render(ejsText, { title: 'Bare', rows: list }).length;
const ejsText = (await import('node:fs')).readFileSync(path.join(folder, 'page.ejs'), 'utf8');
const perRow = length([row(1000), row(1001)]) - length([row(1000)]);
rows = Array.from({ length: Math.max(1, Math.round((size - length([])) / perRow)) }, (_, n) => row(1000 + n));
app.get('/', (_req, res) => res.render('page', { title: 'Bare', rows }));
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${server.address().port}\n`));
