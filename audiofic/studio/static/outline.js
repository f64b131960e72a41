// Chapters and scenes at the side: where one is, how long each takes, how many lines are doubtful, and a way to hear it.

import { $, el, icon, minutes } from "./dom.js";
import { store } from "./store.js";

const WORDS_A_MINUTE = 175;

export class Outline extends EventTarget {
  constructor(holder) {
    super();
    this.holder = holder;
    store.addEventListener("read", () => this.draw());
    store.addEventListener("changed", () => this.count());
  }

  draw() {
    const { scenes } = store.story;
    this.entries = scenes.map(([chapter, scene, first], place) => {
      const end = store.endOfScene(place);
      let words = 0;
      for (let index = first; index < end; index++) words += store.text(index).split(" ").length;
      return { chapter, scene, first, end, words, doubt: el("span", { class: "doubt" }) };
    });
    const chapters = Map.groupBy(this.entries, ({ chapter }) => chapter);
    this.holder.replaceChildren(...[...chapters].map(([chapter, entries]) => this.chapter(chapter, entries)));
    this.count();
  }

  chapter(chapter, entries) {
    const words = entries.reduce((sum, entry) => sum + entry.words, 0);
    return el("li", {},
      el("div", { class: "chapter" },
        el("span", {}, store.chapterTitle(chapter)), el("small", {}, minutes(words / WORDS_A_MINUTE))),
      el("ol", {}, entries.map((entry) => this.scene(entry))));
  }

  scene(entry) {
    const name = `Scene ${entry.scene}`;
    entry.button = el("button", { type: "button", class: "jump", onclick: () => this.order("go", entry) },
      el("span", { class: "words" }, this.words(entry)), " ", el("small", {}, minutes(entry.words / WORDS_A_MINUTE)), " ", entry.doubt);
    return el("li", {}, entry.button,
      el("button", {
        type: "button", class: "quiet play", onclick: () => this.order("play", entry),
        "aria-label": `Hear ${name} of ${store.chapterTitle(entry.chapter)}`, title: "Hear this scene",
      }, icon("play")));
  }

  /** The first words of a scene, without its heading. */
  words(entry) {
    let first = entry.first;
    while (first < entry.end - 1 && store.kind(first) === "heading") first++;
    return store.shown(first, 60);
  }

  count() {
    for (const entry of this.entries) {
      let doubtful = 0;
      for (let index = entry.first; index < entry.end; index++) doubtful += store.isDoubtful(index);
      entry.doubt.textContent = doubtful || "";
      entry.doubt.title = doubtful ? `${doubtful} doubtful` : "";
    }
  }

  /** Mark the scene in which a line stands. */
  at(index) {
    const place = store.sceneOf(index);
    if (this.place === place && $("[aria-current]", this.holder)) return;
    this.place = place;
    $("[aria-current]", this.holder)?.removeAttribute("aria-current");
    const { button } = this.entries[place];
    button.setAttribute("aria-current", "true");
    button.scrollIntoView({ block: "nearest" });
  }

  order(name, entry) { this.dispatchEvent(new CustomEvent("order", { detail: { name, entry } })); }
}
