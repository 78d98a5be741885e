/* Sentences for people: one that travels up with a false, and the list of them that readers of
 * files collect. */
#include "base/error.h"
#include <stdarg.h>

bool error_set(struct error *err, const char *format, ...)
{
	va_list args;

	if (!err)
		return false;
	va_start(args, format);
	vsnprintf(err->s, sizeof err->s, format, args);
	va_end(args);
	return false;
}

bool error_prefix(struct error *err, const char *format, ...)
{
	struct error old;
	va_list args;
	int n;

	if (!err)
		return false;
	old = *err;
	va_start(args, format);
	n = vsnprintf(err->s, sizeof err->s, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof err->s)
		snprintf(err->s + n, sizeof err->s - (size_t)n, "%s", old.s);
	return false;
}

static void errors_addv(struct errors *all, struct mistake where, const char *format, va_list args)
{
	char message[sizeof((struct error *)0)->s];

	vsnprintf(message, sizeof message, format, args);
	where.file = arena_dup(&all->arena, where.file);
	where.message = arena_dup(&all->arena, message);
	*list_push(&all->arena, &all->list) = where;
	all->mistakes += !where.warning;
}

void errors_add(struct errors *all, const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	errors_addv(all, (struct mistake){.file = file, .line = line}, format, args);
	va_end(args);
}

void errors_warn(struct errors *all, const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	errors_addv(
	    all, (struct mistake){.file = file, .line = line, .warning = true}, format, args);
	va_end(args);
}

void errors_print(const struct errors *all, FILE *out)
{
	list_each (const struct mistake *, m, all->list) {
		fprintf(out, "%s:", m->file);
		if (m->line)
			fprintf(out, "%d:", m->line);
		fprintf(out, " %s%s\n", m->warning ? "warning: " : "", m->message);
	}
}

void errors_release(struct errors *all)
{
	arena_release(&all->arena);
	*all = (struct errors){0};
}
