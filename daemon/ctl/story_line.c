/* Words as a shell would see them, without anything that a shell would put in their place. */
#include "ctl/story_line.h"
#include <string.h>
#include "base/text.h"

/* What is left of a line. */
struct cursor {
	const char *s, *end;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* On to the next word; false: only a remark or nothing follows. */
static bool skip(struct cursor *c)
{
	while (c->s < c->end && is_blank(*c->s))
		c->s++;
	return c->s < c->end && *c->s != '#';
}

/* What stands between two quotes; `quote` is at the cursor. */
static bool take_quoted(struct cursor *c, struct text *out, struct error *err)
{
	char quote = *c->s++;

	while (c->s < c->end && *c->s != quote) {
		bool escaped = quote == '"' && *c->s == '\\' && c->s + 1 < c->end;

		c->s += escaped && strchr("\"\\", c->s[1]);
		text_addc(out, *c->s++);
	}
	if (c->s == c->end)
		return error_set(err, "a %c opens here and is not closed", quote);
	c->s++;
	return true;
}

static bool take_word(struct cursor *c, struct arena *a, const char **out, struct error *err)
{
	scope(text) word = {0};

	while (c->s < c->end && !is_blank(*c->s)) {
		if (*c->s == '\'' || *c->s == '"') {
			if (!take_quoted(c, &word, err))
				return false;
			continue;
		}
		if (*c->s == '\\' && c->s + 1 < c->end)
			c->s++;
		text_addc(&word, *c->s++);
	}
	*out = arena_dup(a, text_get(&word));
	return true;
}

static bool take_who(struct cursor *c, struct arena *a, struct story_line *out, struct error *err)
{
	struct cursor ahead = *c;
	const char *word;

	if (!skip(&ahead) || !take_word(&ahead, a, &word, NULL) || strcmp(word, "by") != 0)
		return true;
	*c = ahead;
	if (!skip(c))
		return error_set(err, "who it is must stand behind \"by\"");
	return take_word(c, a, &out->who, err);
}

static bool take_command(
    struct cursor *c, struct arena *a, struct story_line *out, struct error *err)
{
	const char *from;

	if (!skip(c))
		return error_set(err, "a command is missing behind the time, as in 2018-03-01 done "
				      "NOTICE:TASK.MILESTONE");
	from = c->s;
	if (!take_word(c, a, &out->command, err))
		return false;
	out->words = arena_dupn(a, from, (size_t)(c->s - from));
	while (skip(c)) {
		if (!take_word(c, a, list_push(a, &out->arguments), err))
			return false;
		out->words = arena_dupn(a, from, (size_t)(c->s - from));
	}
	return true;
}

bool story_line_read(struct span line, struct arena *a, struct story_line *out, struct error *err)
{
	struct cursor c = {line.s, line.s + line.n};

	return !skip(&c) || (take_word(&c, a, &out->time, err) && take_who(&c, a, out, err) &&
				take_command(&c, a, out, err));
}
