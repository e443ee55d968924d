#include <zlib.h>

// A macro in zlib.h, which Swift cannot call.
static inline int gate_inflate_begin(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
