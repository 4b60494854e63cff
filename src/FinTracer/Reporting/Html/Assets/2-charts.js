const CLOSERS = ['none', 'initiator', 'responder', 'both'];

const TOP_INPUTS = 3;

function tile(number, label, extra, tone) {
  $('tiles').append(el('div', { class: 'card tile' }, el('div', { class: 'n ' + (tone ?? '') }, number), el('div', { class: 'l' }, label), extra ? el('div', { class: 's soft' }, extra) : null));
}

function drawTop() {
  const t = meta.total, n = t.connections;
  const some = meta.inputs.slice(0, TOP_INPUTS), more = meta.inputs.length - some.length;
  document.title = `FinTracer: ${some.map(i => i.name).join(', ')}${more ? ` and ${count(more)} more` : ''}`;
  const best = t.closers.reduce((a, c) => c[1] > (a?.[1] ?? -1) ? c : a, null);
  const holder = meta.hosts[0];
  $('lead').textContent = n === 0 ? 'No TCP connection was found.'
    : `${plural(n, 'connection')}. ${best[0] === 0 ? 'Most were closed by nobody, or it cannot be said by whom' : `The ${best[0] === 3 ? 'two sides closed at once' : CLOSERS[best[0]] + ' closed first'} in ${share(best[1], n)}`}.`
      + (holder && holder.entered ? ` ${holder.address} entered ${plural(holder.entered, 'TIME-WAIT')} and held ${count(holder.peak)} at the peak.` : ' Nobody held TIME-WAIT.')
      + (t.resets ? ` ${plural(t.resets, 'RST')}.` : ' No RST.');
  $('meta').textContent = `${some.map(i => `${i.name} (${i.format}, ${plural(i.frames, 'frame')})`).join('; ')}${more ? `; ${count(more)} more inputs` : ''}. ${meta.time ?? ''}${meta.filter ? ` Filter: ${meta.filter}.` : ''}`;
  for (const note of meta.notes) $('notes').append(el('li', { class: note.bad ? 'bad' : null }, note.text));
  if (n === 0) return;
  tile(count(n), n === 1 ? 'connection' : 'connections', t.kinds.slice(0, 2).map(k => `${words(W.kind, k[0])} ${share(k[1], n)}`).join(', '));
  tile(share(best[1], n), best[0] === 0 ? 'closed by nobody known' : best[0] === 3 ? 'closed by both at once' : `closed first by the ${CLOSERS[best[0]]}`, `${share(t.certain, n)} of the verdicts certain`);
  tile(count(holder?.peak ?? 0), 'TIME-WAITs held at the peak', holder?.entered ? `by ${holder.address}` : null);
  const port = meta.ports[0];
  if (port) tile(share(port.peak, port.range), 'of a client\'s ports in use', `${count(port.peak)} of ${count(port.range)}, ${port.initiator} to ${port.service}`, port.peak > 0.7 * port.range ? 'bad' : null);
  tile(count(t.resets), t.resets === 1 ? 'reset' : 'resets', t.causes[0] ? words(W.cause, t.causes[0][0]) : null, t.resets ? 'bad' : null);
  tile(count(t.late), t.late === 1 ? 'segment after the close' : 'segments after the close', null, t.late ? 'warn' : null);
}

function drawFindings() {
  if (!meta.findings.length) return;
  $('s-findings').hidden = false;
  // What means the same and wants the same done stands in one card.
  const cards = new Map();
  for (const f of meta.findings) {
    const key = [f.id, f.means, f.advice].join('\n');
    cards.set(key, [...cards.get(key) ?? [], f]);
  }
  for (const alike of cards.values()) {
    const f = alike[0];
    $('findings').append(el('article', { class: `card finding ${f.weight >= 70 ? 'high' : f.weight >= 40 ? 'mid' : ''}` },
      el('header', {}, el('h3', {}, f.title), el('span', { class: 'id mono' }, f.id)),
      ...alike.map(one => el('p', { class: 'seen' }, one.subject ? el('b', {}, one.subject + ': ') : null, one.seen,
        ...one.evidence.flatMap(e => [' ', el('button', { type: 'button', class: 'link', onclick: () => openById(e[1]) }, `#${e[1]} (${frameText(e[0])})`)]))),
      el('dl', {}, f.means ? el('dt', {}, 'Means') : null, f.means ? el('dd', {}, f.means) : null, f.advice ? el('dt', {}, 'Do') : null, f.advice ? el('dd', {}, f.advice) : null)));
  }
}

function bars(into, items, whole, toParts, onclick) {
  const most = Math.max(...items.map(i => i.count), 1);
  for (const item of items) {
    const track = el('span', { class: 'track' });
    for (const [kind, n] of toParts(item)) {
      const part = el('span', { class: 'c-' + kind, title: `${kind} ${count(n)}` });
      part.style.width = `${100 * n / (whole ? item.count : most)}%`;
      track.append(part);
    }
    into.append(el('button', { type: 'button', class: 'bars', onclick: () => onclick(item), 'aria-label': `${item.name}: ${item.label}` },
      el('span', { class: 'name', title: item.name }, item.name), track, el('span', { class: 'count' }, item.label), item.why ? el('span', { class: 'why' }, item.why) : null));
  }
}

function drawBars() {
  const services = meta.services.map(s => ({ name: s.name, count: s.connections, closers: s.closers, label: count(s.connections) }));
  bars($('closers'), services, true, s => s.closers.map(([c, n]) => [CLOSERS[c], n]), s => setFilter({ search: s.name }));
  if (meta.moreServices) $('closers').append(el('p', { class: 'soft' }, `… ${plural(meta.moreServices, 'more service')}`));
  const causes = meta.total.causes.map(([c, n]) => ({ cause: c, name: words(W.cause, c), count: n, label: count(n), why: meta.meanings[c] }));
  $('causes-note').textContent = causes.length ? 'A click shows the connections.' : 'No RST in the capture.';
  bars($('causes'), causes, false, c => [['bad', c.count]], c => setFilter({ cause: c.cause }));
}

