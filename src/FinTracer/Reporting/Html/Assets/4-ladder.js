// The ladder of one connection, from what its record holds: first segment, FINs and their acknowledgments, TIME-WAIT, RSTs, late segments. fintracer explain shows every segment.
const MAX_EVENTS = 40;

function eventsOf(r) {
  const events = new Map();
  const add = (frame, at, from, text, cls, rank) => {
    if (!frame) return;
    const e = events.get(frame) ?? { frame, at, from, texts: [], cls: '', rank: -1 };
    e.texts.push(text);
    if (rank > e.rank) { e.cls = cls; e.rank = rank; }
    e.at ??= at;
    events.set(frame, e);
  };
  const known = r[R.bits] & 1;
  add(r[R.first], 0, 0, known ? 'opens (SYN)' : 'first segment captured', '', 0);
  for (const [side, fin] of [[0, r[R.iFin]], [1, r[R.rFin]]]) {
    if (!fin) continue;
    add(fin[0], fin[1], side, 'FIN' + (fin[2] ? ` (sent again ${fin[2] === 1 ? 'once' : fin[2] + ' times'})` : ''), 'fin', 3);
    if (fin[3]) add(fin[3], fin[4], 1 - side, 'ACK of the FIN', 'ack', 1);
  }
  for (const l of r[R.late]) {
    add(l[0], l[1], l[2], `late by ${duration(l[4])}: ${words(W.late, l[3])}`, 'late', 2);
    if (l[5] === 1 && l[6]) add(l[6], null, 1 - l[2], 'ACK in answer', 'ack', 1);
  }
  for (const x of r[R.resets]) add(x[0], x[1], x[2], `RST: ${words(W.cause, x[4])}${x[5] ? ` (${words(W.detail, x[5])})` : ''}`, 'rst', 5);
  for (const x of r[R.resets]) {
    if (x[6] && !events.has(x[6])) add(x[6], null, 1 - x[2], 'provokes the RST', 'late', 2);
  }
  const list = [...events.values()].sort((a, b) => a.frame - b.frame);
  return { list: list.slice(0, MAX_EVENTS), more: list.length - MAX_EVENTS };
}

