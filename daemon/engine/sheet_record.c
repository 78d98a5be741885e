/* One JSON text a file under its name, and one with the names of the last ones. */
#include "engine/sheet_record.h"
#include <string.h>
#include "engine/show.h"
#include "engine/tell.h"
#include "store/store.h"

enum { FILES_KEPT = 20 };
static const char LAST[] = "sheets";

static const char *key_of(struct arena *a, const char *name)
{
	return arena_printf(a, "sheet: %s", name);
}

bool sheet_record_get(struct engine *e, const char *name, struct arena *a, struct sheet_record *out,
    struct error *err)
{
	json_scope o = NULL;
	const char *kept;

	*out = (struct sheet_record){.name = name};
	if (!store_get(e->db, key_of(a, name), a, &kept, err))
		return false;
	if (!kept || !json_parse(kept, strlen(kept), name, &o, NULL))
		return true;
	out->hash = arena_dup(a, json_get_text(o, "hash", NULL));
	out->at = json_get_int(o, "at", 0);
	out->taken = (int)json_get_int(o, "taken", 0);
	out->skipped = (int)json_get_int(o, "skipped", 0);
	out->wrong = (int)json_get_int(o, "wrong", 0);
	out->unreadable = arena_dup(a, json_get_text(o, "unreadable", NULL));
	return true;
}

static bool get_names(struct engine *e, struct arena *a, json_t **out, struct error *err)
{
	const char *kept;

	if (!store_get(e->db, LAST, a, &kept, err))
		return false;
	if (!kept || !json_parse(kept, strlen(kept), LAST, out, NULL))
		*out = json_array();
	return true;
}

/* To the front; the last of too many falls out. */
static void name_first(json_t *names, const char *name)
{
	json_t *one;
	size_t i;

	json_array_foreach (names, i, one)
		if (!strcmp(json_string_value(one), name)) {
			json_array_remove(names, i);
			break;
		}
	json_array_insert_new(names, 0, show_text(name));
	while (json_array_size(names) > FILES_KEPT)
		json_array_remove(names, FILES_KEPT);
}

static bool set_json(struct engine *e, const char *key, const json_t *value, struct error *err)
{
	scope(text) out = {0};

	json_add(value, &out);
	return store_set(e->db, key, text_get(&out), err);
}

bool sheet_record_put(struct engine *e, const struct sheet_record *r, struct error *err)
{
	json_scope o = json_pack("{s:s, s:I, s:i, s:i, s:i, s:o}", "hash", r->hash, "at",
	    (json_int_t)r->at, "taken", r->taken, "skipped", r->skipped, "wrong", r->wrong,
	    "unreadable", show_text(r->unreadable));
	json_scope names = NULL;
	scope(arena) a = {0};

	if (!get_names(e, &a, &names, err))
		return false;
	name_first(names, r->name);
	return set_json(e, key_of(&a, r->name), o, err) && set_json(e, LAST, names, err);
}

static json_t *show_record(const struct engine *e, const struct sheet_record *r)
{
	return json_pack("{s:o, s:o, s:i, s:i, s:i, s:o}", "file", show_text(r->name), "at",
	    show_moment(e, r->at), "taken", r->taken, "skipped", r->skipped, "wrong", r->wrong,
	    "unreadable", show_text(r->unreadable));
}

json_t *sheet_record_list(struct engine *e, struct error *err)
{
	json_t *list = json_array(), *one;
	json_scope names = NULL;
	scope(arena) a = {0};
	struct sheet_record r;
	size_t i;

	if (!get_names(e, &a, &names, err)) {
		json_release(&list);
		return NULL;
	}
	json_array_foreach (names, i, one) {
		if (!sheet_record_get(e, json_string_value(one), &a, &r, err)) {
			json_release(&list);
			return NULL;
		}
		json_array_append_new(list, show_record(e, &r));
	}
	return list;
}

bool sheet_record_tell(
    struct engine *e, const struct sheet_record *r, json_t *lines, struct error *err)
{
	int told = (int)json_array_size(lines);
	json_scope data = json_pack("{s:o, s:i, s:i, s:i, s:O, s:b, s:o}", "file",
	    show_text(r->name), "taken", r->taken, "skipped", r->skipped, "wrong", r->wrong,
	    "lines", lines, "more", r->wrong > told, "unreadable", show_text(r->unreadable));

	return tell_sheet(e, data, r->at, err);
}
