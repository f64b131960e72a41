// Finds words in the story: the browser's own search sees only what is in the page.

import { say } from "./dom.js";
import { store } from "./store.js";

export class Find {
  constructor(input, script) {
    Object.assign(this, { input, script });
    input.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.key === "Enter") this.next(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") this.script.scroller.focus();
    else return;
    event.preventDefault();
  }

  /** Select the next line with the words, and begin again at the other end of the story. */
  next(step) {
    const wanted = this.input.value.trim().toLowerCase();
    const count = store.lines.length;
    if (!wanted) return;
    for (let away = 1; away <= count; away++) {
      const index = (((this.script.focus + step * away) % count) + count) % count;
      if (store.text(index).toLowerCase().includes(wanted)) return this.script.select(index, { show: true });
    }
    say(`“${this.input.value.trim()}” is nowhere in the story.`);
  }
}
