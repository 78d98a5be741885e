/* jansson with the place in every error. Reading is strict (no duplicate keys, no NUL in a string,
 * bounded depth); writing keeps the order in which keys were set and prints a decimal fraction as
 * it was written. */
#include "base/json.h"

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
