// What the page knows of the story. Views listen to "read" (everything is new), "changed" and "build".

import { ask, listen } from "./api.js";
import { say } from "./dom.js";

export const COLOURS = 7;
const NOBODY = -1;
const LONGEST = 20000;

class Store extends EventTarget {
  story = null;
  awaited = new Map();

  async start() {
    await this.read();
    listen((event) => this.told(event));
  }

  async read() {
    const story = await ask("GET", "api/story");
    if (!story) return;
    this.story = story;
    this.dispatchEvent(new CustomEvent("read"));
  }

  told(event) {
    if (event.doubt) say(event.doubt, { wrong: true });
    if (event.build) this.dispatchEvent(new CustomEvent("build", { detail: event.build }));
    if (event.place) this.dispatchEvent(new CustomEvent("place", { detail: event.place }));
    if (event.type === "hello") {
      if (event.revision !== this.story.revision) this.read();
    } else if (event.type === "story" && event.revision > this.story.revision) {
      if (event.revision > this.story.revision + 1 || !event.changes) this.read();
      else this.change(event);
    }
  }

  /** Show at once what was ordered; in a long story it takes a while until its neighbours have learnt from it. */
  await(indexes, id) {
    for (const index of indexes) {
      const line = this.lines[index];
      if (!this.awaited.has(index)) this.awaited.set(index, line[2]);
      [line[2], line[3]] = [id, 1];
    }
    this.dispatchEvent(new CustomEvent("awaited", { detail: indexes }));
  }

  /** Wait until the page knows of a revision. */
  async at(revision) {
    while (this.story.revision < revision) {
      await new Promise((ready) => { for (const name of ["changed", "read"]) this.addEventListener(name, ready, { once: true }); });
    }
  }

  change(event) {
    const { changes, type, ...state } = event;
    Object.assign(this.story, state);
    const before = this.awaited;
    this.awaited = new Map();
    for (const [index, kind, speaker, confidence] of changes) {
      const line = this.story.lines[index];
      if (!before.has(index)) before.set(index, line[2]);
      [line[0], line[2], line[3]] = [kind, speaker, confidence];
    }
    this.dispatchEvent(new CustomEvent("changed", { detail: { before, label: event.label, outside: event.outside } }));
  }

  // --- lines

  get lines() { return this.story.lines; }
  kind(index) { return this.story.kinds[this.lines[index][0]]; }
  text(index) { return this.lines[index][1]; }
  /** As much of a line as a page can bear: one may be as long as a book. */
  shown(index, most = LONGEST) {
    const text = this.text(index);
    return text.length > most ? `${text.slice(0, most)}…` : text;
  }
  speaker(index) { return this.lines[index][2]; }
  confidence(index) { return this.lines[index][3]; }
  paragraph(index) { return this.lines[index][4]; }
  delivery(index) { return this.lines[index][5]; }
  isSpeech(index) { return this.speaker(index) !== NOBODY; }
  isDoubtful(index) { return this.isSpeech(index) && this.confidence(index) < this.story.doubtful; }

  /** The place of the line's scene in `story.scenes`. */
  sceneOf(index) {
    const scenes = this.story.scenes;
    let low = 0;
    for (let high = scenes.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (scenes[middle][2] <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The number of a line for people: chapter.scene.line. */
  number(index) {
    const [chapter, scene, first] = this.story.scenes[this.sceneOf(index)];
    return `${chapter}.${scene}.${index - first + 1}`;
  }

  endOfScene(place) {
    return place + 1 < this.story.scenes.length ? this.story.scenes[place + 1][2] : this.lines.length;
  }

  chapterTitle(chapter) {
    return this.story.chapters[chapter - 1] || (this.story.chapters.length > 1 ? `Chapter ${chapter}` : this.story.title);
  }

  // --- people

  name(id) { return id === NOBODY ? "Narrator" : this.story.names[id]; }
  colour(id) { return id === NOBODY ? "voice-none" : `voice-${id % COLOURS}${id >= COLOURS ? " voice-again" : ""}`; }
  person(id) { return this.story.cast.characters.find((character) => character.id === id); }

  /** Who could say a line: those who speak near it, the nearest first, then everybody who speaks. */
  candidates(index) {
    const near = new Map();
    const note = (at, distance) => {
      const id = this.speaker(at);
      if (id !== NOBODY) near.set(id, (near.get(id) ?? 0) + 1 / (1 + distance));
    };
    for (let distance = 0; distance < 40; distance++) {
      if (index - distance >= 0) note(index - distance, distance);
      if (distance && index + distance < this.lines.length) note(index + distance, distance);
    }
    const ids = [...near.keys()].sort((a, b) => near.get(b) - near.get(a));
    return [...ids, ...this.story.cast.characters.map(({ id }) => id).filter((id) => !near.has(id))];
  }
}

export const store = new Store();
