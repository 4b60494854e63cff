const COLUMNS = [
  { key: 'id', name: '#', cls: 'num id', of: r => r[R.id], show: r => count(r[R.id]) },
  { key: 'at', name: 'began', cls: 'w mono', of: r => r[R.at], show: r => clock(r[R.at]).slice(11, 23) },
  { key: 'from', name: 'initiator', cls: 'from mono', of: initiator, show: r => initiator(r) + (r[R.bits] & 1 ? '' : ' ?') },
  { key: 'to', name: 'responder', cls: 'to mono', of: responder, show: responder },
  { key: 'end', name: 'ended', cls: 'end', of: r => r[R.kind], show: r => el('span', { class: 'pill ' + kindTone[r[R.kind]] }, words(W.kind, r[R.kind])) },
  { key: 'who', name: 'closed first', cls: 'who', of: r => r[R.closer], show: r => r[R.closer] ? CLOSERS[r[R.closer]] + (r[R.sure] === 2 ? '' : ` (${words(W.sure, r[R.sure])})`) : '-' },
  { key: 'tw', name: 'TIME-WAIT', cls: 'w', of: r => r[R.tw].length ? r[R.tw][0][0] + r[R.tw][0][6] / 10 : -1, show: r => r[R.tw].map(t => `${CLOSERS[t[0] + 1]} ${words(W.ending, t[6])}`).join(', ') || '-' },
  { key: 'rst', name: 'resets', cls: 'rst', of: r => r[R.resetCount] ? r[R.resetCount] + (r[R.resets][0]?.[4] ?? 0) / 100 : -1, show: r => r[R.resetCount] ? el('span', { class: 'bad' }, words(W.cause, r[R.resets][0]?.[4]) + (r[R.resetCount] > 1 ? ` +${r[R.resetCount] - 1}` : '')) : '-' },
  { key: 'late', name: 'late', cls: 'num w', of: r => r[R.lateCount], show: r => r[R.lateCount] ? count(r[R.lateCount]) : '-' },
  { key: 'idle', name: 'idle', cls: 'num w', of: r => r[R.idle] ?? -1, show: r => duration(r[R.idle]) },
  { key: 'dur', name: 'lasted', cls: 'num dur', of: r => r[R.lasted], show: r => duration(r[R.lasted]) },
];
const body = $('body'), space = $('space');
let order = [], sortKey = 'id', sortDown = false, selected = 0, haystack = null, drawn = '';

const rowHeight = () => matchMedia('(max-width:680px)').matches ? 58 : 34;

function textOf(i) {
  haystack ??= new Array(rows.length);
  const r = rows[i];
  return haystack[i] ??= [`#${r[R.id]}`, initiator(r), responder(r), words(W.kind, r[R.kind]), CLOSERS[r[R.closer]], words(W.sure, r[R.sure]), ...r[R.tw].map(t => 'time-wait ' + words(W.ending, t[6])),
    ...r[R.resets].map(x => `${words(W.cause, x[4])} ${words(W.detail, x[5])} ${words(W.mode, x[3])}`), W.state[r[R.iState]], W.state[r[R.rState]], r[R.lateCount] ? 'late' : '', r[R.reuse] ? 'reuse' : '', W.vantage[r[R.vantage]]].join(' ').toLowerCase();
}

// The text to search is put together while the page is idle, so that the first search need not wait for it.
let indexed = 0;
function indexRows(deadline) {
  while (indexed < rows.length && deadline.timeRemaining() > 2) for (const end = Math.min(indexed + 200, rows.length); indexed < end; indexed++) textOf(indexed);
  if (indexed < rows.length) whenIdle(indexRows); else document.documentElement.dataset.indexed = 'all';
}
const whenIdle = run => window.requestIdleCallback ? requestIdleCallback(run) : setTimeout(() => { const end = performance.now() + 12; run({ timeRemaining: () => end - performance.now() }); }, 20);

// Who types on narrows down: what a longer text can find is among what the shorter one found.
let found = { text: '', rows: null };
function matches() {
  const text = $('search').value.toLowerCase().trim(), terms = text.split(/\s+/).filter(Boolean);
  if (!terms.length) { found = { text: '', rows: null }; return null; }
  if (text !== found.text) {
    const narrower = found.rows && text.startsWith(found.text), list = [];
    const test = i => { const t = textOf(i); if (terms.every(term => t.includes(term))) list.push(i); };
    if (narrower) found.rows.forEach(test); else for (let i = 0; i < rows.length; i++) test(i);
    found = { text, rows: list };
  }
  return found.rows;
}

