/* Lines on standard error, one an event. A line goes out in one write and holds no control
 * characters, so that lines of two processes do not mix and no name or reply from outside can forge
 * a line of its own. */
#include "base/log.h"
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static struct {
	const char *program;
	enum log_level level;
	bool journal;
} the_log = {.program = "deadlined", .level = LOG_NOTICE};

void log_open(const char *program, enum log_level level)
{
	the_log.program = program;
	the_log.level = level;
	the_log.journal = getenv("JOURNAL_STREAM") != NULL;
}

static void blank_controls(char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			*s = ' ';
}

void log_event(enum log_level level, const char *format, ...)
{
	char line[4096];
	va_list args;
	size_t n;

	if (level > the_log.level)
		return;
	if (the_log.journal)
		n = (size_t)snprintf(line, 64, "<%d>", (int)level);
	else
		n = (size_t)snprintf(line, 64, "%.32s: ", the_log.program);
	va_start(args, format);
	vsnprintf(line + n, sizeof line - n - 1, format, args);
	va_end(args);
	blank_controls(line);
	n = strlen(line);
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* there is nobody left to tell */
}
