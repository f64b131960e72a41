// Plays lines one after the other; while one is heard, the next is on its way.

import { say } from "./dom.js";
import { Sound } from "./sound.js";
import { store } from "./store.js";

export class Player extends EventTarget {
  index = null;
  onwards = false;
  end = Infinity;
  playing = false;
  waiting = false;
  now = null;
  next = null;

  constructor(audio) {
    super();
    this.audio = audio;
    store.addEventListener("changed", () => this.forget());
  }

  /** Let one line be heard. */
  hear(index) { this.begin(index, false); }

  /** Play on from a line, until the line before `end`. */
  playFrom(index, end = Infinity) { this.begin(index, true, end); }

  /** Let any sound be heard, such as a voice on trial. */
  play(url) { this.begin(null, false, 0, url); }

  toggle(index) {
    if (this.playing) this.pause();
    else if (this.now && (this.index === null || this.index === index)) {
      this.onwards = this.index !== null;
      this.playing = true;
      this.audio.play();
      this.tell();
    } else this.playFrom(index);
  }

  pause() {
    this.playing = false;
    this.audio.pause();
    this.tell();
  }

  stop() {
    this.now?.drop();
    this.forget();
    Object.assign(this, { now: null, index: null });
    this.pause();
    this.release();
  }

  set speed(factor) { this.audio.playbackRate = this.audio.defaultPlaybackRate = factor; }

  async begin(index, onwards, end = Infinity, url = address(index)) {
    this.now?.drop();
    this.audio.pause();
    const sound = this.next?.address === url ? this.next : new Sound(url);
    if (this.next !== sound) this.forget();
    Object.assign(this, { index, onwards, end, now: sound, next: null, playing: true, waiting: true });
    this.tell();
    if (onwards) this.prepare();
    try {
      for await (const part of sound) {
        if (this.now !== sound) return;
        await this.sounded(part);
        if (this.now !== sound) return;
      }
    } catch (error) {
      if (this.now !== sound) return;
      this.stop();
      say(error.message, { wrong: true });
      return;
    }
    if (this.now === sound) this.finished();
  }

  /** Play a part, and wait for its end. */
  sounded(part) {
    return new Promise((ended, failed) => {
      this.release();
      this.audio.onended = () => {
        this.waiting = true;
        this.tell();
        ended();
      };
      this.audio.onerror = () => failed(new Error("This sound cannot be played."));
      this.audio.onplaying = () => { this.waiting = false; this.tell(); };
      this.audio.src = URL.createObjectURL(part);
      if (this.playing) this.audio.play().catch((error) => { if (error.name === "NotAllowedError") this.pause(); });
    });
  }

  /** The line that follows begins to be spoken. */
  prepare() {
    const following = this.index + 1;
    if (following < Math.min(this.end, store.lines.length)) this.next = new Sound(address(following));
  }

  finished() {
    const following = this.index + 1;
    if (this.onwards && following < Math.min(this.end, store.lines.length)) this.begin(following, true, this.end);
    else {
      this.now = null;
      this.pause();
    }
  }

  /** What follows may sound otherwise by now. */
  forget() {
    this.next?.drop();
    this.next = null;
  }

  release() {
    Object.assign(this.audio, { onended: null, onerror: null, onplaying: null });
    if (!this.audio.src) return;
    URL.revokeObjectURL(this.audio.src);
    this.audio.removeAttribute("src");
  }

  tell() { this.dispatchEvent(new Event("state")); }
}

const address = (index) => `api/line/${index}?revision=${store.story.revision}`;
