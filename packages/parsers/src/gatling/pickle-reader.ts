/** Reads the values of a pickled assertion one after the other. Past its end everything is undefined. */
export interface PickleReader {
  /** The next byte. */
  byte(): number | undefined;
  /** A whole number in its short form: one byte up to 127. */
  int(): number | undefined;
  /** A number of eight bytes, low ones first. */
  double(): number | undefined;
  /** A text: the number of its UTF-16 units, then each of them in one to three bytes. */
  text(): string | undefined;
  /** Nothing is left. */
  isAtEnd(): boolean;
}

/** A reader for the bytes of one assertion. */
export function createPickleReader(bytes: Uint8Array): PickleReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const byte = () => (at < bytes.length ? bytes[at++] : undefined);
  const int = (): number | undefined => {
    const first = byte();
    if (first === undefined || first < 0x80) return first;
    // The upper half of the first byte says how many more follow, high ones first; an odd one is a negative number.
    const more = [1, 1, 2, 2, 3, 3][(first >> 4) - 8];
    if (more === undefined) {
      if (first !== 0xe0 || at + 4 > bytes.length) return undefined;
      at += 4;
      return view.getInt32(at - 4, true);
    }
    let value = first & 0x0f;
    for (let index = 0; index < more; index++) value = value * 256 + (byte() ?? NaN);
    if (Number.isNaN(value)) return undefined;
    return ((first >> 4) & 1) === 1 ? value - 2 ** (8 * more + 4) : value;
  };
  return {
    byte,
    int,
    double() {
      if (at + 8 > bytes.length) return undefined;
      at += 8;
      return view.getFloat64(at - 8, true);
    },
    text() {
      const length = int();
      if (length === undefined || length < 0 || at + length > bytes.length) return undefined;
      let text = '';
      for (let index = 0; index < length; index++) {
        const first = byte() ?? 0;
        // The two highest bits say how many bytes more there are; the first holds the low six bits of the unit.
        const unit =
          first < 0x80
            ? first
            : first < 0xc0
              ? (first & 0x3f) | ((byte() ?? 0) << 6)
              : (first & 0x3f) | ((byte() ?? 0) << 6) | ((byte() ?? 0) << 14);
        text += String.fromCharCode(unit & 0xffff);
      }
      return text;
    },
    isAtEnd: () => at === bytes.length,
  };
}
