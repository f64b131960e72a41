// A sound on its way: the parts of it that are there can be played while the rest is still being spoken. Each part is a
// WAV file, and before it stands its length.

const LENGTH = 4;

export class Sound {
  parts = [];
  over = false;
  error = null;
  wake = () => {};
  abort = new AbortController();

  constructor(address) {
    this.address = address;
    this.load();
  }

  /** Nobody wants to hear it any more. */
  drop() { this.abort.abort(); }

  async load() {
    try {
      const response = await fetch(this.address, { signal: this.abort.signal });
      if (!response.ok) throw new Error((await response.json()).error);
      await this.read(response.body.getReader());
    } catch (error) {
      if (error.name !== "AbortError") this.error = error;
    }
    this.over = true;
    this.wake();
  }

  async read(reader) {
    let bytes = new Uint8Array();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const joined = new Uint8Array(bytes.length + value.length);
      joined.set(bytes);
      joined.set(value, bytes.length);
      bytes = joined;
      for (let length; bytes.length >= LENGTH; bytes = bytes.subarray(LENGTH + length)) {
        length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
        if (bytes.length < LENGTH + length) break;
        this.parts.push(new Blob([bytes.slice(LENGTH, LENGTH + length)], { type: "audio/wav" }));
        this.wake();
      }
    }
  }

  /** The parts one after the other, as they come. Throws what the server says where it cannot be spoken. */
  async* [Symbol.asyncIterator]() {
    for (let at = 0; ; at++) {
      while (at >= this.parts.length) {
        if (this.error) throw this.error;
        if (this.over) return;
        await new Promise((wake) => { this.wake = wake; });
      }
      yield this.parts[at];
    }
  }
}
