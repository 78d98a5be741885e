/* The few things that a terminal has and a file has not. Colours are the eight that every terminal theme keeps readable. */
#include "ctl/terminal.h"
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/utf8.h"

enum { COLUMNS_ELSE = 120, COLUMNS_LEAST = 60, COLUMNS_MOST = 400 };

struct terminal terminal_of_output(void)
{
	const char *columns = getenv("COLUMNS"), *no_color = getenv("NO_COLOR");
	bool is_terminal = isatty(STDOUT_FILENO);
	size_t n = columns ? strtoul(columns, NULL, 10) : 0;
	struct winsize size;

	if (is_terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		n = size.ws_col;
	if (!n)
		n = COLUMNS_ELSE;
	return (struct terminal){
	    .columns = n < COLUMNS_LEAST  ? COLUMNS_LEAST
		       : n > COLUMNS_MOST ? COLUMNS_MOST
					  : n,
	    .colour = is_terminal && !(no_color && *no_color),
	};
}

void terminal_add(const struct terminal *t, struct text *out, enum tint tint, const char *s)
{
	static const char *const codes[] = {[TINT_NONE] = "",
	    [TINT_RED] = "\033[31m",
	    [TINT_YELLOW] = "\033[33m",
	    [TINT_GREEN] = "\033[32m",
	    [TINT_PALE] = "\033[2m",
	    [TINT_BOLD] = "\033[1m"};
	bool tinted = t->colour && tint != TINT_NONE;

	text_addf(out, "%s%s%s", tinted ? codes[tint] : "", s, tinted ? "\033[0m" : "");
}

void terminal_add_harmless(struct text *out, const char *s, bool lines)
{
	const char *end = s + strlen(s);

	while (s < end) {
		uint32_t c = utf8_next(&s, end);
		bool control = c < ' ' || (c >= 0x7f && c < 0xa0);

		if (lines && c == '\r')
			continue;
		utf8_add(out, control && !(lines && c == '\n') ? ' ' : c);
	}
}

void terminal_add_bar(struct text *out, int percent, size_t cells)
{
	size_t full = percent <= 0 ? 0 : percent >= 100 ? cells : (size_t)percent * cells / 100;

	for (size_t i = 0; i < cells; i++)
		text_add(out, i < full ? "█" : "░");
}

void terminal_add_time(struct text *out, const char *iso)
{
	if (!iso)
		text_add(out, "-");
	else if (strlen(iso) < 16 || iso[10] != 'T')
		text_add(out, iso);
	else
		text_addf(out, "%.10s %.5s", iso, iso + 11);
}
