#ifndef BASE_JSON_H
#define BASE_JSON_H
#include <jansson.h>
#include "base/error.h"
#include "base/text.h"

/*
 * jansson, with the place in every error. `json_t *` values are owned as jansson says; every getter
 * borrows. An absent key and a null are the same.
 */
/* Parse strict JSON of n bytes; `origin` names it in errors. The caller owns *out. */
bool json_parse(const char *bytes, size_t n, const char *origin, json_t **out, struct error *err);
/*
 * A large object member by member, in the order of the text: of a list that is a member, its items one by one. `text` is
 * borrowed. Strict as json_parse, but that a key may come twice is for the reader to see.
 */
struct json_walk {
	const char *text;
	size_t n, at; /* bytes; where it stands */
	const char *origin;
	char key[32];  /* of the member, cut where it is longer */
	bool in_list;  /* between items */
	int64_t items; /* of the list, up to this one; 0: it has just begun */
	bool opened;
};
struct json_walk json_walk_begin(const char *text, size_t n, const char *origin);
/* The next value, owned by the caller: a member, of a list an empty one first, and then each item (items > 0). NULL after
 * the last. */
bool json_walk_next(struct json_walk *w, json_t **out, struct error *err);
/* Text of a key; `otherwise` (may be NULL) where it is absent or no text. */
const char *json_get_text(const json_t *object, const char *key, const char *otherwise);
int64_t json_get_int(const json_t *object, const char *key, int64_t otherwise);
double json_get_number(const json_t *object, const char *key, double otherwise);
bool json_get_bool(const json_t *object, const char *key, bool otherwise);
/* Append compact (or indented) JSON, keys in the order of insertion, UTF-8 as it is. */
void json_add(const json_t *value, struct text *out);
void json_add_pretty(const json_t *value, struct text *out);
/* Releases *value; for `__attribute__((cleanup(json_release)))`, spelled json_scope. */
void json_release(json_t **value);
#define json_scope __attribute__((cleanup(json_release))) json_t *
#endif
