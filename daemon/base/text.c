/* A growing string. One rule keeps every caller safe: an addition is taken whole or not at all. */
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Doubling keeps appends amortised O(1). */
static bool text_grow(struct text *t, size_t n)
{
	size_t cap = t->cap ? t->cap : TEXT_CAP;

	if (t->full || n > cap || t->len > cap - n) {
		t->full = true;
		return false;
	}
	if (t->len + n + 1 <= t->room)
		return true;
	t->room = 2 * (t->len + n + 1);
	t->s = realloc(t->s, t->room);
	if (!t->s)
		abort();
	return true;
}

void text_addn(struct text *t, const char *s, size_t n)
{
	if (!text_grow(t, n))
		return;
	if (n)
		memcpy(t->s + t->len, s, n);
	t->len += n;
	t->s[t->len] = 0;
}

void text_add(struct text *t, const char *s)
{
	text_addn(t, s, strlen(s));
}

void text_addc(struct text *t, char c)
{
	text_addn(t, &c, 1);
}

/* Most are short, and are written once. */
void text_addv(struct text *t, const char *format, va_list args)
{
	char brief[256];
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(brief, sizeof brief, format, again);
	va_end(again);
	if (n < 0)
		return;
	if ((size_t)n < sizeof brief) {
		text_addn(t, brief, (size_t)n);
	} else if (text_grow(t, (size_t)n)) {
		vsnprintf(t->s + t->len, (size_t)n + 1, format, args);
		t->len += (size_t)n;
	}
}

void text_addf(struct text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_addv(t, format, args);
	va_end(args);
}

const char *text_get(const struct text *t)
{
	return t->s ? t->s : "";
}

void text_reset(struct text *t)
{
	t->len = 0;
	t->full = false;
	if (t->s)
		t->s[0] = 0;
}

char *text_steal(struct text *t)
{
	char *s = t->s ? t->s : strdup("");

	if (!s)
		abort();
	*t = (struct text){.cap = t->cap};
	return s;
}

void text_release(struct text *t)
{
	free(t->s);
	*t = (struct text){0};
}
