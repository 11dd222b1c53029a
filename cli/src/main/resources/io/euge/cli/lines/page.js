'use strict';
const given = JSON.parse(document.getElementById('given').textContent);
const SVG = 'http://www.w3.org/2000/svg';
const KINDS = {
  line: ['Line', '#4cc9f0', 2], zone: ['Zone', '#80ed99', 3], region: ['Region to look at', '#b79cff', 3],
  ignore: ['Region to ignore', '#ff7b54', 3], road: ['Road for speeds', '#ffb703', 4], route: ['Route', '#f15bb5', 0]};
const HINTS = {
  select: 'Drag a shape or one of its points.',
  line: 'Click the two ends of the line; with Shift held it goes on after the second.',
  zone: 'Click the corners; click the first again or press Enter to end.',
  region: 'Only vehicles in such regions count. Click the corners, Enter ends.',
  ignore: 'Vehicles in such regions do not count. Click the corners, Enter ends.',
  road: 'Click four corners of a part of the road whose size in meters you know, in turn.'};
const byId = id => document.getElementById(id);
const picture = byId('picture');
const size = Math.max(given.width * given.ratio, given.height) / 100;
let units = given.units;
let items = given.features.map((raw, i) => item(raw, given.shown.includes(i)));
let tool = 'select', draft = [], cross = [given.width / 2, given.height / 2], selected = null, drag = null;
const past = [];

function item(raw, shown) {
  const p = raw.properties, g = raw.geometry;
  let points = !g ? [] : p.kind === 'line' ? g.coordinates.slice() : g.coordinates[0].slice();
  const last = points.length - 1;
  if (p.kind !== 'line' && last > 0 && String(points[0]) === String(points[last])) points.pop();
  return {raw, shown, points, ...p, kind: p.kind.toLowerCase(), camera: p.camera || '*', name: p.name || '',
    metres: p.metres || [['', ''], ['', ''], ['', ''], ['', '']]};
}
function shown() { return items.filter(one => one.shown) }
function remember() { past.push(JSON.stringify([units, items])); byId('undo').disabled = false }
function undo() {
  if (past.length) [units, items] = JSON.parse(past.pop());
  byId('undo').disabled = past.length === 0;
  selected = null; draft = [];
  update();
}

/* Positions are kept as the file has them, and only those that are moved change. */
function toPixels(p) { return units === 'frame' ? [p[0] * given.width, p[1] * given.height] : p }
function toFile(p) {
  const x = Math.min(given.width, Math.max(0, p[0])), y = Math.min(given.height, Math.max(0, p[1]));
  return units === 'frame' ? [round(x / given.width, 1e5), round(y / given.height, 1e5)] : [round(x, 10), round(y, 10)];
}
function round(value, parts) { return Math.round(value * parts) / parts }
function toView(p) { return [p[0] * given.ratio, p[1]] }
function view(one) { return one.points.map(p => toView(toPixels(p))) }

