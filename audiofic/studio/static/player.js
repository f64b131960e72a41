// Plays lines one after the other: one audio element sounds while the other loads the line that follows.

import { say } from "./dom.js";
import { store } from "./store.js";

export class Player extends EventTarget {
  index = null;
  onwards = false;
  end = Infinity;
  playing = false;

  constructor(elements) {
    super();
    [this.now, this.next] = elements;
    for (const element of elements) {
      element.addEventListener("ended", () => element === this.now && this.finished());
      element.addEventListener("error", () => element === this.now && this.failed());
      for (const event of ["playing", "waiting"]) {
        element.addEventListener(event, () => element === this.now && this.tell());
      }
    }
    store.addEventListener("changed", () => { this.next.dataset.url = ""; });
  }

  get waiting() { return this.playing && this.now.readyState < 3; }

  /** Let one line be heard. */
  hear(index) { this.begin(index, false); }

  /** Play on from a line, until the line before `end`. */
  playFrom(index, end = Infinity) { this.begin(index, true, end); }

  /** Let any sound be heard, such as a voice on trial. */
  play(url) { this.begin(null, false, 0, url); }

  toggle(index) {
    if (this.playing) this.pause();
    else if (this.now.src && !this.now.ended && this.index === index && this.now.currentTime) {
      this.onwards = true;
      this.resume();
    } else this.playFrom(index);
  }

  pause() {
    this.playing = false;
    this.now.pause();
    this.tell();
  }

  stop() {
    this.pause();
    this.index = null;
    release(this.now);
    release(this.next);
    this.tell();
  }

  set speed(factor) {
    for (const element of [this.now, this.next]) element.playbackRate = element.defaultPlaybackRate = factor;
  }

  begin(index, onwards, end = Infinity, url = address(index)) {
    Object.assign(this, { index, onwards, end });
    this.now.pause();
    if (this.next.dataset.url === url) {
      release(this.now);
      [this.now, this.next] = [this.next, this.now];
      this.now.currentTime = 0;
    } else load(this.now, url);
    this.resume();
    if (onwards) this.prepare();
  }

  resume() {
    this.playing = true;
    this.now.play().catch((error) => {
      if (error.name === "NotAllowedError") this.pause();
    });
    this.tell();
  }

  /** The line that follows begins to load, and to be spoken. */
  prepare() {
    const following = this.index + 1;
    if (following < Math.min(this.end, store.lines.length)) load(this.next, address(following));
  }

  finished() {
    const following = this.index + 1;
    if (this.onwards && following < Math.min(this.end, store.lines.length)) this.begin(following, true, this.end);
    else {
      this.playing = false;
      this.tell();
    }
  }

  async failed() {
    if (!this.now.dataset.url) return;
    this.playing = false;
    this.tell();
    const response = await fetch(this.now.dataset.url).catch(() => null);
    if (response && !response.ok) say((await response.json()).error, { wrong: true });
    else say("This sound cannot be played.", { wrong: true });
  }

  tell() { this.dispatchEvent(new Event("state")); }
}

const address = (index) => `/api/line/${index}?revision=${store.story.revision}`;

function load(element, url) {
  element.dataset.url = url;
  element.src = url;
}

function release(element) {
  element.dataset.url = "";
  element.removeAttribute("src");
  element.load();
}
