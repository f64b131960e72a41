// A long list of which only the rows that are seen are in the page. Rows have heights of their own: guessed at first,
// measured when they are drawn; what is seen stays where it is when a guess above it turns out wrong.

import { Heights } from "./heights.js";

const OVERSCAN = 600;

export class Windowed {
  /** `draw(row)` gives a row's element, `guess(row)` its height; `drawn()` is called when other rows are in the page. */
  constructor(scroller, { draw, guess, drawn }) {
    Object.assign(this, { scroller, draw, guess, drawn });
    this.holder = scroller.querySelector(".rows");
    this.space = scroller.querySelector(".space");
    this.elements = new Map();
    scroller.addEventListener("scroll", () => this.update(), { passive: true });
    let width = 0;
    new ResizeObserver(() => {
      if (!scroller.clientWidth) return;  // nobody sees it
      if (scroller.clientWidth === width) {
        this.update();
        return;
      }
      width = scroller.clientWidth;
      this.reset(this.heights?.count ?? 0);
    }).observe(scroller);
  }

  /** Begin anew with so many rows; what is at the top of the view stays there. */
  reset(count) {
    const row = this.heights?.count ? this.heights.at(this.scroller.scrollTop) : 0;
    const within = row ? this.scroller.scrollTop - this.heights.offset(row) : 0;
    this.heights = new Heights(Array.from({ length: count }, (_, at) => this.guess(at)));
    this.holder.replaceChildren();
    this.elements.clear();
    this.space.style.height = `${this.heights.total}px`;
    if (row && row < count) this.scroller.scrollTop = this.heights.offset(row) + within;
    this.update();
  }

  /** Draw rows anew, where they are in the page. */
  redraw(rows) {
    for (const row of rows) {
      const old = this.elements.get(row);
      if (!old) continue;
      const element = this.draw(row);
      old.replaceWith(element);
      this.elements.set(row, element);
      this.heights.set(row, element.offsetHeight);
    }
    this.update();
    this.drawn();
  }

  update() {
    if (!this.heights?.count || !this.scroller.clientHeight) return;
    const { scroller, heights } = this;
    const top = scroller.scrollTop;
    const anchor = heights.at(top);
    const within = top - heights.offset(anchor);
    const first = heights.at(Math.max(0, top - OVERSCAN));
    const last = heights.at(top + scroller.clientHeight + OVERSCAN);
    const fresh = this.show(first, last);
    for (const row of fresh) heights.set(row, this.elements.get(row).offsetHeight);
    this.holder.style.transform = `translateY(${heights.offset(first)}px)`;
    this.space.style.height = `${heights.total}px`;
    const moved = heights.offset(anchor) + within;
    if (Math.abs(moved - scroller.scrollTop) >= 1) scroller.scrollTop = moved;
    if (fresh.length) this.drawn();
  }

  /** Put exactly these rows into the page, and return those that were not in it. */
  show(first, last) {
    for (const [row, element] of this.elements) {
      if (row < first || row > last) {
        element.remove();
        this.elements.delete(row);
      }
    }
    const fresh = [];
    let after = null;
    for (let row = last; row >= first; row--) {
      let element = this.elements.get(row);
      if (!element) {
        element = this.draw(row);
        this.holder.insertBefore(element, after);
        this.elements.set(row, element);
        fresh.push(row);
      }
      after = element;
    }
    return fresh;
  }

  /** Bring a row into the page, a third below the top of the view. */
  go(row) {
    for (let pass = 0; pass < 3; pass++) {  // what is drawn on the way corrects the guesses
      this.scroller.scrollTop = Math.max(0, this.heights.offset(row) - this.scroller.clientHeight / 3);
      this.update();
    }
  }
}
