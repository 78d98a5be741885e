/* Reminders → calendar entries. The reader's own alarm rings at nine on the day before, or an hour before a clock's
 * end; one that would ring at once is left out. */
#include "remind/diary.h"
#include "calendar/ics.h"
#include "remind/model_item.h"

enum { ALARM_DAY_S = 15 * HOUR_S, ALARM_TIMED_S = HOUR_S };

/* The template filled: the summary, and behind its line the description. */
static void set_words(
    const struct view *v, const struct reminder_item *item, struct arena *a, struct ics_event *out)
{
	static const char *const keys[] = {"no", "text", "address", "due", "units", "source"};
	json_scope all = model_item(v, item);
	json_scope model = json_object();
	scope(text) words = {0};
	size_t n;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_object_set(model, keys[i], json_object_get(all, keys[i]));
	model_set(model, "doc", model_notice_name(item->notice));
	templates_fill(
	    v->phrase->templates, v->phrase->language, "event.txt", model, ESCAPE_NONE, &words);
	while (words.len && words.s[words.len - 1] == '\n')
		words.s[--words.len] = 0;
	n = strcspn(text_get(&words), "\n");
	out->summary = arena_dupn(a, words.s, n);
	out->description = arena_dup(a, words.s + n + (words.s[n] == '\n'));
}

static bool is_taken_back(const struct reminder_item *item)
{
	enum standing s = item->state->standing;

	return s == STANDING_DONE || s == STANDING_WAIVED || s == STANDING_RETIRED;
}

static int alarm_of(const struct view *v, const struct reminder_item *item)
{
	const struct occurrence *o = item->occurrence;
	const struct zone *zone = &v->phrase->calendar->zone;
	int before_s = o->timed ? ALARM_TIMED_S : ALARM_DAY_S;
	moment from = o->timed ? o->end : zone_moment(zone, o->due, 0);

	return from - before_s > v->message->now ? before_s : 0;
}

static void add_event(const struct view *v, const struct reminder_item *item, const char *domain,
    struct arena *a, struct ics_events *out)
{
	const struct occurrence *o = item->occurrence;
	struct ics_event *e = list_push(a, out);
	char address[ADDRESS_BYTES];

	*e = (struct ics_event){
	    .uid = arena_printf(a, "%s@%s", address_print(&item->address, address), domain),
	    .sequence = item->moves,
	    .cancelled = is_taken_back(item),
	    .timed = o->timed,
	    .day = o->due,
	    .end = o->end,
	    .alarm_s = alarm_of(v, item)};
	set_words(v, item, a, e);
}

const char *diary_make(const struct view *v, const char *domain, struct arena *a)
{
	const struct message *m = v->message;
	struct ics_events events = {0};
	scope(text) out = {0};

	for (size_t i = v->first; i < v->first + v->n; i++)
		add_event(v, &m->items.at[i], domain, a, &events);
	if (!events.n)
		return NULL;
	ics_add(&out, v->notices == 1 ? model_notice_name(m->items.at[0].notice) : NULL, &events,
	    m->now);
	return arena_dup(a, text_get(&out));
}

int diary_sequence(const struct events *events, const struct address *address)
{
	int n = 0;

	list_each (const struct event *, e, *events)
		n += e->address.milestone == address->milestone &&
		     (e->kind == EVENT_MOVE || e->kind == EVENT_EXTEND || e->kind == EVENT_UNDO);
	return n;
}
