// Data of the report: rows are arrays to keep the file small; R names their places. See HtmlRows.cs, which writes them.
const R = { id: 0, life: 1, iAddr: 2, iPort: 3, rAddr: 4, rPort: 5, bits: 6, first: 7, last: 8, at: 9, lasted: 10, kind: 11, closer: 12, sure: 13, vantage: 14,
  iState: 15, rState: 16, idle: 17, iSent: 18, rSent: 19, iFin: 20, rFin: 21, tw: 22, resets: 23, resetCount: 24, late: 25, lateCount: 26, reasons: 27, reuse: 28 };
const $ = id => document.getElementById(id);
const rows = JSON.parse($('rows').textContent);
const meta = JSON.parse($('meta-data').textContent);
const W = meta.words;
const FILE = 2 ** 40;

const words = (list, i) => (list[i] ?? '').replaceAll('_', ' ');
const frameNumber = f => f % FILE;
const frameText = f => meta.inputs.length > 1 ? `frame ${frameNumber(f)} of ${meta.inputs[Math.floor(f / FILE)]?.name ?? '?'}` : `frame ${frameNumber(f)}`;
const endpoint = (address, port) => (address.includes(':') ? `[${address}]` : address) + ':' + port;
const initiator = r => endpoint(r[R.iAddr], r[R.iPort]);
const responder = r => endpoint(r[R.rAddr], r[R.rPort]);
const count = n => n.toLocaleString('en-US');
const share = (part, whole) => {
  if (!whole) return '-';
  const p = Math.round(1000 * part / whole) / 10;
  return p === 0 && part ? '<0.1 %' : (p === 100 && part < whole ? 99.9 : p) + ' %';
};
const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many ?? one + 's'}`;

function duration(ns) {
  if (ns == null) return '-';
  const sign = ns < 0 ? '-' : '', a = Math.abs(ns);
  const three = v => String(v >= 100 ? Math.floor(v) : v >= 10 ? Math.floor(v * 10) / 10 : Math.floor(v * 100) / 100);
  if (a < 1e3) return `${sign}${a} ns`;
  if (a < 1e6) return `${sign}${three(a / 1e3)} µs`;
  if (a < 1e9) return `${sign}${three(a / 1e6)} ms`;
  if (a < 120e9) return `${sign}${three(a / 1e9)} s`;
  if (a < 7200e9) return `${sign}${Math.floor(a / 60e9)} min ${Math.floor(a / 1e9) % 60} s`;
  return `${sign}${Math.floor(a / 3600e9)} h ${Math.floor(a / 60e9) % 60} min`;
}

// Times are nanoseconds since a base that a number cannot hold: the base is a text of digits.
const base = BigInt(meta.base);
function clock(ns) {
  const t = base + BigInt(Math.round(ns));
  const seconds = t / 1000000000n, rest = t % 1000000000n;
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ') + '.' + String(rest).padStart(9, '0').slice(0, 6);
}

const octets = n => n < 1000 ? `${n} B` : n < 1e6 ? `${(n / 1e3).toPrecision(3)} kB` : n < 1e9 ? `${(n / 1e6).toPrecision(3)} MB` : `${(n / 1e9).toPrecision(3)} GB`;

// A sentence is a text, or [template, frame] with the frame put in its place.
const sentence = s => typeof s === 'string' ? s : meta.sentences[s[0]].replace('\u0001', s[1] ? frameText(s[1]) : '');

function el(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes ?? {})) {
    if (v == null || v === false) continue;
    if (k === 'class') e.className = v; else if (k.startsWith('on')) e.addEventListener(k.slice(2), v); else e.setAttribute(k, v === true ? '' : v);
  }
  e.append(...children.filter(c => c != null));
  return e;
}
function svg(name, attributes, ...children) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [k, v] of Object.entries(attributes ?? {})) if (v != null) e.setAttribute(k, v);
  e.append(...children);
  return e;
}
const kindTone = ['warn', 'warn', 'bad', 'warn', 'good', 'good', 'bad', 'bad']; // in the order of words.kind; checked against it by a test
const byId = new Map(rows.map((r, i) => [r[R.id], i]));
