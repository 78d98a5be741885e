/* CSV and TSV. One walk over the bytes with the state "inside quotes"; the separator is guessed once, from
 * the first lines. */
#include <string.h>
#include "notice/clean.h"
#include "notice/formats.h"
#include "notice/words.h"

enum { SAMPLE_LINES = 20, SAMPLE_BYTES = 1 << 16 };

struct scan {
	const char *s, *end;
	char separator;
	int line;
	struct text field;
	int field_line;
};

/* How often the separator stands outside quotes in each of the first lines: the least count of all lines, but 0 lines of
 * a head above the table do not count. */
static size_t score(struct span text, char separator)
{
	size_t least = 0, here = 0, lines = 0, i;
	bool quoted = false;

	for (i = 0; i < text.n && i < SAMPLE_BYTES && lines < SAMPLE_LINES; i++) {
		char c = text.s[i];

		quoted ^= c == '"';
		if (c == separator && !quoted)
			here++;
		if (c != '\n' || quoted)
			continue;
		if (here && (!least || here < least))
			least = here;
		lines += here > 0;
		here = 0;
	}
	return lines >= 2 || (lines && i == text.n) ? least * lines : 0;
}

static char guess_separator(struct span text)
{
	static const char separators[] = ",\t;|";
	char best = ',';
	size_t most = 0;

	for (const char *s = separators; *s; s++) {
		size_t n = score(text, *s);

		if (n > most) {
			most = n;
			best = *s;
		}
	}
	return best;
}

/* A quoted field; the scan stands behind its opening quote. What follows the closing one is taken as it is. */
static void read_quoted(struct scan *c)
{
	while (c->s < c->end) {
		const char *quote = memchr(c->s, '"', (size_t)(c->end - c->s));
		const char *to = quote ? quote : c->end;

		for (const char *p = c->s; p < to; p++)
			c->line += *p == '\n';
		text_addn(&c->field, c->s, (size_t)(to - c->s));
		c->s = quote ? quote + 1 : c->end;
		if (c->s == c->end || *c->s != '"')
			return;
		text_addc(&c->field, '"');
		c->s++;
	}
}

static bool ends_field(const struct scan *c)
{
	return c->s == c->end || *c->s == c->separator || *c->s == '\n';
}

/* The next field; false at the end of its record. */
static bool read_field(struct scan *c)
{
	const char *from;

	text_reset(&c->field);
	c->field_line = c->line;
	while (c->s < c->end && *c->s == ' ')
		c->s++;
	if (c->s < c->end && *c->s == '"') {
		c->s++;
		read_quoted(c);
	}
	from = c->s;
	while (!ends_field(c))
		c->s++;
	text_addn(&c->field, from, (size_t)(c->s - from));
	if (c->s < c->end && *c->s == c->separator) {
		c->s++;
		return true;
	}
	return false;
}

static bool read_record(struct scan *c, struct grid_maker *m)
{
	bool more;

	grid_begin_row(m, c->line);
	do {
		more = read_field(c);
		grid_place(m,
		    (struct span){
			.s = text_get(&c->field), .n = c->field.len, .line = c->field_line},
		    1, 1);
	} while (more);
	c->line += c->s < c->end;
	c->s += c->s < c->end;
	return grid_end_row(m);
}

void read_csv(struct span text, struct document *d)
{
	struct scan c = {
	    .s = text.s, .end = text.s + text.n, .line = 1, .separator = guess_separator(text)};
	struct grid_maker m = {.document = d, .grid = document_new_grid(d)};

	if (span_starts(text, "sep=")) { /* Excel's own first line */
		c.separator = text.n > 4 ? text.s[4] : ',';
		while (c.s < c.end && *c.s++ != '\n')
			;
		c.line++;
	}
	while (c.s < c.end && read_record(&c, &m))
		;
	if (c.s < c.end)
		document_add_diagnostic(d, c.line, "warning",
		    "more than %d cells; those from here on are not read", DOCUMENT_CELLS);
	text_release(&c.field);
	document_add_grid(d, m.grid);
}

/* Only with a header row: a comma stands in every other sentence. */
bool read_csv_fits(struct span text, const struct words *w)
{
	struct span rest = text, line;

	for (int i = 0; i < SAMPLE_LINES && span_next_line(&rest, &line); i++) {
		struct span cells = line;
		size_t named = 0, all = 0;

		if (line.n > SAMPLE_BYTES || !memchr(line.s, ',', line.n))
			continue;
		while (cells.s) {
			struct span cell = span_cut(&cells, ",");

			if (cell.n > 1 && cell.s[0] == '"' && cell.s[cell.n - 1] == '"')
				cell = (struct span){.s = cell.s + 1, .n = cell.n - 2};
			named += column_named(w, cell) != COLUMN_NONE;
			all++;
		}
		if (all >= 3 && named * 3 >= all * 2)
			return true;
	}
	return false;
}
