/* Bytes of an unknown encoding become UTF-8. A byte order mark or valid UTF-8 decides at once; between
 * GB18030 and Big5, where nearly every byte pair is valid in both, the share of pairs that fall on the
 * frequent characters of each decides. iconv does the converting. */
#include "notice/decode.h"
#include <iconv.h>
#include <string.h>
#include "base/utf8.h"

enum {
	SAMPLE_BYTES = 1 << 16, /* enough to tell encodings apart */
	CHUNK_BYTES = 1 << 15,
	DAMAGE_OF = 20 /* more than one bad character in so many: not this encoding */
};

bool decode_is_zip(struct span bytes)
{
	return bytes.n > 4 && !memcmp(bytes.s, "PK\3\4", 4);
}

/* Files that offices send instead of text, known by their first bytes. */
static const struct {
	const char *magic;
	size_t n;
	const char *advice;
} binaries[] = {
    {"%PDF", 4, "a PDF: save it as text, DOCX or HTML first"},
    {"\xd0\xcf\x11\xe0", 4, "an old Word or Excel file: save it as DOCX or XLSX first"},
    {"{\\rtf", 5, "an RTF file: save it as DOCX first"},
    {"\x89PNG", 4, "a picture: it needs to be read by people or by OCR first"},
    {"\xff\xd8\xff", 3, "a picture: it needs to be read by people or by OCR first"},
    {"\x7f"
     "ELF",
	4, "a program"},
    {"\x1f\x8b", 2, "a compressed file: unpack it first"},
    {"Rar!", 4, "an archive: unpack it first"},
    {"7z\xbc\xaf", 4, "an archive: unpack it first"},
};

static bool refuse_binary(const char *name, struct span b, struct error *err)
{
	for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
		if (b.n >= binaries[i].n && !memcmp(b.s, binaries[i].magic, binaries[i].n))
			return error_set(err, "%s: this is %s", name, binaries[i].advice);
	return true;
}

static size_t sample_of(struct span b)
{
	return b.n < SAMPLE_BYTES ? b.n : SAMPLE_BYTES;
}

/* UTF-16 without a mark: in a text of any language one of the two bytes of line ends and digits is zero. */
static const char *utf16_by_zeros(struct span b)
{
	size_t even = 0, odd = 0, n = sample_of(b);

	for (size_t i = 0; i + 1 < n; i += 2) {
		even += !b.s[i];
		odd += !b.s[i + 1];
	}
	if (odd > n / 50 && even <= odd / 20)
		return "UTF-16LE";
	return even > n / 50 && odd <= even / 20 ? "UTF-16BE" : NULL;
}

/* Control characters other than tab, line feed, return, form feed; DEL counts as text. */
static size_t count_controls(struct span b)
{
	size_t found = 0;

	for (size_t i = 0; i < sample_of(b); i++) {
		unsigned char c = (unsigned char)b.s[i];

		found += c < ' ' && !strchr("\t\n\r\f\v\b\x1a\x1b", c);
		found += !c; /* strchr finds the end of its own string */
	}
	return found;
}

/* Bad bytes and good characters beyond ASCII, were it UTF-8. A character that the sample's end cuts is no damage. */
static void count_utf8(struct span b, size_t *bad, size_t *good)
{
	const char *s = b.s, *end = b.s + sample_of(b) - (b.n > SAMPLE_BYTES ? 4 : 0);

	*bad = *good = 0;
	while (s < end) {
		const char *start = s;
		uint32_t c = utf8_next(&s, b.s + b.n);

		*bad += c == 0xfffd && s - start == 1;
		*good += c >= 0x80 && s - start > 1;
	}
}

static bool between(unsigned char c, unsigned char first, unsigned char last)
{
	return c >= first && c <= last;
}

/* Permille of byte pairs on the characters that make up nearly all running text: GB 2312's symbols and first
 * level, with both bytes high; Big5's symbols and first level. */
static size_t frequent_gb(unsigned char a, unsigned char b)
{
	return (between(a, 0xa1, 0xa3) || between(a, 0xb0, 0xd7)) && b >= 0xa1;
}

static size_t frequent_big5(unsigned char a, unsigned char b)
{
	return between(a, 0xa1, 0xc6) && (between(b, 0x40, 0x7e) || b >= 0xa1);
}

