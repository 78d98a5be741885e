/* A cell is brought into one line: what broke or spread it on the page says nothing. Each run of blanks is
 * judged by the two characters that it parts. */
#include <string.h>
#include "base/utf8.h"
#include "notice/clean.h"

struct line {
	const char *s, *end;
	bool keep_breaks;
	struct text out;
	uint32_t last, before; /* the last two characters written */
	int digits;	       /* in a row, at the end of what is written */
};

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
	return c > ' ' && c < 0x2e80;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0x3000 || c == '\n' || c == '\r';
}

static void write_char(struct line *l, uint32_t c)
{
	utf8_add(&l->out, c);
	l->digits = is_digit(c) ? l->digits + 1 : 0;
	l->before = l->last;
	l->last = c;
}

static int count_digits(const char *s, const char *end)
{
	int n = 0;

	while (s + n < end && n < 5 && is_digit((unsigned char)s[n]))
		n++;
	return n;
}

/* "2 000": a group of three behind one to three digits. */
static bool is_group(const struct line *l, const char *s)
{
	return l->digits >= 1 && l->digits <= 3 && count_digits(s, l->end) == 3;
}

/* The blank between two characters: a line break that is kept, a space between Latin words, else nothing. */
static void write_blank(struct line *l, bool broken)
{
	const char *s = l->s;
	uint32_t next = s < l->end ? utf8_next(&s, l->end) : 0;

	if (!l->last || !next)
		return;
	if (broken && l->keep_breaks) {
		write_char(l, '\n');
		return;
	}
	if (!is_latin(l->last) || !is_latin(next) || l->last == '\n')
		return;
	if (is_digit(l->last) && (is_group(l, l->s) || next == '%'))
		return;
	write_char(l, ' ');
}

static void read_blanks(struct line *l, uint32_t first)
{
	bool broken = first == '\n';
	const char *s = l->s;

	while (s < l->end) {
		uint32_t c = utf8_next(&s, l->end);

		if (!is_blank(c))
			break;
		broken |= c == '\n';
		l->s = s;
	}
	write_blank(l, broken);
}

/* What makes a digit of the letter O before it. */
static bool is_counted(uint32_t c)
{
	static const char counted[] = "年月日号號个個家项項件次万萬亿億户戶处處公人%.";
	const char *s = counted, *end = counted + sizeof counted - 1;

	while (c && s < end)
		if (utf8_next(&s, end) == c)
			return true;
	return false;
}

/* OCR's O for 0: behind a digit, and before a digit or what is counted. */
static bool is_zero(const struct line *l)
{
	const char *s = l->s;
	uint32_t c = 'O';

	if (!is_digit(l->last))
		return false;
	while (s < l->end && (c == 'O' || c == 'o'))
		c = utf8_next(&s, l->end);
	return is_digit(c) || is_counted(c);
}

static bool is_doubled(uint32_t c, uint32_t last)
{
	return c == last &&
	       (c == ',' || c == ';' || c == 0xff0c || c == 0x3001 || c == 0x3002 || c == 0xff1b);
}

static void read_char(struct line *l)
{
	uint32_t c = utf8_next(&l->s, l->end);

	if (is_blank(c))
		read_blanks(l, c);
	else if (c == '@' && l->s < l->end && *l->s == '@')
		l->s++;
	else if ((c == 'O' || c == 'o') && is_zero(l))
		write_char(l, '0');
	else if (!is_doubled(c, l->last))
		write_char(l, c);
}

static const char *clean(struct arena *a, struct span raw, bool keep_breaks)
{
	struct span s = span_trim(raw);
	struct line l = {.s = s.s, .end = s.s + s.n, .keep_breaks = keep_breaks};
	const char *done;

	while (l.s < l.end)
		read_char(&l);
	done = arena_dupn(a, text_get(&l.out), l.out.len);
	text_release(&l.out);
	return done;
}

const char *clean_line(struct arena *a, struct span raw)
{
	return clean(a, raw, false);
}

const char *clean_lines(struct arena *a, struct span raw)
{
	return clean(a, raw, true);
}
