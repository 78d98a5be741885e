#ifndef CTL_TERMINAL_H
#define CTL_TERMINAL_H
#include "base/text.h"

/* What standard output can show: its width, and whether colours help (a terminal, and NO_COLOR unset). */
struct terminal {
	size_t columns;
	bool colour;
};
enum tint { TINT_NONE, TINT_RED, TINT_YELLOW, TINT_GREEN, TINT_PALE, TINT_BOLD };

struct terminal terminal_of_output(void);
/* Append s in a tint, plain where there are no colours. */
void terminal_add(const struct terminal *t, struct text *out, enum tint tint, const char *s);
/* Append text of strangers: control characters, which could move the cursor or recolour the screen, as spaces. Line ends
 * stay when `lines`. */
void terminal_add_harmless(struct text *out, const char *s, bool lines);
/* A bar of `cells` blocks, filled to `percent` (0–100) rounded down: only what is reached is full. */
void terminal_add_bar(struct text *out, int percent, size_t cells);
/* "2018-12-24T09:10:00+08:00" → "2018-12-24 09:10", the office's own time; "-" for NULL. */
void terminal_add_time(struct text *out, const char *iso);
#endif