static size_t share(struct span b, size_t (*frequent)(unsigned char, unsigned char))
{
	size_t pairs = 0, hits = 0;

	for (size_t i = 0; i + 1 < sample_of(b); i++) {
		unsigned char first = (unsigned char)b.s[i];

		if (first < 0x81)
			continue;
		pairs++;
		hits += frequent(first, (unsigned char)b.s[++i]);
	}
	return pairs ? hits * 1000 / pairs : 0;
}

static const char *mark_of(struct span *b)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *encoding;
	} marks[] = {{"\xef\xbb\xbf", 3, "UTF-8"}, {"\xff\xfe", 2, "UTF-16LE"},
	    {"\xfe\xff", 2, "UTF-16BE"}, {"\x84\x31\x95\x33", 4, "GB18030"}};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (b->n >= marks[i].n && !memcmp(b->s, marks[i].bytes, marks[i].n)) {
			b->s += marks[i].n;
			b->n -= marks[i].n;
			return marks[i].encoding;
		}
	return NULL;
}

/* NULL: binary. */
static const char *guess(struct span b)
{
	const char *wide = utf16_by_zeros(b);
	size_t bad, good;

	if (wide)
		return wide;
	if (count_controls(b) > sample_of(b) / 200)
		return NULL;
	count_utf8(b, &bad, &good);
	if (!bad || good > bad * DAMAGE_OF)
		return "UTF-8";
	return share(b, frequent_gb) >= share(b, frequent_big5) ? "GB18030" : "BIG5-HKSCS";
}

/* Convert, a U+FFFD for each byte that is no character. */
static size_t convert(struct span b, const char *encoding, struct text *out)
{
	iconv_t cd = iconv_open("UTF-8", encoding);
	char *in = (char *)b.s, chunk[CHUNK_BYTES];
	size_t left = b.n, damaged = 0;

	while (left) {
		char *to = chunk;
		size_t room = sizeof chunk, before = left;
		size_t done = iconv(cd, &in, &left, &to, &room);

		text_addn(out, chunk, sizeof chunk - room);
		if (done != (size_t)-1 || (room < sizeof chunk && left < before))
			continue;
		text_add(out, "\ufffd");
		damaged++;
		in++;
		left--;
	}
	iconv_close(cd);
	return damaged;
}

/* UTF-8 needs no converting, only its bad bytes replaced. */
static size_t copy_utf8(struct span b, struct text *out)
{
	const char *s = b.s, *end = b.s + b.n, *from = s;
	size_t damaged = 0;

	if (utf8_valid(b.s, b.n)) {
		text_addn(out, b.s, b.n);
		return 0;
	}
	while (s < end) {
		const char *start = s;

		if (utf8_next(&s, end) != 0xfffd || s - start > 1)
			continue;
		text_addn(out, from, (size_t)(start - from));
		text_add(out, "\ufffd");
		from = s;
		damaged++;
	}
	text_addn(out, from, (size_t)(end - from));
	return damaged;
}

bool decode_bytes(
    const char *name, struct span b, struct text *out, struct decoded *how, struct error *err)
{
	struct decoded found = {0};
	size_t before = out->len;

	if (!refuse_binary(name, b, err))
		return false;
	if (b.n > DECODE_CAP_BYTES)
		return error_set(err, "%s: %zu MiB are too many for a notice; at most %u are read",
		    name, b.n >> 20, DECODE_CAP_BYTES >> 20);
	found.encoding = mark_of(&b);
	if (!found.encoding && !(found.encoding = guess(b)))
		return error_set(err,
		    "%s: this is not text (zero bytes or control characters): give a text, CSV, "
		    "HTML, "
		    "DOCX or XLSX file",
		    name);
	if (!strcmp(found.encoding, "UTF-8"))
		found.damaged = copy_utf8(b, out);
	else
		found.damaged = convert(b, found.encoding, out);
	if (!span_trim((struct span){.s = out->s + before, .n = out->len - before}).n)
		return error_set(
		    err, "%s: the file is empty; a notice with tasks was expected", name);
	if (found.damaged * DAMAGE_OF > out->len - before)
		return error_set(err,
		    "%s: this is no text in UTF-8, UTF-16, GB18030 or Big5 (%zu bytes are no "
		    "characters): save it as UTF-8",
		    name, found.damaged);
	*how = found;
	return true;
}
