/* A chart that is alive: what each point says, a shorter time by drawing across it, segments to show
   and hide. Its own file comes first and is enough for the points. Then the library draws it anew,
   so that it can change; where that does not come, the picture stays. Texts are only set as text. */

const DAY = 86400000;
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240]; // months from one tick to the next
const LEGEND = new Set(["unit"]); // stands once, with the first panel
const RUNS = new Set(["line", "open", "whole", "plan", "ahead", "hatch", "past_years", "leaders",
  "run_better", "run_worse", "run_other"]);

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function made(parent, tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  parent.append(element);
  return element;
}

const within = (value, low, high) => Math.max(low, Math.min(value, high));
const nearest = (all, away) => all.reduce((one, other) => (away(other) < away(one) ? other : one), all[0]);

export class Chart {
  constructor(box, pointer) {
    this.box = box;
    this.pointer = pointer;
    this.still = this.seenPicture();
    this.hidden = new Set(); // segments, by their number
    this.at = null; // the point that is told, and its panel
  }

  /* Raises where something does not come; what was there by then goes on. */
  async wake() {
    const address = new URL(this.box.dataset.cxChart, location.href);
    const shared = (name) => new URL(`../vega/${name}`, address).href;
    this.file = await fetched(address);
    this.type = await fetched(shared(`${this.file.type}.json`));
    this.use();
    this.panels = this.file.panels.map(({ points }) =>
      points.map(([day, value, lines]) => ({ day: Date.parse(day), value, lines })));
    for (const part of ["line", "brush", "tip"]) {
      this[part] = made(this.box, "div", `cx-chart__${part}`);
      this[part].hidden = true;
      this[part].setAttribute("aria-hidden", "true");
    }
    this.heard = made(this.box, "p", "cx-unseen");
    this.heard.setAttribute("role", "status");
    this.addTools(this.type.words);
    this.box.dataset.cxAlive = "points";
    if (this.pointer) this.point(this.pointer);
    this.embed = (await import(shared("vega.js"))).default;
    await this.draw();
  }

  /* ── The drawing ──────────────────────────────────────────────────────────────────────── */

  /* Of the pictures, for a screen and for a phone, the one for which there is room. */
  seenPicture() {
    const all = [...this.box.querySelectorAll(":scope > svg")];
    return all.find((one) => getComputedStyle(one).display !== "none") || all[0];
  }

  /* Take the rows of the picture that is seen: of its newest periods, or of all. */
  use(all = false) {
    const name = this.still.classList[0].replace("cx-", "");
    this.rows = (all && this.file[`${name}-all`]) || this.file[name];
    this.whole = this.domain = this.rows.params.x_domain;
    this.more = !all && `${name}-all` in this.file;
  }

  async draw() {
    const { specification } = this.type;
    this.size = this.rows.text;
    const { columns, row, column, ...frame } = this.rows.frame;
    if (specification.layout) frame.layout = { ...specification.layout, columns, padding: { row, column } };
    const values = { ...this.rows.params, cx_text: this.size };
    const filled = (one, values, as) => (one.name in values ? { ...one, [as]: values[one.name] } : one);
    const rows = Object.fromEntries(Object.keys(this.rows.data).map((name) => [name, this.shown(name)]));
    const axis = { ...specification.config.axis, labelFontSize: this.size };
    const place = document.createElement("div");
    const { decimal, thousands } = this.rows;
    const { view } = await this.embed(place, {
      ...specification,
      ...frame,
      data: specification.data.map((one) => filled(one, rows, "values")),
      signals: specification.signals.map((one) => filled(one, values, "value")),
      config: { ...specification.config, axis },
    }, {
      mode: "vega", renderer: "svg", ast: true, defaultStyle: false, actions: false, tooltip: false,
      formatLocale: { decimal, thousands, grouping: [3], currency: ["", ""] },
    });
    this.end();
    Object.assign(this, { place, view });
    this.frame();
    this.box.prepend(place);
    this.still.style.display = "none";
    this.box.dataset.cxAlive = "drawn";
    if (this.domain !== this.whole) await this.redraw();
  }

