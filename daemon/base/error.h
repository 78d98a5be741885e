#ifndef BASE_ERROR_H
#define BASE_ERROR_H
#include <stdbool.h>
#include <stdio.h>
#include "base/list.h"

/*
 * One complete printable sentence: the thing, its place, what was expected, what to do. What can
 * fail returns bool and takes a `struct error *` last (NULL: the caller does not care); it is set
 * on failure and untouched on success.
 */
struct error {
	char s[1024];
};

/* Set the sentence; always false, so that `return error_set(err, …)` reads well. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Put words in front of the sentence ("office-mail: …"); always false. */
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* All mistakes of a file, for readers that go on: FILE:LINE: sentence. Warnings do not count as
   mistakes. */
struct mistake {
	const char *file, *message;
	int line; /* 0: the file as a whole */
	bool warning;
};
struct errors {
	struct arena arena;
	list_of(struct mistake) list;
	size_t mistakes; /* without the warnings */
};

void errors_add(struct errors *all, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void errors_warn(struct errors *all, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* One `FILE:LINE: sentence` a row, warnings marked. */
void errors_print(const struct errors *all, FILE *out);
void errors_release(struct errors *all);
#endif
