// The script as a page to read, to hear and to correct. A line is an option of a list box: the arrow keys go from line
// to line, shift takes several.

import { calm, el } from "./dom.js";
import { store } from "./store.js";
import { Windowed } from "./windowed.js";

const LINE_HEIGHT = 30;
const FLASH = 4000;

export class ScriptView extends EventTarget {
  anchor = 0;
  focus = 0;
  speaking = null;
  flashed = new Set();

  constructor(scroller) {
    super();
    this.scroller = scroller;
    this.list = new Windowed(scroller, {
      draw: (row) => this.draw(row),
      guess: (row) => this.guess(row),
      drawn: () => { this.mark(); this.dispatchEvent(new Event("drawn")); },
    });
    scroller.addEventListener("click", (event) => this.clicked(event));
    scroller.addEventListener("mouseup", () => this.textSelected());
    scroller.addEventListener("focus", () => this.mark());
    store.addEventListener("read", () => this.read());
    store.addEventListener("awaited", ({ detail }) => this.redraw(detail));
    store.addEventListener("changed", ({ detail }) => this.changed([...detail.before.keys()]));
  }

  read() {
    this.scroller.lang = store.story.language;
    this.rows = [];
    this.rowOf = new Int32Array(store.lines.length);
    for (let index = 0; index < store.lines.length; index++) {
      const begins = !index || store.paragraph(index) !== store.paragraph(index - 1);
      if (begins) this.rows.push(index);
      this.rowOf[index] = this.rows.length - 1;
    }
    this.scenes = new Set(store.story.scenes.map(([, , first]) => first));
    this.anchor = this.focus = Math.min(this.focus, store.lines.length - 1);
    this.list.reset(this.rows.length);
    this.select(this.focus);
  }

  end(row) { return row + 1 < this.rows.length ? this.rows[row + 1] : store.lines.length; }

  guess(row) {
    let length = 0;
    for (let index = this.rows[row]; index < this.end(row); index++) length += store.shown(index).length + 1;
    const wide = Math.min(640, this.scroller.clientWidth - 40);
    return Math.ceil(length / (wide / 8.3)) * LINE_HEIGHT + 14;
  }

  // --- drawing

  draw(row) {
    const first = this.rows[row];
    const speaker = this.speakerOf(row);
    const heading = store.kind(first) === "heading";
    const lines = [];
    for (let index = first; index < this.end(row); index++) {
      if (index > first) lines.push(" ");
      lines.push(this.line(index));
    }
    const classes = ["row", heading && "heading", this.scenes.has(first) && first && "scene"].filter(Boolean).join(" ");
    return el("div", { class: classes, role: "group", "aria-label": store.number(first) },
      speaker === null ? "" : el("span", { class: `who ${store.colour(speaker)}`, "aria-hidden": "true" }, store.name(speaker)),
      el("div", { class: "paragraph" }, lines));
  }

  line(index) {
    const kind = store.kind(index);
    const speech = store.isSpeech(index);
    const classes = ["line", kind, speech ? store.colour(store.speaker(index)) : ""];
    if (store.isDoubtful(index)) classes.push("doubtful");
    if (this.flashed.has(index)) classes.push("flash");
    const said = speech ? `${store.name(store.speaker(index))}${store.isDoubtful(index) ? ", doubtful" : ""}${store.delivery(index) && `, ${store.delivery(index)}`}: ` : "";
    return el("span", {
      class: classes.join(" "), id: `line-${index}`, role: "option", dataset: { index },
      title: store.delivery(index), "aria-label": `${said}${store.shown(index)}`, "aria-selected": "false",
      "aria-setsize": store.lines.length, "aria-posinset": index + 1,
    }, store.shown(index));
  }

  /** Who speaks first in a row; null where nobody does. */
  speakerOf(row) {
    for (let index = this.rows[row]; index < this.end(row); index++) {
      if (store.isSpeech(index)) return store.speaker(index);
    }
    return null;
  }

