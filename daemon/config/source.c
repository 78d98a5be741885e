/* From bytes to libconfig's tree. The bytes are looked at first, because libconfig stops silently at a NUL and takes
 * 4294967297 for 1. */
#include "config/source.h"
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include "base/file.h"
#include "base/span.h"

enum { CONFIG_CAP_BYTES = 1 << 20 };

/* What libconfig says, and what a user can do about it. */
static const struct {
	const char *said, *meant;
} HINTS[] = {
    {"syntax error", "does not read as `key = value;` (a missing quote, bracket or ; is often on "
		     "the line before)"},
    {"duplicate setting name", "a key stands twice in its group"},
    {"mismatched element type in array",
	"a list in [ ] holds values of one type; is something not in quotes?"},
    {"cannot open include file",
	"the file of @include cannot be opened; name it relative to this file's folder"},
    {"include file nesting too deep", "@include goes too deep; does a file include itself?"},
};

static const char *meaning(const char *said)
{
	for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS; i++)
		if (!strcmp(HINTS[i].said, said))
			return HINTS[i].meant;
	return said;
}

/* Line n of a text, trimmed. */
static struct span line_of(const char *text, int n)
{
	struct span rest = span_of(text), line = {0};

	for (; n > 0; n--)
		if (!span_next_line(&rest, &line))
			return (struct span){0};
	return span_trim(line);
}

static void add_syntax(
    const config_t *c, const char *file, const char *text, struct errors *mistakes)
{
	const char *where = config_error_file(c);
	int n = config_error_line(c);
	struct span line = line_of(where ? "" : text, n);

	errors_add(mistakes, where ? where : file, n, "%s%s%.*s", meaning(config_error_text(c)),
	    line.n ? ": " : "", line.n > 80 ? 80 : (int)line.n, line.n ? line.s : "");
}

/* Past a comment or a quoted text that starts at s; s itself when there is none. */
static const char *skip_silent(const char *s)
{
	if (*s == '#' || (s[0] == '/' && s[1] == '/'))
		return s + strcspn(s, "\n");
	if (s[0] == '/' && s[1] == '*') {
		const char *end = strstr(s + 2, "*/");
		return end ? end + 2 : s + strlen(s);
	}
	if (*s != '"')
		return s;
	for (s++; *s && *s != '"'; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : s;
}

static bool wraps(const char *s, size_t n)
{
	bool hex = n > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');

	if (s[n - 1] == 'L' || (!hex && strcspn(s, ".eE") < n))
		return false;
	return strtoull(s, NULL, hex ? 16 : 10) > INT32_MAX;
}

/* Whole numbers that libconfig would take modulo 2^32. */
static bool check_numbers(const char *file, const char *text, struct errors *mistakes)
{
	bool good = true;
	int line = 1;

	for (const char *s = text; *s;) {
		const char *next = skip_silent(s);
		size_t n = 0;

		while (isalnum((unsigned char)next[n]) || strchr("_.", next[n] ? next[n] : ' '))
			n++;
		if (n && isdigit((unsigned char)*next) && wraps(next, n)) {
			errors_add(mistakes, file, line, "%.*s is too large for a number",
			    n > 40 ? 40 : (int)n, next);
			good = false;
		}
		next += n ? n : next == s;
		for (; s < next; s++)
			line += *s == '\n';
	}
	return good;
}

/* "FILE: sentence" without the name, which the list of mistakes puts in front. */
static const char *without_name(const char *sentence, const char *file)
{
	size_t n = strlen(file);

	return !strncmp(sentence, file, n) && sentence[n] == ':' ? sentence + n + 2 : sentence;
}

bool source_read(const char *file, config_t *out, struct errors *mistakes)
{
	scope(text) bytes = {0}, folder = {0};
	const char *slash = strrchr(file, '/'), *text;
	struct error err;

	if (!file_read(file, CONFIG_CAP_BYTES, &bytes, &err)) {
		errors_add(mistakes, file, 0, "%s", without_name(err.s, file));
		return false;
	}
	text = text_get(&bytes);
	if (strlen(text) != bytes.len) {
		errors_add(mistakes, file, 0, "holds a NUL byte: this is no text");
		return false;
	}
	if (!strncmp(text, "\xef\xbb\xbf", 3))
		text += 3;
	if (slash) {
		text_addn(&folder, file, slash == file ? 1 : (size_t)(slash - file));
		config_set_include_dir(out, folder.s);
	}
	if (!config_read_string(out, text))
		add_syntax(out, file, text, mistakes);
	else
		return check_numbers(file, text, mistakes);
	return false;
}
