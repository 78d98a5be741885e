#ifndef LOOP_FOLDER_H
#define LOOP_FOLDER_H
#include "base/error.h"
#include "base/moment.h"

/* Deliver n bytes into the maildir at `path` (made when missing): a hidden file, fsync, then rename
 * into new/ under a name that is the same at each try of the same id, so that a repeat replaces
 * itself. */
bool folder_deliver(const char *path, const char *id, moment created, const char *bytes, size_t n,
    struct error *err);
#endif
