/* Reported lines as JSON, both ways. The fields are a table, so that reader, printer and engine cannot disagree. */
#include "plan/sheet.h"

static const char *const names[SHEET_FIELDS] = {[SHEET_ADDRESS] = "address",
    [SHEET_UNIT] = "unit",
    [SHEET_METRIC] = "metric",
    [SHEET_VALUE] = "value",
    [SHEET_DATE] = "date",
    [SHEET_NOTE] = "note"};

const char *sheet_field_name(enum sheet_field f)
{
	return names[f];
}

static void write_text(json_t *o, const char *key, const char *s)
{
	json_object_set_new(o, key, json_string(s ? s : ""));
}

json_t *sheet_line_write(const struct sheet_line *l)
{
	json_t *o = json_object();

	json_object_set_new(o, "line", json_integer(l->line));
	for (int f = 0; f < SHEET_FIELDS && !l->remark; f++)
		write_text(o, names[f], l->field[f]);
	if (l->remark) {
		write_text(o, "severity", "warning");
		write_text(o, "message", l->remark);
	}
	return o;
}

bool sheet_line_read(
    const json_t *object, struct arena *a, struct sheet_line *out, struct error *err)
{
	if (!json_is_object(object) || !json_is_integer(json_object_get(object, "line")))
		return error_set(err, "expected a reported line, an object with `line`");
	*out = (struct sheet_line){.line = (int)json_get_int(object, "line", 0),
	    .remark = arena_dup(a, json_get_text(object, "message", NULL))};
	for (int f = 0; f < SHEET_FIELDS; f++)
		out->field[f] = arena_dup(a, json_get_text(object, names[f], ""));
	return true;
}

void sheet_release(struct sheet *s)
{
	arena_release(&s->arena);
	*s = (struct sheet){0};
}
