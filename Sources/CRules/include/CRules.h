#ifndef CRULES_H
#define CRULES_H
#include <stddef.h>
#include <stdint.h>

/// One file of rules/, embedded into the binary.
struct embedded_rule_file {
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/// All files of rules/, sorted by path.
extern const struct embedded_rule_file *const embedded_rule_files;
extern const size_t embedded_rule_file_count;

/// The secret rules as start-up reads them: secret-rules.tsv.
extern const unsigned char *const secret_rule_table;
extern const size_t secret_rule_table_size;

/// Tells whether a file has changed; nothing that would withstand an attack.
uint64_t rule_file_digest(const unsigned char *bytes, size_t size);

#endif