/* The file */
function feature(one) {
  if (!one.shown) return one.raw;
  const p = {kind: one.kind};
  if (one.camera !== '*') p.camera = one.camera;
  if (one.name !== '') p.name = one.name;
  if (one.kind === 'line') { if (one.toRight) p.toRight = one.toRight; if (one.toLeft) p.toLeft = one.toLeft }
  if (one.kind === 'route') { p.from = one.from; p.to = one.to }
  if (one.kind === 'road') p.metres = one.metres.map(m => m.map(Number));
  const geometry = one.kind === 'route' ? null : one.kind === 'line' ? {type: 'LineString', coordinates: one.points}
    : {type: 'Polygon', coordinates: [[...one.points, one.points[0]]]};
  return {...one.raw, type: 'Feature', geometry, properties: p};
}
function file() {
  const features = items.map(one => '  ' + JSON.stringify(feature(one)));
  const head = JSON.stringify({...given.members, type: 'FeatureCollection', units}).slice(0, -1);
  return head + ', "features": [\n' + features.join(',\n') + '\n]}\n';
}
function places() { return items.filter(one => one.kind === 'line' || one.kind === 'zone') }
function problems() {
  const found = [], names = new Set(), roads = new Set();
  if (!items.length) found.push('Draw a line, zone or region.');
  for (const one of items) {
    const title = KINDS[one.kind][0] + (one.name ? ' ' + one.name : '');
    if (['line', 'zone', 'route'].includes(one.kind)) {
      if (!one.name.trim()) found.push(title + ' needs a name.');
      else if (names.has(one.camera + '\n' + one.name)) found.push(title + ' has the name of another: give each its own.');
      names.add(one.camera + '\n' + one.name);
    }
    if (one.kind === 'line' && (one.toRight || 'right') === (one.toLeft || 'left')) found.push(title + ': give the two directions different names.');
    if (one.kind === 'route')
      for (const end of ['from', 'to'])
        if (!places().some(place => place.name && place.name === one[end])) found.push(title + ': choose where it ' + (end === 'from' ? 'begins.' : 'ends.'));
    if (one.kind === 'road') {
      if (roads.has(one.camera)) found.push('A camera has one road: delete the other.');
      roads.add(one.camera);
      if (one.metres.flat().some(m => String(m).trim() === '' || !Number.isFinite(Number(m)))) found.push(title + ': give the places of the four points in meters.');
      else if (!isSpread(one.metres.map(m => m.map(Number)))) found.push(title + ': three of the places in meters are on one line.');
      if (!isSpread(one.points)) found.push(title + ': three of the points are on one line.');
    } else if (one.points.length > 2 && one.kind !== 'line' && isFlat(one.points)) found.push(title + ' is flat: move its points apart.');
    if (one.kind === 'line' && one.points.some((p, i) => i > 0 && String(p) === String(one.points[i - 1]))) found.push(title + ': two points are in one place.');
    if (one.shown && units === 'frame' && one.points.flat().some(v => v < 0 || v > 1)) found.push(title + ' is outside of the frame.');
  }
  return found;
}
function turn(a, b, c) { return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) }
function isFlat(points) { return points.every((p, i) => i < 2 || turn(points[0], points[i - 1], p) === 0) }
function isSpread(points) {
  return points.length === 4 && points.every((a, i) => {
    const b = points[(i + 1) % 4], c = points[(i + 2) % 4];
    return Math.abs(turn(a, b, c)) > 1e-6 * Math.hypot(b[0] - a[0], b[1] - a[1]) * Math.hypot(c[0] - b[0], c[1] - b[1]);
  });
}

