#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

/* Strict UTF-8 (RFC 3629): no surrogates, no overlong forms. */
bool utf8_valid(const char *s, size_t n);
/* The code point at *s (before end) and step over it; U+FFFD and one byte for a bad byte. */
uint32_t utf8_next(const char **s, const char *end);
/* Append a code point. */
void utf8_add(struct text *out, uint32_t c);
/* Columns on a terminal (East Asian wide: 2; combining: 0). */
size_t utf8_width(const char *s);
/* Number of code points. */
size_t utf8_length(const char *s, size_t n);
/* The largest cut <= n bytes that does not split a character. */
size_t utf8_cut(const char *s, size_t n);
/* Append s cut to `cells` columns, with … when it was cut; then spaces up to `cells`. */
void utf8_add_cell(struct text *out, const char *s, size_t cells);
/* A Han character (CJK unified ideographs with extensions and compatibility forms)? */
bool utf8_is_han(uint32_t c);
#endif
