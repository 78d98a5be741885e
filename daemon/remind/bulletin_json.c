/* A bulletin for programs: numbers and days as they are. */
#include "remind/bulletin_words.h"

static json_t *of_text(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *of_day(day d)
{
	char s[11];

	civil_print(d, s);
	return of_text(s);
}

static json_t *of_moment(const struct calendar *c, moment at)
{
	char s[ZONE_ISO_BYTES];

	zone_print_iso(&c->zone, at, s);
	return json_string(s);
}

static json_t *of_names(const struct names *names)
{
	json_t *list = json_array();

	for (size_t i = 0; i < names->n; i++)
		json_array_append_new(list, json_string(names->at[i]));
	return list;
}

static json_t *of_row(const struct calendar *c, const struct bulletin_row *row)
{
	char address[ADDRESS_BYTES];
	json_t *o = json_object();

	json_object_set_new(o, "address", json_string(address_print(&row->address, address)));
	json_object_set_new(o, "no", of_text(row->no));
	json_object_set_new(o, "text", of_text(row->text));
	json_object_set_new(o, "label", of_text(row->label));
	json_object_set_new(o, "units", of_names(&row->units));
	json_object_set_new(o, "due", of_day(row->due));
	json_object_set_new(o, "end", row->timed ? of_moment(c, row->end) : json_null());
	json_object_set_new(o, "light", json_string(light_name(row->light)));
	json_object_set_new(o, "standing", json_string(standing_name(row->standing)));
	json_object_set_new(o, "from", of_day(row->from));
	json_object_set_new(o, "to", of_day(row->to));
	json_object_set_new(o, "reason", of_text(row->reason));
	return o;
}

static json_t *of_list(const struct calendar *c, const struct bulletin_list *l)
{
	json_t *items = json_array();

	for (size_t i = 0; i < l->n; i++)
		json_array_append_new(items, of_row(c, &l->at[i]));
	return json_pack("{s:I, s:o}", "total", (json_int_t)l->total, "items", items);
}

static json_t *of_unit(const struct bulletin_unit *u)
{
	return json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:b}", "name", u->name, "open",
	    u->open, "overdue", u->overdue, "soon", u->soon, "behind", u->behind, "done", u->done,
	    "unsigned", u->unsigned_tasks, "silent", bulletin_is_silent(u));
}

static json_t *of_lights(const struct bulletin *b, bool change)
{
	json_t *o = json_object();

	for (int l = 0; l < LIGHTS; l++)
		json_object_set_new(o, light_name((enum light)l),
		    json_integer(b->lights[l] - (change ? b->before[l] : 0)));
	return o;
}

static json_t *of_units(const struct bulletin *b)
{
	json_t *list = json_array();

	list_each (const struct bulletin_unit *, u, b->units)
		json_array_append_new(list, of_unit(u));
	return list;
}

json_t *bulletin_json(const struct bulletin *b, const struct calendar *c)
{
	json_t *o = json_object();

	json_object_set_new(o, "since", of_moment(c, b->since));
	json_object_set_new(o, "at", of_moment(c, b->at));
	json_object_set_new(o, "until", of_day(b->until));
	json_object_set_new(o, "tasks", json_integer(b->tasks));
	json_object_set_new(o, "lights", of_lights(b, false));
	json_object_set_new(o, "change", of_lights(b, true));
	json_object_set_new(o, "open", json_integer(b->open));
	json_object_set_new(o, "done", json_integer(b->done));
	json_object_set_new(o, "units", of_units(b));
	json_object_set_new(o, "overdue", of_list(c, &b->overdue));
	json_object_set_new(o, "passed", of_list(c, &b->passed));
	json_object_set_new(o, "coming", of_list(c, &b->coming));
	json_object_set_new(o, "moved", of_list(c, &b->moved));
	return o;
}