/* The picture */
function svg(name, attributes, parent) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  parent.append(one);
  return one;
}
function path(points, closed) { return points.length ? 'M' + points.map(p => p.join(' ')).join('L') + (closed ? 'Z' : '') : '' }
function text(at, words, parent) {
  svg('text', {x: at[0], y: at[1], 'font-size': 2.2 * size, 'text-anchor': 'middle'}, parent).textContent = words;
}
function drawShape(one) {
  const points = view(one), closed = one.kind !== 'line', index = items.indexOf(one);
  const group = svg('g', {class: 'shape' + (one === selected ? ' selected' : ''), tabindex: 0, role: 'button', 'data-shape': index,
    'aria-label': KINDS[one.kind][0] + ' ' + one.name, style: '--tone:' + KINDS[one.kind][1]}, byId('shapes'));
  const d = path(points, closed);
  svg('path', {class: 'hit', d}, group);
  svg('path', {class: 'under', d}, group);
  svg('path', {class: 'over' + (closed ? ' area' : ''), d}, group);
  if (one.kind === 'line') drawWay(one, points, group);
  else text([points.reduce((s, p) => s + p[0], 0) / points.length, points.reduce((s, p) => s + p[1], 0) / points.length], one.name || KINDS[one.kind][0], group);
  points.forEach((p, i) => {
    svg('circle', {class: 'point', cx: p[0], cy: p[1], r: .8 * size, tabindex: 0, role: 'button', 'data-shape': index, 'data-point': i,
      'aria-label': 'Point ' + (i + 1) + ' of ' + (one.name || KINDS[one.kind][0])}, group);
    if (one.kind === 'road') text([p[0], p[1] - 1.4 * size], i + 1, group);
  });
}
/* The arrow goes to the right of who walks from the first point to the last. */
function drawWay(one, points, group) {
  const i = Math.ceil(points.length / 2), a = points[i - 1], b = points[i] || a;
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1, right = [(a[1] - b[1]) / length, (b[0] - a[0]) / length];
  const at = t => [(a[0] + b[0]) / 2 + right[0] * t * size, (a[1] + b[1]) / 2 + right[1] * t * size];
  const from = at(-4), to = at(5), r = at(7.5), l = at(-6);
  svg('line', {class: 'way', x1: from[0], y1: from[1], x2: to[0], y2: to[1], 'marker-end': 'url(#arrow)'}, group);
  text([r[0], r[1] + .7 * size], one.toRight || 'right', group);
  text([l[0], l[1] + .7 * size], one.toLeft || 'left', group);
  text([points[0][0], points[0][1] - 1.6 * size], one.name, group);
}
function drawDraft() {
  const group = byId('draft');
  group.replaceChildren();
  if (tool === 'select') return;
  const points = draft.map(toView), c = toView(cross);
  svg('path', {class: 'cross', fill: 'none', d: path([...points, c], false)}, group);
  points.forEach(p => svg('circle', {class: 'point', cx: p[0], cy: p[1], r: .8 * size}, group));
  svg('path', {class: 'cross', d: `M${c[0] - 2 * size} ${c[1]}h${4 * size}M${c[0]} ${c[1] - 2 * size}v${4 * size}`}, group);
}

/* The list */
function field(label, value, change, attributes = {}) {
  const outer = document.createElement('label'), input = document.createElement('input');
  input.value = value;
  Object.entries(attributes).forEach(([k, v]) => input.setAttribute(k, v));
  input.addEventListener('change', () => { remember(); change(input.value); update() });
  outer.append(label, input);
  return outer;
}
function choice(label, value, options, change) {
  const outer = document.createElement('label'), select = document.createElement('select');
  for (const one of ['', ...options]) select.append(new Option(one || 'choose', one, false, one === value));
  select.addEventListener('change', () => { remember(); change(select.value); update() });
  outer.append(label, select);
  return outer;
}
function button(words, act, label) {
  const one = document.createElement('button');
  one.type = 'button'; one.textContent = words;
  if (label) one.setAttribute('aria-label', label);
  one.addEventListener('click', act);
  return one;
}
function row(...parts) { const one = document.createElement('div'); one.className = 'row'; one.append(...parts); return one }
function entry(one) {
  const li = document.createElement('li'), kind = document.createElement('span');
  li.style.setProperty('--tone', KINDS[one.kind][1]);
  li.className = one === selected ? 'selected' : '';
  kind.className = 'kind'; kind.textContent = KINDS[one.kind][0];
  const head = row(kind);
  if (one.kind === 'line') head.append(button('Turn round', () => { remember(); one.points.reverse(); update() }, 'Turn round ' + one.name));
  head.append(button('Delete', () => remove(one), 'Delete ' + (one.name || KINDS[one.kind][0])));
  li.append(head, row(field('Name', one.name, value => rename(one, value.trim())), field('Camera', one.camera, value => { one.camera = value.trim() || '*' }, {title: 'Pattern with * and ? for the camera or the video'})));
  if (one.kind === 'line') li.append(row(
    field('Along the arrow', one.toRight || '', value => { one.toRight = value.trim() }, {placeholder: 'right'}),
    field('Against it', one.toLeft || '', value => { one.toLeft = value.trim() }, {placeholder: 'left'})));
  if (one.kind === 'route') for (const end of ['from', 'to'])
    li.append(row(choice(end === 'from' ? 'From' : 'To', one[end], [...new Set(places().map(p => p.name).filter(Boolean))], value => { one[end] = value })));
  if (one.kind === 'road') one.metres.forEach((m, i) => li.append(row(...[0, 1].map(axis =>
    field((i + 1) + (axis ? ', along (m)' : ', across (m)'), m[axis], value => { m[axis] = value.trim().replace(',', '.') }, {inputmode: 'decimal'})))));
  li.addEventListener('focusin', () => { if (selected !== one) { selected = one; drawPicture(); mark() } });
  return li;
}
function mark() { [...byId('list').children].forEach((li, i) => li.classList.toggle('selected', shown()[i] === selected)) }
function rename(one, name) {
  items.forEach(route => { if (route.kind === 'route' && one.name && one.kind !== 'route') for (const end of ['from', 'to']) if (route[end] === one.name) route[end] = name });
  one.name = name;
}
function remove(one) { remember(); items = items.filter(other => other !== one); selected = null; update() }
function add(kind, points) {
  remember();
  const n = items.filter(one => one.kind === kind).length + 1;
  const named = ['line', 'zone', 'route'].includes(kind);
  let name = named ? kind + ' ' + n : '';
  for (let i = n + 1; named && items.some(one => one.name === name); i++) name = kind + ' ' + i;
  selected = item({type: 'Feature', geometry: null, properties: {kind, camera: given.camera, name}}, true);
  selected.points = points.map(toFile);
  items.push(selected);
  draft = [];
  if (kind !== 'route') choose('select');
  update();
}