function ladderOf(r) {
  const { list, more } = eventsOf(r);
  const width = 820, left = 190, right = 630, step = 46, top = 62;
  const y = new Map(list.map((e, i) => [e.frame, top + i * step]));
  const ends = r[R.tw].filter(t => t[1] && !y.has(t[7]));
  const height = top + list.length * step + 18 + ends.length * 20 + (more > 0 ? 20 : 0);
  const d = svg('svg', { class: 'ladder', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Ladder of the close' });
  const text = (x, yy, cls, s) => d.append(Object.assign(svg('text', { x, y: yy, class: cls }), { textContent: s }));
  text(left, 18, 'soft middle', 'initiator'); text(right, 18, 'soft middle', 'responder');
  text(left, 35, 'strong middle', initiator(r)); text(right, 35, 'strong middle', responder(r));
  for (const x of [left, right]) d.append(svg('line', { class: 'life', x1: x, x2: x, y1: 44, y2: height - 8 }));
  for (const t of r[R.tw]) {
    if (!t[1] || !y.has(t[1])) continue;
    const x = t[0] ? right : left, from = y.get(t[1]), to = y.get(t[7]) ?? height - 8;
    d.append(svg('rect', { class: 'tw', x: x - 5, y: from, width: 10, height: Math.max(to - from, 6), rx: 3 }));
    text(t[0] ? x + 12 : x - 12, Math.min((from + to) / 2 + 12, to), t[0] ? 'soft' : 'soft end', 'TIME-WAIT');
  }
  let before = null; // the record has no time of a segment that only answers, or only provokes
  list.forEach(e => {
    const yy = y.get(e.frame), [a, b] = e.from ? [right - 7, left + 7] : [left + 7, right - 7], back = e.from ? 9 : -9;
    const g = svg('g', { class: e.cls });
    g.append(svg('line', { class: 'arrow', x1: a, y1: yy - 3, x2: b + back / 2, y2: yy + 4 }), svg('path', { class: 'tip', d: `M${b} ${yy + 4}l${back} -4.5v9z` }),
      Object.assign(svg('text', { class: 'label middle', x: (left + right) / 2, y: yy - 7 }), { textContent: e.texts.join(' + ') }));
    d.append(g);
    text(width - 4, yy + 4, 'soft end', `frame ${frameNumber(e.frame)}`);
    if (e.at != null) text(4, yy + 4, '', before == null ? '0' : '+' + duration(e.at - before));
    before = e.at ?? before;
  });
  for (const x of r[R.resets]) {
    if (!y.has(x[6]) || !y.has(x[0])) continue;
    const at = x[2] ? right - 6 : left + 6, inside = x[2] ? right - 36 : left + 36, from = y.get(x[6]) + 4, to = y.get(x[0]) - 3;
    d.append(svg('path', { class: 'tie', d: `M${at} ${from}C${inside} ${from + 4} ${inside} ${to - 4} ${at} ${to}` }));
  }
  let line = top + list.length * step + 8;
  for (const t of ends) {
    text((left + right) / 2, line, 'soft middle', t[6] === 1 ? `the ${CLOSERS[t[0] + 1]}'s TIME-WAIT ran its time` : t[6] === 0 ? `the ${CLOSERS[t[0] + 1]} still holds TIME-WAIT when the capture ends` : `the ${CLOSERS[t[0] + 1]}'s TIME-WAIT: ${words(W.ending, t[6])}${t[7] ? ` (${frameText(t[7])})` : ''}`);
    line += 20;
  }
  if (more > 0) text((left + right) / 2, line, 'soft middle', `… ${plural(more, 'more event')}`);
  return d;
}

function filterOf(r) {
  const ip = r[R.iAddr].includes(':') ? 'ipv6' : 'ip', one = r[R.iAddr], other = r[R.rAddr], from = r[R.iPort], to = r[R.rPort], itself = one === other;
  const same = Math.floor(r[R.first] / FILE) === Math.floor(r[R.last] / FILE);
  const tuple = itself || from === to
    ? `${ip}.${itself ? 'src' : 'addr'}==${one} && ${ip}.${itself ? 'dst' : 'addr'}==${other}` + (from === to ? ` && tcp.srcport==${from} && tcp.dstport==${from}` : ` && tcp.port==${from} && tcp.port==${to}`)
    : `((${ip}.src==${one} && tcp.srcport==${from}) || (${ip}.dst==${one} && tcp.dstport==${from})) && ${ip}.addr==${other} && tcp.port==${to}`;
  return tuple + (ip === 'ip' ? ' && !icmp' : ' && !icmpv6') + (same ? ` && frame.number>=${frameNumber(r[R.first])} && frame.number<=${frameNumber(r[R.last])}` : '');
}

function copyLine(label, value) {
  const button = el('button', { type: 'button', 'aria-label': `Copy: ${label}`, onclick: async () => {
    try { await navigator.clipboard.writeText(value); button.textContent = 'Copied'; } catch { getSelection().selectAllChildren(code); }
  } }, 'Copy');
  const code = el('code', { class: 'mono' }, value);
  return el('div', { class: 'copy' }, code, button);
}

const quote = s => /^[\w./:@%+=,-]+$/.test(s) ? s : `'${s.replaceAll("'", "'\\''")}'`;
let opened = -1;

function openRow(k) {
  opened = k;
  const r = rows[order[k]], dl = el('dl');
  const fact = (name, ...value) => dl.append(el('dt', {}, name), el('dd', {}, ...value));
  const list = sentences => el('ul', {}, ...sentences.map(s => el('li', {}, sentence(s))));
  $('d-title').textContent = `#${r[R.id]}  ${initiator(r)} → ${responder(r)}`;
  fact('ended', el('span', { class: 'pill ' + kindTone[r[R.kind]] }, words(W.kind, r[R.kind])), ` ${r[R.closer] === 3 ? 'both closed at once' : r[R.closer] ? `the ${CLOSERS[r[R.closer]]} closed first` : 'nobody closed first, or it cannot be said'} (${words(W.sure, r[R.sure])})`, list(r[R.reasons]));
  fact('when', `${clock(r[R.at])} UTC, lasted ${duration(r[R.lasted])}${r[R.idle] == null ? '' : `, idle ${duration(r[R.idle])} before the close`}`);
  fact('sent', ['initiator', 'responder'].map((side, i) => { const s = r[i ? R.rSent : R.iSent]; return `${side} ${plural(s[0], 'segment')}, ${octets(s[1])}${s[2] ? `, ${s[2]} sent again` : ''}${s[3] ? `, ${octets(s[3])} not captured` : ''}`; }).join('; '));
  fact('states', `initiator ${W.state[r[R.iState]] || 'not known'}, responder ${W.state[r[R.rState]] || 'not known'}`);
  for (const t of r[R.tw]) fact('TIME-WAIT', t[1] ? `held by the ${CLOSERS[t[0] + 1]} from ${frameText(t[1])}${t[5] ? `, started again ${t[5] === 1 ? 'once' : t[5] + ' times'}` : ''}; ${words(W.ending, t[6])}${t[7] ? ` (${frameText(t[7])})` : ''}` : `the ${CLOSERS[t[0] + 1]} should have held it and did not`);
  for (const x of r[R.resets]) fact('RST', el('span', { class: 'bad' }, `${words(W.cause, x[4])}${x[5] ? ` (${words(W.detail, x[5])})` : ''}`), ` from the ${CLOSERS[x[2] + 1]}, ${frameText(x[0])}${x[6] ? `, provoked by ${frameText(x[6])}` : ''}; effect: ${words(W.effect, x[8])} (${words(W.sure, x[10])})`, list(x[11]));
  if (r[R.resetCount] > r[R.resets].length) fact('', `${count(r[R.resetCount] - r[R.resets].length)} more RSTs`);
  if (r[R.reuse]) fact('reuse', `life ${r[R.life]} of its four-tuple; the ${CLOSERS[r[R.reuse][1] + 1]} opened it again ${duration(r[R.reuse][3])} after the earlier life${r[R.reuse][2] < 0 ? '' : `, which the ${CLOSERS[r[R.reuse][2] + 1]} still held in TIME-WAIT`}`);
  $('d-body').replaceChildren(dl, el('div', { class: 'scroll' }, ladderOf(r)), el('h3', {}, 'Every segment'), copyLine('command', `fintracer explain ${meta.inputs.map(i => quote(i.name)).join(' ')} --connection ${r[R.id]}`), el('h3', {}, 'In Wireshark'), copyLine('display filter', filterOf(r)));
  $('d-prev').disabled = k === 0;
  $('d-next').disabled = k === order.length - 1;
  if (!$('detail').open) $('detail').showModal();
  $('detail').scrollTop = 0;
}

function openById(id) {
  const i = byId.get(id);
  if (i === undefined) return;
  let k = order.indexOf(i);
  if (k < 0) { setFilter({}); k = order.indexOf(i); }
  select(k);
  openRow(k);
}

function startDetail() {
  const go = by => { const k = opened + by; if (k >= 0 && k < order.length) { select(k); openRow(k); } };
  $('d-close').addEventListener('click', () => $('detail').close());
  $('d-prev').addEventListener('click', () => go(-1));
  $('d-next').addEventListener('click', () => go(1));
  $('detail').addEventListener('click', e => { if (e.target === $('detail')) $('detail').close(); });
  $('detail').addEventListener('close', () => body.focus());
  $('detail').addEventListener('keydown', e => { if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); go(e.key === 'ArrowDown' ? 1 : -1); } });
}

drawTop();
drawFindings();
drawBars();
drawIdle();
startTable();
startDetail();
drawTimeWait();
$('foot').textContent = `Made by FinTracer ${meta.version}. Times are UTC. The file needs no network.`;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawTimeWait);
let resizing;
addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(() => plot?.setSize({ width: Math.max($('tw-chart').clientWidth, 260), height: 260 }), 120); });
