/* UTF-8 as it comes from outside: a bad byte is one U+FFFD and never more, so that whatever walks a
 * text also ends. Decoding, encoding and widths are utf8proc's; nothing is normalised. */
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, UTF8_BYTES = 4 };

/* Three bytes, as nearly all Chinese has; 0 for what needs a closer look. */
static uint32_t decode_three(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t c = (u[0] & 0xfu) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);

	if ((u[0] & 0xf0) != 0xe0 || (u[1] & 0xc0) != 0x80 || (u[2] & 0xc0) != 0x80)
		return 0;
	return c >= 0x800 && (c < 0xd800 || c > 0xdfff) ? c : 0;
}

/* Bytes of the character at s, 0 for a bad one; *c becomes its code point. */
static size_t decode(const char *s, const char *end, uint32_t *c)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t n;

	if (!(*s & 0x80)) {
		*c = (unsigned char)*s;
		return 1;
	}
	if (end - s >= 3 && (*c = decode_three(s)))
		return 3;
	n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s, end - s > UTF8_BYTES ? UTF8_BYTES : end - s, &point);
	*c = n > 0 ? (uint32_t)point : REPLACEMENT;
	return n > 0 ? (size_t)n : 0;
}

bool utf8_valid(const char *s, size_t n)
{
	const char *end = s + n;
	uint32_t c;
	size_t step;

	for (; s < end; s += step)
		if (!(step = decode(s, end, &c)))
			return false;
	return true;
}

uint32_t utf8_next(const char **s, const char *end)
{
	uint32_t c;
	size_t n = decode(*s, end, &c);

	*s += n ? n : 1;
	return c;
}

void utf8_add(struct text *out, uint32_t c)
{
	utf8proc_uint8_t bytes[UTF8_BYTES];

	if (!utf8proc_codepoint_valid((utf8proc_int32_t)c))
		c = REPLACEMENT;
	text_addn(out, (char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes));
}

size_t utf8_width(const char *s)
{
	const char *end = s + strlen(s);
	size_t cells = 0;

	while (s < end)
		cells += (size_t)utf8proc_charwidth((utf8proc_int32_t)utf8_next(&s, end));
	return cells;
}

size_t utf8_length(const char *s, size_t n)
{
	const char *end = s + n;
	size_t points = 0;

	for (; s < end; points++)
		utf8_next(&s, end);
	return points;
}

/* Bytes that a character with this first byte has. */
static size_t promised(unsigned char first)
{
	return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : UTF8_BYTES;
}

size_t utf8_cut(const char *s, size_t n)
{
	for (size_t back = 1; back < UTF8_BYTES && back <= n; back++) {
		unsigned char c = (unsigned char)s[n - back];

		if (c < 0x80)
			return n;
		if (c >= 0xc0)
			return promised(c) > back ? n - back : n;
	}
	return n;
}

static bool is_control(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0);
}

/* A control character becomes a space: no text from a notice moves the cursor or breaks a row. */
void utf8_add_cell(struct text *out, const char *s, size_t cells)
{
	const char *end = s + strlen(s);
	size_t used = 0, fits = 0, fits_bytes = out->len;

	while (s < end) {
		uint32_t c = utf8_next(&s, end);

		if (is_control(c))
			c = ' ';
		used += (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
		if (used > cells)
			break;
		utf8_add(out, c);
		if (used < cells) {
			fits = used;
			fits_bytes = out->len;
		}
	}
	if (used > cells && cells) {
		out->len = fits_bytes;
		text_add(out, "…");
		used = fits + 1;
	}
	for (; used < cells; used++)
		text_addc(out, ' ');
}

bool utf8_is_han(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {{0x4e00, 0x9fff}, {0x3400, 0x4dbf}, {0x3005, 0x3007}, {0xf900, 0xfaff},
	    {0x20000, 0x2fa1f}, {0x30000, 0x323af}};

	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (c >= blocks[i].first && c <= blocks[i].last)
			return true;
	return false;
}
