#ifndef BASE_TEXT_H
#define BASE_TEXT_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include "base/scope.h"

/*
 * A growing string, always NUL-terminated once anything was added. Zero-initialise; set `cap`
 * (bytes) to bound it, 0 stands for TEXT_CAP. What would pass the cap is dropped whole and `full`
 * is set, so input can never grow a buffer without limit. Out of memory aborts.
 */
#define TEXT_CAP (64u << 20)
struct text {
	char *s;
	size_t len, room, cap;
	bool full;
};

/* Append a string; n bytes; one byte; as printf. */
void text_add(struct text *t, const char *s);
void text_addn(struct text *t, const char *s, size_t n);
void text_addc(struct text *t, char c);
void text_addf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_addv(struct text *t, const char *format, va_list args);
/* The contents, "" when nothing was added. Valid until the next change. */
const char *text_get(const struct text *t);
/* Empty it, keeping the memory. */
void text_reset(struct text *t);
/* Hand the malloc'ed contents (never NULL) to the caller, who frees them; the text is empty
   after. */
char *text_steal(struct text *t);
void text_release(struct text *t);
#endif