function apply() {
  const candidates = matches();
  const kind = $('f-kind').value, closer = $('f-closer').value, cause = $('f-cause').value;
  order = [];
  for (let k = 0, n = candidates ? candidates.length : rows.length; k < n; k++) {
    const i = candidates ? candidates[k] : k, r = rows[i];
    if (kind !== '' && r[R.kind] !== +kind) continue;
    if (closer !== '' && r[R.closer] !== +closer) continue;
    if (cause !== '' && !r[R.resets].some(x => x[4] === +cause)) continue;
    order.push(i);
  }
  const column = COLUMNS.find(c => c.key === sortKey), sign = sortDown ? -1 : 1, keys = new Array(rows.length);
  for (const i of order) keys[i] = column.of(rows[i]);
  order.sort((a, b) => (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b));
  selected = 0;
  body.scrollTop = 0;
  $('count').textContent = (order.length === rows.length ? plural(rows.length, 'connection') : `${count(order.length)} of ${plural(rows.length, 'connection')}`)
    + (meta.total.connections > rows.length ? `; the first ${count(rows.length)} of ${count(meta.total.connections)} are in this file, all are in the figures above` : '');
  draw(true);
}

function draw(force) {
  const h = rowHeight(), from = Math.max(0, Math.floor(body.scrollTop / h) - 6), to = Math.min(order.length, Math.ceil((body.scrollTop + body.clientHeight) / h) + 6);
  const now = `${from} ${to} ${h}`;
  if (!force && now === drawn) return;
  drawn = now;
  space.style.height = `${Math.max(order.length * h, 60)}px`;
  $('head').style.paddingRight = `${14 + body.offsetWidth - body.clientWidth}px`;
  const list = [];
  for (let k = from; k < to; k++) list.push(line(k, h));
  space.replaceChildren(...(order.length ? list : [el('p', { class: 'empty' }, 'No connection fits.')]));
  if (order.length) body.setAttribute('aria-activedescendant', `row-${selected}`); else body.removeAttribute('aria-activedescendant');
}

function line(k, h) {
  const r = rows[order[k]];
  const e = el('div', { class: 'r' + (k === selected ? ' on' : ''), role: 'row', id: `row-${k}`, 'aria-rowindex': k + 2, onclick: () => { select(k); openRow(k); } }, ...COLUMNS.map(c => el('span', { class: c.cls, role: 'gridcell' }, c.show(r))));
  e.style.top = `${k * h}px`;
  return e;
}

function select(k) {
  selected = Math.max(0, Math.min(order.length - 1, k));
  const h = rowHeight(), top = selected * h;
  if (top < body.scrollTop) body.scrollTop = top;
  if (top + h > body.scrollTop + body.clientHeight) body.scrollTop = top + h - body.clientHeight;
  draw(true);
}

function setFilter(f) {
  $('search').value = f.search ?? '';
  for (const name of ['kind', 'closer', 'cause']) $('f-' + name).value = f[name] ?? '';
  apply();
  $('h-conn').scrollIntoView({ block: 'start' });
}

function drawHead() {
  $('head').replaceChildren(...COLUMNS.map(c => el('span', { class: c.cls.replace('mono', ''), role: 'columnheader', 'aria-sort': c.key === sortKey ? (sortDown ? 'descending' : 'ascending') : null },
    el('button', { type: 'button', onclick: () => { sortDown = c.key === sortKey ? !sortDown : false; sortKey = c.key; drawHead(); apply(); } }, c.name))));
}

function startTable() {
  for (const [id, list, found] of [['f-kind', W.kind, new Set(rows.map(r => r[R.kind]))], ['f-closer', CLOSERS, new Set(rows.map(r => r[R.closer]))], ['f-cause', W.cause, new Set(rows.flatMap(r => r[R.resets].map(x => x[4])))]])
    for (const i of [...found].sort((a, b) => a - b)) $(id).append(el('option', { value: i }, id === 'f-closer' ? (i ? `closed first: ${list[i]}` : 'closed by nobody known') : words(list, i)));
  let timer;
  $('search').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 40); });
  for (const id of ['f-kind', 'f-closer', 'f-cause']) $(id).addEventListener('change', apply);
  $('clear').addEventListener('click', () => { setFilter({}); $('search').focus(); });
  body.addEventListener('scroll', () => draw(false), { passive: true });
  new ResizeObserver(() => draw(true)).observe(body);
  body.addEventListener('keydown', e => {
    const page = Math.max(1, Math.floor(body.clientHeight / rowHeight()) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -order.length, End: order.length }[e.key];
    if (move) { e.preventDefault(); select(selected + move); } else if (e.key === 'Enter' && order.length) { e.preventDefault(); openRow(selected); }
  });
  addEventListener('keydown', e => {
    if (e.key === '/' && !$('detail').open && !(document.activeElement instanceof HTMLInputElement)) { e.preventDefault(); $('search').focus(); }
  });
  addEventListener('beforeprint', () => { space.replaceChildren(...order.slice(0, 200).map((_, k) => line(k, rowHeight()))); });
  addEventListener('afterprint', () => draw(true));
  drawHead();
  apply();
  whenIdle(indexRows);
}
