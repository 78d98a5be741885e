#ifndef BASE_FILE_H
#define BASE_FILE_H
#include "base/error.h"
#include "base/text.h"

/* Read a whole file ("-": standard input) of at most `cap` bytes into out (reset first). */
bool file_read(const char *path, size_t cap, struct text *out, struct error *err);
/* Write a file so that a reader sees the old or the new one, never a part: temporary file, fsync,
   rename. */
bool file_replace(const char *path, const char *bytes, size_t n, struct error *err);
/* The names in a folder that do not start with '.', sorted by bytes, allocated in a. */
bool file_names(const char *folder, struct arena *a, struct names *out, struct error *err);
/* mkdir -p with mode 0755 (existing folders stay as they are). */
bool file_make_folder(const char *path, struct error *err);
/* Is it a folder? */
bool file_is_folder(const char *path);
/* "notes/江门-34.txt" → "江门-34": the name without folders and the last ending. Allocated in a. */
char *file_stem(struct arena *a, const char *path);
/*
 * The path of a file or folder that is shipped with the program ("lexicon", "holidays/cn.tsv"):
 * below $DEADLINED_DATA, else below conf/ of the nearest folder above the running program that has
 * it (a build tree), else below the installed data folder. Allocated in a.
 */
char *file_data(struct arena *a, const char *name);
#endif