  /* The live drawing has the still one's shape and name, and is one image as that is. */
  frame() {
    const svg = this.place.querySelector("svg");
    svg.querySelectorAll("*").forEach((part) => {
      for (const name of ["role", "aria-label", "aria-roledescription"]) part.removeAttribute(name);
    });
    for (const name of ["class", "role", "aria-label"]) svg.setAttribute(name, this.still.getAttribute(name));
    svg.setAttribute("viewBox", `0 0 ${this.rows.size.join(" ")}`);
    for (const name of ["width", "height"]) svg.removeAttribute(name);
  }

  /* The rows that are seen: of what is not hidden, and lies within the time. */
  shown(name) {
    const [from, to] = this.domain;
    const first = { panel: this.corner(0).shown[0] };
    const rows = this.rows.data[name].map((row) => (LEGEND.has(row.kind) ? { ...row, ...first } : row));
    return rows.filter((row) => {
      const kind = row.kind || name;
      if (this.hidden.has(row.panel) || (kind === "leaders" && this.domain !== this.whole)) return false;
      return RUNS.has(kind) || row.day === undefined || (from <= row.day && row.day <= to);
    });
  }

  async redraw() {
    const whole = this.domain === this.whole;
    const [step, ticks] = whole ? [this.rows.params.x_step, this.rows.params.x_ticks] : this.ticks();
    for (const name of Object.keys(this.rows.data)) this.view.data(name, this.shown(name));
    this.view.signal("x_domain", this.domain).signal("cx_enlarged", !whole);
    await this.view.signal("x_ticks", ticks).signal("x_step", step).runAsync();
    this.frame();
  }

  /* As many as there is room for: days, or the first days of months. */
  ticks() {
    const [from, to] = this.domain;
    const days = (to - from) / DAY;
    const most = Math.max(2, Math.floor(this.rows.plots.width / this.size / 6));
    const [unit, step, day] = days < 75
      ? [1, Math.ceil(days / most), (nth) => nth * step * DAY]
      : [30.44, STEPS.find((each) => days / 30 / each <= most) || STEPS.at(-1), (nth) => Date.UTC(1970, nth * step)];
    const first = Math.floor(from / DAY / unit / step);
    const ticks = Array.from({ length: most + 3 }, (_, nth) => day(first + nth));
    const name = unit === 1 ? "day" : step < 12 ? "month" : "year";
    return [name, ticks.filter((each) => from <= each && each <= to)];
  }

  /* ── The time that is shown ───────────────────────────────────────────────────────────── */

  show(from, to) {
    const [first, last] = this.whole;
    const enough = this.corner(0).shown.some((panel) => this.seen(panel, from, to).length > 1);
    if (!this.view || !enough) return;
    const whole = to - from >= last - first;
    const start = within(from, first, last - (to - from));
    this.domain = whole ? this.whole : [start, start + to - from];
    this.reset.disabled = whole && !this.more;
    this.tell();
    this.redraw();
  }

  /* All periods, or again the newest ones: another picture, with an axis of its own. */
  async change(all) {
    if (!this.view) return;
    this.use(all);
    this.reset.disabled = !this.more;
    this.tell();
    await this.draw();
  }

  enlarge(times) {
    const [from, to] = this.domain;
    const newest = Math.max(...this.panels.flat().map(({ day }) => day));
    const centre = this.at ? this.at.point.day : within(newest, from, to);
    const half = ((to - from) * times) / 2;
    this.show(centre - half, centre + half);
  }

  /* ── Places: of the picture's own units, and of the box ───────────────────────────────── */

  scale() {
    const svg = this.view ? this.place.firstElementChild : this.still;
    const box = svg.getBoundingClientRect();
    return { unit: box.width / this.rows.size[0], left: box.left, top: box.top };
  }

  put(part, x, y, width, height) {
    const { unit, left, top } = this.scale();
    const box = this.box.getBoundingClientRect();
    const place = { left: left - box.left + unit * x, top: top - box.top + unit * y, width: unit * width, height: unit * height };
    for (const [name, value] of Object.entries(place)) part.style[name] = `${value}px`;
    return place;
  }

