/* Prints base/script.c's table: a pair {Traditional, Simplified} of code points for every Han character that OpenCC's
 * t2s turns into exactly one other character. Run at build time. */
#include <opencc/opencc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int encode(uint32_t c, char out[5])
{
	if (c < 0x10000)
		return sprintf(out, "%c%c%c", 0xe0 | c >> 12, 0x80 | (c >> 6 & 63), 0x80 | (c & 63));
	return sprintf(out, "%c%c%c%c", 0xf0 | c >> 18, 0x80 | (c >> 12 & 63), 0x80 | (c >> 6 & 63),
	    0x80 | (c & 63));
}

static uint32_t decode(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	if (strlen(s) == 3)
		return (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
	if (strlen(s) == 4)
		return (u[0] & 7u) << 18 | (u[1] & 63u) << 12 | (u[2] & 63u) << 6 | (u[3] & 63u);
	return 0;
}

int main(void)
{
	opencc_t cc = opencc_open("t2s.json");
	char from[5], *to;

	if (cc == (opencc_t)-1)
		return fprintf(stderr, "script-map: OpenCC has no t2s.json: install libopencc-data\n"), 1;
	for (uint32_t c = 0x3400; c < 0x2fa20; c++) {
		if (c == 0xa000)
			c = 0xf900;
		if (c == 0xfb00)
			c = 0x20000;
		encode(c, from);
		to = opencc_convert_utf8(cc, from, strlen(from));
		if (to && strcmp(from, to) && decode(to))
			printf("{0x%x, 0x%x},\n", c, decode(to));
		if (to)
			opencc_convert_utf8_free(to);
	}
	return opencc_close(cc);
}
