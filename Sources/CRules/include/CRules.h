#ifndef CRULES_H
#define CRULES_H
#include <stddef.h>

/// One file of rules/, embedded into the binary.
struct embedded_rule_file {
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/// All files of rules/, sorted by path.
extern const struct embedded_rule_file *const embedded_rule_files;
extern const size_t embedded_rule_file_count;

#endif
