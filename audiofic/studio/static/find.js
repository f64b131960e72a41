// Finds words in the story as one types: the browser's own search sees only what is in the page.

import { store } from "./store.js";

const MARK = "found";

export class Find {
  found = [];
  words = "";

  constructor(input, count, script) {
    Object.assign(this, { input, count, script });
    input.addEventListener("input", () => this.look());
    input.addEventListener("keydown", (event) => this.pressed(event));
    script.addEventListener("drawn", () => this.mark());
    for (const event of ["read", "changed"]) store.addEventListener(event, () => this.words && this.look({ stay: true }));
  }

  pressed(event) {
    if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.end();
    else return;
    event.preventDefault();
  }

  /** All lines with the words; the first from where one is gets selected. */
  look({ stay = false } = {}) {
    this.words = this.input.value.trim().toLowerCase();
    this.found = [];
    for (let index = 0; this.words && index < store.lines.length; index++) {
      if (store.text(index).toLowerCase().includes(this.words)) this.found.push(index);
    }
    if (this.found.length && !stay) {
      const place = this.found.findIndex((index) => index >= this.script.focus);
      this.script.select(this.found[Math.max(0, place)], { show: true });
    }
    this.tell();
    this.mark();
  }

  /** The next of them, and behind the last one the first. */
  step(by) {
    if (!this.found.length) return;
    const focus = this.script.focus;
    const next = by > 0 ? this.found.find((index) => index > focus) : this.found.findLast((index) => index < focus);
    this.script.select(next ?? this.found.at(by > 0 ? 0 : -1), { show: true });
    this.tell();
  }

  end() {
    this.input.value = "";
    this.look();
    this.script.scroller.focus();
  }

  tell() {
    const place = this.found.indexOf(this.script.focus) + 1;
    if (!this.words) this.count.textContent = "";
    else if (!this.found.length) this.count.textContent = "nowhere";
    else this.count.textContent = place ? `${place} of ${this.found.length}` : String(this.found.length);
  }

  /** Mark the words themselves, on the lines that are in the page. */
  mark() {
    if (!CSS.highlights) return;
    const ranges = [];
    for (const line of this.words ? this.script.scroller.querySelectorAll(".line") : []) {
      const node = line.firstChild;
      const text = node?.data?.toLowerCase() ?? "";
      for (let at = text.indexOf(this.words); at >= 0; at = text.indexOf(this.words, at + this.words.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + this.words.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set(MARK, new Highlight(...ranges));
  }
}