function drawPicture() {
  const active = document.activeElement, shape = active && active.getAttribute('data-shape'), point = active && active.getAttribute('data-point');
  byId('shapes').replaceChildren();
  shown().filter(one => one.points.length).forEach(drawShape);
  drawDraft();
  if (shape !== null) picture.querySelector(`[data-shape="${shape}"]` + (point === null ? ':not([data-point])' : `[data-point="${point}"]`))?.focus();
}
function update() {
  const active = document.activeElement, fields = [...byId('list').querySelectorAll('input, select, button')], at = fields.indexOf(active);
  byId('list').replaceChildren(...shown().map(entry));
  if (at >= 0) byId('list').querySelectorAll('input, select, button')[at]?.focus();
  drawPicture();
  const found = problems();
  byId('problems').replaceChildren(...found.map(words => { const li = document.createElement('li'); li.textContent = words; return li }));
  byId('text').value = found.length ? '' : file();
  byId('save').disabled = byId('copy').disabled = found.length > 0;
  byId('units').value = units;
  const hidden = items.length - shown().length;
  byId('units').disabled = hidden > 0;
  byId('others').textContent = hidden ? hidden + ' of other cameras are kept as they are.' : '';
}
function choose(name) {
  tool = name; draft = [];
  for (const one of byId('tools').children) one.setAttribute('aria-pressed', one.dataset.tool === name);
  byId('hint').textContent = HINTS[name];
  picture.classList.toggle('drawing', name !== 'select');
  drawDraft();
}

