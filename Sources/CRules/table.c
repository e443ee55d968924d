#include "CRules.h"
#include <string.h>

static const unsigned char table[] = {
#embed "secret-rules.tsv" suffix(, )
0};

const unsigned char *const secret_rule_table = table;
const size_t secret_rule_table_size = sizeof(table) - 1;

uint64_t rule_file_digest(const unsigned char *bytes, size_t size) {
  uint64_t digest = size;
  while (size > 0) {
    uint64_t word = 0;
    size_t taken = size < sizeof(word) ? size : sizeof(word);
    memcpy(&word, bytes, taken);
    digest = (digest ^ word) * 0x9E3779B97F4A7C15;
    digest ^= digest >> 32;
    bytes += taken;
    size -= taken;
  }
  return digest;
}
