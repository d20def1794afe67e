# Reference for src/random.ts: xoshiro128** seeded by a 32-bit splitmix, in unbounded integers. Run: python3 testdata/random.py
MASK = 0xFFFFFFFF


def splitmix(seed):
    state = seed & MASK
    while True:
        state = (state + 0x9E3779B9) & MASK
        mixed = ((state ^ (state >> 16)) * 0x21F0AAAD) & MASK
        mixed = ((mixed ^ (mixed >> 15)) * 0x735A2D97) & MASK
        yield mixed ^ (mixed >> 15)


def rotate(bits, by):
    return ((bits << by) | (bits >> (32 - by))) & MASK


def draws(seed):
    split = splitmix(seed)
    s = [next(split) for _ in range(4)]

    def bits():
        result = (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        shifted = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 11)
        return result

    while True:
        high, low = bits() >> 5, bits() >> 6
        yield (high * 2**26 + low) / 2**53


for seed in (0, 1, 42, -1):
    source = draws(seed)
    print(seed, [next(source) for _ in range(3)])