  /** Mark what is selected and what is spoken, on the lines that are in the page. */
  mark() {
    const [from, to] = this.range;
    for (const line of this.scroller.querySelectorAll(".line")) {
      const index = Number(line.dataset.index);
      const selected = index >= from && index <= to;
      line.setAttribute("aria-selected", String(selected));
      line.classList.toggle("selected", selected);
      line.classList.toggle("current", index === this.focus);
      line.classList.toggle("speaking", index === this.speaking);
    }
    const current = `line-${this.focus}`;
    if (document.getElementById(current)) this.scroller.setAttribute("aria-activedescendant", current);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  changed(indexes) {
    indexes.forEach((index) => this.flashed.add(index));
    this.redraw(indexes);
    setTimeout(() => {
      indexes.forEach((index) => this.flashed.delete(index));
      for (const index of indexes) document.getElementById(`line-${index}`)?.classList.remove("flash");
    }, FLASH);
  }

  redraw(indexes) {
    this.list.redraw(new Set(indexes.map((index) => this.rowOf[index])));
    this.tell();
  }

  // --- where one is

  get range() { return [Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus)]; }

  /** What a correction is about: the speech in the selection, or else the one line. */
  get chosen() {
    const [from, to] = this.range;
    const all = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((index) => store.kind(index) !== "heading");
    const speech = all.filter((index) => store.isSpeech(index));
    return speech.length ? speech : all;
  }

  select(index, { extend = false, show = false } = {}) {
    this.focus = Math.max(0, Math.min(index, store.lines.length - 1));
    if (!extend) this.anchor = this.focus;
    if (show) this.show(this.focus);
    this.mark();
    this.tell();
  }

  speak(index) {
    this.speaking = index;
    if (index !== null) this.show(index);
    this.mark();
  }

  /** Scroll until a line is seen well. */
  show(index) {
    if (!document.getElementById(`line-${index}`)) this.list.go(this.rowOf[index]);
    const line = document.getElementById(`line-${index}`);
    if (!line) return;
    const place = line.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    const margin = Math.min(120, view.height / 5);
    if (place.top >= view.top + margin / 2 && place.bottom <= view.bottom - margin) return;
    const far = Math.abs(place.top - view.top) > 2 * view.height;
    this.scroller.scrollBy({ top: place.top - view.top - view.height / 3, behavior: far || calm() ? "instant" : "smooth" });
  }

  tell() { this.dispatchEvent(new Event("selection")); }

  // --- mouse and keys

  clicked(event) {
    const line = event.target.closest(".line");
    if (!line || !getSelection().isCollapsed) return;
    const index = Number(line.dataset.index);
    this.select(index, { extend: event.shiftKey });
    if (!event.shiftKey) this.order("hear", index);
  }

  /** Text that is selected with the mouse selects its lines. */
  textSelected() {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const ends = [selection.anchorNode, selection.focusNode].map((node) => node.parentElement?.closest(".line"));
    if (!ends.every((line) => line && this.scroller.contains(line))) return;
    [this.anchor, this.focus] = ends.map((line) => Number(line.dataset.index));
    this.mark();
    this.tell();
  }

  /** What a key means where the script is seen; false if nothing. */
  pressed(event) {
    const extend = event.shiftKey;
    const page = () => Math.max(1, Math.round(this.scroller.clientHeight / 90));
    const moves = {
      ArrowDown: () => this.select(this.focus + 1, { extend, show: true }),
      ArrowUp: () => this.select(this.focus - 1, { extend, show: true }),
      PageDown: () => this.select(this.focus + page(), { extend, show: true }),
      PageUp: () => this.select(this.focus - page(), { extend, show: true }),
      Home: () => this.select(0, { extend, show: true }),
      End: () => this.select(store.lines.length - 1, { extend, show: true }),
      Enter: () => this.order("hear", this.focus),
      d: () => this.nextDoubtful(1),
      D: () => this.nextDoubtful(-1),
      s: () => this.order("speaker"),
    };
    const move = moves[event.key];
    if (move) move();
    else if (/^[0-9]$/.test(event.key)) this.order("assign", Number(event.key));
    else return false;
    return true;
  }

  nextDoubtful(step) {
    for (let index = this.focus + step; index >= 0 && index < store.lines.length; index += step) {
      if (store.isDoubtful(index)) return this.select(index, { show: true });
    }
    return this.order("nothing", "No more doubtful lines this way.");
  }

  order(name, value) { this.dispatchEvent(new CustomEvent("order", { detail: { name, value } })); }
}
