// Heights of many rows, and which row lies where: a Fenwick tree, so that both a change and a question take log n steps.

export class Heights {
  constructor(heights) {
    this.count = heights.length;
    this.heights = Float64Array.from(heights);
    this.tree = new Float64Array(this.count + 1);
    for (let i = 1; i <= this.count; i++) {
      this.tree[i] += this.heights[i - 1];
      const parent = i + (i & -i);
      if (parent <= this.count) this.tree[parent] += this.tree[i];
    }
    this.top = 1;
    while (this.top * 2 <= this.count) this.top *= 2;
  }

  set(row, height) {
    const difference = height - this.heights[row];
    if (!difference) return;
    this.heights[row] = height;
    for (let i = row + 1; i <= this.count; i += i & -i) this.tree[i] += difference;
  }

  /** Where a row begins; that of the row after the last is the height of all. */
  offset(row) {
    let sum = 0;
    for (let i = row; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  get total() { return this.offset(this.count); }

  /** The row that lies at an offset. */
  at(offset) {
    let row = 0;
    for (let step = this.top; step; step >>= 1) {
      if (row + step <= this.count && this.tree[row + step] <= offset) {
        row += step;
        offset -= this.tree[row];
      }
    }
    return Math.min(row, this.count - 1);
  }
}