  corner(panel) {
    const { left, top, width, height, columns, right, below } = this.rows.plots;
    const shown = [...this.panels.keys()].filter((one) => !this.hidden.has(one));
    const nth = Math.max(shown.indexOf(panel), 0);
    const [column, row] = [nth % columns, Math.floor(nth / columns)];
    return { x: left + column * (width + right), y: top + row * (height + below), width, height, shown };
  }

  seen(panel, from = this.domain[0], to = this.domain[1]) {
    return this.panels[panel].filter(({ day }) => from <= day && day <= to);
  }

  /* The panel and the day under a pointer. */
  under(pointer) {
    const { unit, left, top } = this.scale();
    const [x, y] = [(pointer.clientX - left) / unit, (pointer.clientY - top) / unit];
    const away = (panel) => {
      const plot = this.corner(panel);
      return Math.hypot(x - within(x, plot.x, plot.x + plot.width), y - within(y, plot.y, plot.y + plot.height));
    };
    const panel = nearest(this.corner(0).shown, away);
    const [from, to] = this.domain;
    const part = (x - this.corner(panel).x) / this.rows.plots.width;
    return { panel, day: within(from + part * (to - from), from, to) };
  }

  across(day) {
    const [from, to] = this.domain;
    return ((day - from) / (to - from)) * this.rows.plots.width;
  }

  /* ── What a point says ────────────────────────────────────────────────────────────────── */

  point(pointer) {
    this.pointer = pointer;
    if (!this.heard || !this.corner(0).shown.length) return;
    const { panel, day } = this.under(pointer);
    const point = nearest(this.seen(panel), (one) => Math.abs(one.day - day));
    this.at = point && { panel, point };
    this.tell();
    if (this.from) this.drag(panel, day);
  }

  tell(aloud = false) {
    const known = this.at && this.seen(this.at.panel).includes(this.at.point);
    this.tip.hidden = this.line.hidden = !known;
    if (!known) return;
    const { panel, point } = this.at;
    const plot = this.corner(panel);
    const { left, top, height } = this.put(this.line, plot.x + this.across(point.day), plot.y, 0, plot.height);
    const lines = [this.file.panels[panel].name, ...point.lines].filter(Boolean);
    this.tip.replaceChildren();
    for (const line of lines) made(this.tip, "span", "", line);
    const [wide, tall] = [this.tip.offsetWidth, this.tip.offsetHeight];
    const room = this.box.clientWidth - wide;
    const beside = left + 10 > room ? left - 10 - wide : left + 10;
    // Away from the point; below a plot that is too small for both.
    const [low, high] = this.rows.params.y_domain;
    const down = height < 2.2 * tall ? height + 2 : point.value > (low + high) / 2 ? height - tall : 0;
    Object.assign(this.tip.style, { left: `${within(beside, 0, Math.max(room, 0))}px`, top: `${top + down}px` });
    if (aloud) this.heard.textContent = lines.join(", ");
  }

  leave() {
    this.pointer = this.at = null;
    if (this.heard) this.tell();
  }