// Idle time before the close, of all connections: a keep-alive timeout stands out as one bar.
function drawIdle() {
  const BY = ['initiator', 'responder', 'both'], SAID = ['closed first by initiator', 'closed first by responder', 'closed by both at once, or by nobody known'];
  const all = meta.total.idleBars, sumOf = b => b[2] + b[3] + b[4], n = all.reduce((sum, b) => sum + sumOf(b), 0);
  if (!n) return;
  $('s-idle').hidden = false;
  const most = Math.max(...all.map(sumOf));
  const width = Math.max($('idle').clientWidth, 300), height = 210, left = 64, bottom = 30, top = 16, step = (width - left - 10) / all.length;
  const bar = Math.min(step - 2, 60), y = v => top + (height - top - bottom) * (1 - v / most);
  const drawing = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'Histogram of the idle time before the close' });
  for (const v of [0, most]) drawing.append(svg('line', { class: 'axis', x1: left, x2: width, y1: y(v), y2: y(v) }), Object.assign(svg('text', { class: 'soft end', x: left - 8, y: y(v) + 4 }), { textContent: count(v) }));
  const every = Math.ceil(64 / step); // labels stand apart
  all.forEach((b, at) => {
    const x = left + at * step;
    let sum = 0;
    b.slice(2).forEach((c, closer) => {
      if (!c) return;
      const rect = svg('rect', { class: 'c-' + BY[closer], x: x + (step - bar) / 2, width: bar, y: y(sum + c), height: Math.max(y(sum) - y(sum + c), 1), rx: 2 });
      rect.append(Object.assign(svg('title'), { textContent: `${duration(b[0])} to ${duration(b[1])}: ${count(c)} ${SAID[closer]}` }));
      drawing.append(rect);
      sum += c;
    });
    if (at % every === 0) drawing.append(Object.assign(svg('text', { class: 'soft middle', x, y: height - 10 }), { textContent: duration(b[0]) }));
  });
  $('idle').append(drawing);
  const i = meta.total.idle;
  $('idle-note').textContent = `From the last data to the first FIN or the RST, ${plural(n, 'connection')}, coloured by who closed first. Median ${i[0]}, longest ${duration(i[1])}. A lone bar at whole seconds is a keep-alive timeout.`;
}

const STROKES = ['--r', '--i', '--both', '--good', '--bad', '--soft'];
const DAY = '\n{YYYY}-{MM}-{DD}';
const TIMES = [[86400, '{YYYY}-{MM}-{DD}', null, null, null, null, null, null, 1], [60, '{HH}:{mm}', DAY, null, DAY, null, null, null, 1], [1, '{HH}:{mm}:{ss}', DAY, null, DAY, null, null, null, 1]];
let plot = null;
function drawTimeWait() {
  const curves = meta.curves.filter(c => c.points.length);
  if (!curves.length) return;
  $('s-timewait').hidden = false;
  const style = getComputedStyle(document.documentElement), color = name => style.getPropertyValue(name).trim();
  const seconds = [...new Set(curves.flatMap(c => c.points.map(p => p[0])))].sort((a, b) => a - b);
  const first = Math.min(seconds[0], meta.span[0]), last = Math.max(seconds.at(-1), meta.span[1]);
  const xs = [...new Set([first, ...seconds, last])].sort((a, b) => a - b);
  if (xs.length === 1) xs.push(xs[0] + 1);
  const held = c => { const at = new Map(c.points); let v = 0; return xs.map(x => (v = at.get(x) ?? v)); };
  const range = meta.portRange, highest = Math.max(...curves.map(c => c.peak));
  const showCeiling = highest >= 0.2 * range;
  const within = curves.some(c => c.points.every(p => p[1] < c.peak));
  $('tw-note').textContent = `Held at the end of each second${within ? '; a peak within one may be higher' : ''}. One client has ${count(range)} local ports towards one service`
    + (showCeiling ? ': the dashed line.' : `: ${highest ? count(Math.round(range / highest)) + ' times the peak, ' : ''}shown by a click on "port ceiling".`);
  const axis = { stroke: color('--soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line'), width: 1 }, font: '12px system-ui,sans-serif' };
  const opts = {
    width: Math.max($('tw-chart').clientWidth, 260), height: 260, cursor: { drag: { x: true, y: false } },
    scales: { x: { time: true }, y: { range: (u, lo, hi) => [0, Math.max(hi * 1.08, 1)] } },
    tzDate: ts => uPlot.tzDate(new Date(ts * 1000), 'Etc/UTC'),
    axes: [{ ...axis, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400, 604800], space: 90, values: TIMES }, { ...axis, size: 64, values: (u, v) => v.map(x => Number.isInteger(x) ? count(x) : '') }],
    series: [{ label: 'time (UTC)', value: '{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}' },
      ...curves.map((c, i) => ({ label: c.address, stroke: color(STROKES[i % STROKES.length]), width: 2, fill: i === 0 ? color(STROKES[0]) + '22' : undefined, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } })),
      { label: 'port ceiling', stroke: color('--bad'), width: 1.5, dash: [6, 5], show: showCeiling, points: { show: false } }],
  };
  plot?.destroy();
  $('tw-chart').replaceChildren();
  plot = new uPlot(opts, [xs, ...curves.map(held), xs.map(() => range)], $('tw-chart'));
}
