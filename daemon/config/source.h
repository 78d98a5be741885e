#ifndef CONFIG_SOURCE_H
#define CONFIG_SOURCE_H
#include <libconfig.h>
#include "base/error.h"

/*
 * The file as libconfig reads it, and what libconfig does not say: which file could not be opened, bytes that are no
 * text, whole numbers that would wrap at 32 bits. `@include` counts from the file's folder. The caller has called
 * config_init() and calls config_destroy(), whatever the result.
 */
bool source_read(const char *file, config_t *out, struct errors *mistakes);
#endif