  key(event) {
    if (!this.heard) return;
    const { shown } = this.corner(0);
    if (event.altKey || event.ctrlKey || event.metaKey || !shown.length) return;
    const panel = this.at && shown.includes(this.at.panel) ? this.at.panel : shown[0];
    const points = this.seen(panel);
    const here = this.at ? points.indexOf(this.at.point) : points.length;
    const step = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: Infinity }[event.key];
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step !== undefined) this.at = { panel, point: points[within(step, 0, points.length - 1)] };
    else if (way && shown.length > 1) {
      const next = shown.at((shown.indexOf(panel) + way) % shown.length);
      this.at = { panel: next, point: this.seen(next)[within(here, 0, this.seen(next).length - 1)] };
    } else if (event.key === "+") this.enlarge(0.5);
    else if (event.key === "-") this.enlarge(2);
    else if (event.key === "Escape") {
      this.leave();
      this.change(false);
    } else return;
    event.preventDefault();
    this.tell(true);
  }

  /* ── Drawing across a time, and the tools below the picture ───────────────────────────── */

  press(event) {
    if (this.view && event.pointerType !== "touch" && !event.button && this.at) this.from = this.under(event);
  }

  drag(panel, day) {
    const [start, end] = [this.from.day, day].sort((one, other) => one - other);
    const wide = panel === this.from.panel ? this.across(end) - this.across(start) : 0;
    this.span = wide > 8 ? [start, end] : null;
    this.brush.hidden = !this.span;
    const plot = this.corner(panel);
    this.put(this.brush, plot.x + this.across(start), plot.y, wide, plot.height);
  }

  release() {
    if (this.from && this.span) this.show(...this.span);
    this.from = this.span = null;
    if (this.brush) this.brush.hidden = true;
  }

  addTools(words) {
    const tools = made(this.box, "div", "cx-chart__tools");
    const button = (text, act) => Object.assign(made(tools, "button", "", text), { type: "button", onclick: act });
    button(words.shorter, () => this.enlarge(0.5));
    this.reset = button(words.whole, () => this.change(true));
    this.reset.disabled = !this.more;
    this.addTaking(words, button);
    if (this.panels.length < 2) return;
    const list = made(tools, "details");
    made(list, "summary", "", words.parts);
    this.file.panels.forEach(({ name }, panel) => {
      const label = made(list, "label");
      const box = Object.assign(made(label, "input"), { type: "checkbox", checked: true });
      label.append(name);
      box.onchange = () => {
        this.hidden[box.checked ? "delete" : "add"](panel);
        this.leave();
        if (this.view) this.redraw();
      };
    });
  }

  /* To take along: the picture, the address of the figure, and that with what the figure says. */
  addTaking(words, button) {
    const figure = this.box.closest("figure");
    const finding = figure.querySelector("figcaption > p").textContent;
    const address = () => `${location.href.split("#")[0]}#${figure.id}`;
    const lasting = () => `${this.lastingAddress()}#${figure.id}`;
    const copy = async (event, given) => {
      const { target } = event;
      const word = target.textContent;
      await given();
      this.heard.textContent = target.textContent = words.copied;
      setTimeout(() => (target.textContent = word), 2000);
    };
    const text = (given) => (event) => copy(event, () => navigator.clipboard.writeText(given()));
    button(words.copy, (event) => copy(event, () => this.picture(finding)));
    button(words.link, text(address));
    button(words.cite, text(() => `${finding}. ${document.title}, ${lasting()}`));
  }

  /* The page in its edition, also where it is read under another name of that, as "latest". */
  lastingAddress() {
    const { origin, pathname } = location;
    const note = document.querySelector(".cx-edition");
    if (!note) return origin + pathname;
    const home = new URL(`${note.dataset.cxBase}/`, location.href);
    return new URL(`../${note.dataset.cxEdition}/${pathname.slice(home.pathname.length)}`, home).href;
  }

  /* The picture with its title on white, twice as large, on the clipboard or else as a file. */
  async picture(finding) {
    const [width, height] = this.rows.size;
    const drawn = this.seenPicture().cloneNode(true);
    drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    drawn.removeAttribute("style");
    for (const [name, size] of [["width", 2 * width], ["height", 2 * height]]) drawn.setAttribute(name, size);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(drawn))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height + 56 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    pen.font = "bold 30px Liberation Sans, Arial, sans-serif";
    pen.fillText(finding, 16, 40, canvas.width - 32);
    pen.drawImage(image, 0, 56);
    const file = await new Promise((done) => canvas.toBlob(done, "image/png"));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": file })]);
    } catch {
      const link = Object.assign(document.createElement("a"), { href: canvas.toDataURL(), download: "figure.png" });
      link.click();
    }
  }

  resize() {
    this.leave();
    if (!this.view) return;
    this.still.style.display = "";
    const seen = this.seenPicture();
    const other = seen !== this.still;
    if (!other) seen.style.display = "none";
    this.still = seen;
    if (other) this.change(false);
  }

  end() {
    if (this.view) this.view.finalize();
    if (this.place) this.place.remove();
  }
}
