/* jansson with the place in every error. Reading is strict (no duplicate keys, no NUL in a string,
 * bounded depth); writing keeps the order in which keys were set and prints a decimal fraction as
 * it was written. */
#include "base/json.h"
#include <string.h>

bool json_parse(const char *bytes, size_t n, const char *origin, json_t **out, struct error *err)
{
	json_error_t where;
	json_t *value = json_loadb(bytes ? bytes : "", n, JSON_REJECT_DUPLICATES, &where);

	if (!value)
		return error_set(
		    err, "%s:%d:%d: is no JSON: %s", origin, where.line, where.column, where.text);
	*out = value;
	return true;
}

/* ---- piece by piece */

struct json_walk json_walk_begin(const char *text, size_t n, const char *origin)
{
	return (struct json_walk){.text = text, .n = n, .origin = origin};
}

static char walk_peek(struct json_walk *w)
{
	while (w->at < w->n && strchr(" \t\r\n", w->text[w->at]) && w->text[w->at])
		w->at++;
	return w->at < w->n ? w->text[w->at] : 0;
}

static bool walk_skip(struct json_walk *w, char c)
{
	bool there = walk_peek(w) == c;

	w->at += there;
	return there;
}

static bool walk_fail(const struct json_walk *w, const char *expected, struct error *err)
{
	return error_set(
	    err, "%s: is no JSON: %s expected at byte %zu", w->origin, expected, w->at);
}

static bool walk_value(struct json_walk *w, json_t **out, struct error *err)
{
	json_error_t where;

	*out = json_loadb(w->text + w->at, w->n - w->at,
	    JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK, &where);
	if (!*out)
		return error_set(err, "%s: is no JSON: %s, %d bytes after byte %zu", w->origin,
		    where.text, where.position, w->at);
	w->at += (size_t)where.position;
	return true;
}

static bool walk_key(struct json_walk *w, struct error *err)
{
	json_scope key = NULL;

	if (walk_peek(w) != '"')
		return walk_fail(w, "a key", err);
	if (!walk_value(w, &key, err))
		return false;
	snprintf(w->key, sizeof w->key, "%s", json_string_value(key));
	return walk_skip(w, ':') || walk_fail(w, "a colon", err);
}

/* A comma leads to the next one, the closing bracket to none. */
static bool walk_more(struct json_walk *w, char close, bool first, bool *more, struct error *err)
{
	*more = !walk_skip(w, close);
	return !*more || first || walk_skip(w, ',') ||
	       walk_fail(w, close == ']' ? "a comma or ]" : "a comma or }", err);
}

static bool walk_member(struct json_walk *w, json_t **out, struct error *err)
{
	bool first = !w->opened, more;

	w->items = 0;
	if (first && !walk_skip(w, '{'))
		return walk_fail(w, "an object", err);
	w->opened = true;
	if (!walk_more(w, '}', first, &more, err))
		return false;
	if (!more)
		return !walk_peek(w) || walk_fail(w, "the end", err);
	if (!walk_key(w, err))
		return false;
	w->in_list = walk_skip(w, '[');
	*out = w->in_list ? json_array() : NULL;
	return w->in_list || walk_value(w, out, err);
}

bool json_walk_next(struct json_walk *w, json_t **out, struct error *err)
{
	*out = NULL;
	if (w->in_list && !walk_more(w, ']', !w->items, &w->in_list, err))
		return false;
	if (!w->in_list)
		return walk_member(w, out, err);
	w->items++;
	return walk_value(w, out, err);
}

const char *json_get_text(const json_t *object, const char *key, const char *otherwise)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : otherwise;
}

int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

double json_get_number(const json_t *object, const char *key, double otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : otherwise;
}

bool json_get_bool(const json_t *object, const char *key, bool otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_boolean(value) ? json_is_true(value) : otherwise;
}

static int add_part(const char *bytes, size_t n, void *out)
{
	text_addn(out, bytes, n);
	return 0;
}

/* 15 digits are what a double holds of any decimal: 0.1 stays 0.1. */
static void add_with(const json_t *value, struct text *out, size_t flags)
{
	json_dump_callback(value, add_part, out, flags | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
}

void json_add(const json_t *value, struct text *out)
{
	add_with(value, out, JSON_COMPACT);
}

void json_add_pretty(const json_t *value, struct text *out)
{
	add_with(value, out, JSON_INDENT(2));
}

void json_release(json_t **value)
{
	json_decref(*value);
	*value = NULL;
}