/* Mouse */
function position(event) {
  const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  return [Math.min(given.width, Math.max(0, p.x / given.ratio)), Math.min(given.height, Math.max(0, p.y))];
}
function place(point, goOn) {
  const first = draft[0], near = first && Math.hypot((first[0] - point[0]) * given.ratio, first[1] - point[1]) < 1.5 * size;
  if (tool !== 'line' && tool !== 'road' && near && draft.length >= 3) return end();
  const last = draft[draft.length - 1];
  if (!last || String(last) !== String(point)) draft.push(point);
  if (draft.length === KINDS[tool][2] && (tool === 'road' || (tool === 'line' && !goOn))) return end();
  drawDraft();
}
function end() {
  if (draft.length >= KINDS[tool][2] && tool !== 'select') add(tool, draft);
  else byId('hint').textContent = 'It needs ' + KINDS[tool][2] + ' points. ' + HINTS[tool];
}
picture.addEventListener('pointerdown', event => {
  if (event.button !== 0) return;
  if (tool !== 'select') { event.preventDefault(); picture.focus(); cross = position(event); return place(cross, event.shiftKey) }
  const shape = event.target.closest('[data-shape]');
  if (!shape) return;
  const point = event.target.getAttribute('data-point');
  selected = items[shape.getAttribute('data-shape')];
  drag = {from: position(event), points: selected.points.map(toPixels), point: point === null ? -1 : Number(point), moved: false};
  picture.setPointerCapture(event.pointerId);
});
picture.addEventListener('pointermove', event => {
  if (tool !== 'select') { cross = position(event); return drawDraft() }
  if (!drag) return;
  const to = position(event), by = [to[0] - drag.from[0], to[1] - drag.from[1]];
  if (!drag.moved && Math.hypot(by[0], by[1]) < .3 * size) return;
  if (!drag.moved) remember();
  drag.moved = true;
  move(selected, drag.points, drag.point, by);
  drawPicture();
});
picture.addEventListener('pointerup', () => { if (drag) { drag = null; update() } });
function move(one, from, point, by) {
  if (point < 0) { // All of it, no farther than to the edge.
    const least = axis => Math.min(...from.map(p => p[axis])), most = axis => Math.max(...from.map(p => p[axis]));
    by = [given.width, given.height].map((limit, axis) => Math.max(-least(axis), Math.min(limit - most(axis), by[axis])));
  }
  one.points = from.map((p, i) => point < 0 || point === i ? toFile([p[0] + by[0], p[1] + by[1]]) : one.points[i]);
}

/* Keyboard */
const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
picture.addEventListener('keydown', event => {
  const shape = event.target.getAttribute('data-shape'), by = (ARROWS[event.key] || [0, 0]).map(d => d * (event.shiftKey ? 10 : 1));
  if (shape !== null) selected = items[shape];
  const point = event.target.getAttribute('data-point');
  if (ARROWS[event.key] && shape !== null) {
    remember();
    move(selected, selected.points.map(toPixels), point === null ? -1 : Number(point), by);
    update();
  } else if (ARROWS[event.key]) {
    cross = [Math.min(given.width, Math.max(0, cross[0] + by[0])), Math.min(given.height, Math.max(0, cross[1] + by[1]))];
    drawDraft();
  } else if (event.key === 'Delete' && shape !== null) {
    if (point !== null && selected.kind !== 'road' && selected.points.length > KINDS[selected.kind][2]) {
      remember(); selected.points.splice(Number(point), 1); update();
    } else remove(selected);
  } else if (event.key === ' ' && tool !== 'select') place(cross, event.shiftKey);
  else if (event.key === 'Enter' && tool !== 'select') end();
  else if (event.key === 'Escape') choose(draft.length ? tool : 'select');
  else if (event.key === 'Backspace' && draft.length) { draft.pop(); drawDraft() }
  else return;
  event.preventDefault();
});
document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key === 'z' && event.target.tagName !== 'INPUT') { event.preventDefault(); undo() }
});

/* Buttons */
for (const name of ['select', 'line', 'zone', 'region', 'ignore', 'road']) {
  const one = button(name === 'select' ? 'Move' : KINDS[name][0], () => { choose(name); if (name !== 'select') picture.focus() });
  one.dataset.tool = name;
  byId('tools').append(one);
}
byId('tools').append(button('Route', () => add('route', [])));
byId('undo').addEventListener('click', undo);
byId('units').addEventListener('change', () => {
  remember();
  const all = items.map(one => one.points.map(toPixels));
  units = byId('units').value;
  items.forEach((one, i) => { one.points = all[i].map(toFile) });
  update();
});
byId('save').addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([file()], {type: 'application/geo+json'}));
  link.download = 'lines.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
});
byId('copy').addEventListener('click', async () => {
  try { await navigator.clipboard.writeText(file()) } catch { byId('text').select(); document.execCommand('copy') }
  byId('copy').textContent = 'Copied';
});
byId('undo').disabled = true;
choose('select');
update();
