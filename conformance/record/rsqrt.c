/* Records this processor's reciprocal square root approximation (x86 rsqrtps) as a staircase.
 *
 *     cc -O2 conformance/record/rsqrt.c -o rsqrt && ./rsqrt > rsqrtps-amd.bin
 *
 * Cell k holds the 2,048 floats from bits 0x3f800000 + 2048 k on, for 1 <= x < 4. The result is
 * the same number q * 2^-13 in the whole cell; q falls from 8191 by 0, 1, 2 or 3 from cell to
 * cell. One byte holds the steps of four cells, lowest bits first. Exits with 1 where a processor
 * does not fit this description.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t approximation(uint32_t bits) {
  __m128 x;
  uint32_t lanes[4] = {bits, bits, bits, bits};
  memcpy(&x, lanes, sizeof x);
  x = _mm_rsqrt_ps(x);
  memcpy(lanes, &x, sizeof x);
  return lanes[0];
}

int main(void) {
  uint32_t before = 8191;
  unsigned packed = 0;
  for (uint32_t k = 0; k < 8192; k++) {
    uint32_t first = approximation(0x3f800000u + 2048 * k);
    for (uint32_t i = 1; i < 2048; i++) {
      if (approximation(0x3f800000u + 2048 * k + i) != first) return 1;
    }
    uint32_t q = ((first - 0x3f000000u) >> 11) + 4096;
    if ((first & 2047) != 0 || q > before || before - q > 3) return 1;
    packed |= (before - q) << (2 * (k % 4));
    before = q;
    if (k % 4 == 3) {
      putchar((int) packed);
      packed = 0;
    }
  }
  return 0;
}
