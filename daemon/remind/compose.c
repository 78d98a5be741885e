/* Messages → letters. Every part is rendered whole and measured as the channel measures it, so what is counted is
 * what is sent; the place for "(k/n)" is kept free by rendering with the largest number first. */
#include "remind/compose.h"
#include <stdlib.h>
#include "remind/band.h"
#include "remind/diary.h"
#include "remind/model.h"
#include "remind/payload.h"
#include "send/mime.h"
#include "send/room.h"

enum { HTML_BYTES = 100 << 10 }; /* Gmail clips what is longer */

/* What every part of one message has in common. */
struct composer {
	const struct channel *channel;
	struct phrase phrase;
	struct message message; /* a copy with the items sorted */
	struct view view;
	size_t room; /* for each letter, in the channel's unit; 0: no limit */
	struct arena *arena;
};

/* ---- order */

static int compare_items(const void *left, const void *right, void *now)
{
	const struct reminder_item *a = left, *b = right;
	int rank = band_rank(a, *(moment *)now) - band_rank(b, *(moment *)now);
	int notice = strcmp(a->address.notice, b->address.notice);

	if (rank)
		return rank;
	if (a->occurrence->end != b->occurrence->end)
		return a->occurrence->end < b->occurrence->end ? -1 : 1;
	return notice ? notice : address_order(&a->address, &b->address);
}

void message_sort(struct message *m)
{
	if (m->items.n > 1)
		qsort_r(m->items.at, m->items.n, sizeof *m->items.at, compare_items, &m->now);
}

/* ---- what all parts share */

static int count_notices(const struct message *m)
{
	int different = 0;

	for (size_t i = 0; i < m->items.n; i++) {
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen =
			    !strcmp(m->items.at[k].address.notice, m->items.at[i].address.notice);
		different += !seen;
	}
	return different;
}

static struct message sorted_copy(const struct message *m, struct arena *a)
{
	struct message copy = *m;

	copy.items.at = arena_alloc(a, (m->items.n + 1) * sizeof *copy.items.at);
	copy.items.room = m->items.n + 1;
	if (m->items.n)
		memcpy(copy.items.at, m->items.at, m->items.n * sizeof *copy.items.at);
	message_sort(&copy);
	return copy;
}

static void composer_open(struct composer *out, const struct message *m,
    const struct channel *channel, const struct calendar *c, const struct templates *t)
{
	const char *language = channel && channel->language ? channel->language : m->language;

	out->channel = channel;
	out->phrase = (struct phrase){t, language ? language : "en", c, m->now};
	out->message = sorted_copy(m, out->arena);
	out->view = (struct view){.message = &out->message,
	    .phrase = &out->phrase,
	    .personal = !channel || channel->kind->form == FORM_MAIL,
	    .n = m->items.n,
	    .today = zone_day(&c->zone, m->now, NULL),
	    .notices = count_notices(m)};
	out->view.own = model_is_all_own(&out->view);
	out->view.summary = model_summary(&out->view, out->arena);
}

/* One line: what stands in a header cannot hold another. */
static const char *fill_subject(const struct composer *c, const json_t *model)
{
	scope(text) s = {0};

	templates_fill(c->phrase.templates, c->phrase.language, "subject", model, ESCAPE_NONE, &s);
	while (s.len && (unsigned char)s.s[s.len - 1] <= ' ')
		s.s[--s.len] = 0;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.s[i] < ' ')
			s.s[i] = ' ';
	return arena_dup(c->arena, text_get(&s));
}

const char *compose_subject(
    const struct message *m, const struct calendar *c, const struct templates *t, struct arena *a)
{
	struct composer composer = {.arena = a};
	json_scope model = NULL;

	composer_open(&composer, m, NULL, c, t);
	model = model_make(&composer.view);
	return fill_subject(&composer, model);
}

/* ---- one part */

static enum stage worst_stage(const struct message *m)
{
	enum stage worst = STAGE_ASSIGNED;

	list_each (const struct reminder_item *, i, m->items)
		if (stage_rank(i->instant.stage) > stage_rank(worst))
			worst = i->instant.stage;
	return worst;
}

/* Passed, and somebody above those who answer for it hears by now: else it would mean nothing after a while. */
static bool is_urgent(const struct message *m)
{
	list_each (const struct reminder_item *, i, m->items)
		if (i->instant.stage == STAGE_OVERDUE &&
		    (i->instant.climbed || strchr(i->instant.key, '^')))
			return true;
	return false;
}

/* A thread for each task, and one a year for digests. */
static const char *series_of(const struct composer *c)
{
	const struct message *m = &c->message;
	const struct address *first = &m->items.at[0].address;
	bool one_task = m->items.n > 0;
	int year = civil_of(zone_day(&c->phrase.calendar->zone, m->now, NULL)).year;

	for (size_t i = 1; i < m->items.n && one_task; i++)
		one_task = !strcmp(first->notice, m->items.at[i].address.notice) &&
			   !strcmp(first->task, m->items.at[i].address.task);
	if (one_task)
		return arena_printf(c->arena, "%s.%s", first->notice, first->task);
	return arena_printf(c->arena, "%s.%s.%d", m->policy ? m->policy : "default",
	    m->to && *m->to ? m->to : c->channel->name, year);
}

static const char *date_of(const struct composer *c, bool mail)
{
	char s[ZONE_MAIL_BYTES];

	if (mail)
		zone_print_mail(&c->phrase.calendar->zone, c->message.now, s);
	else
		zone_print_iso(&c->phrase.calendar->zone, c->message.now, s);
	return arena_dup(c->arena, s);
}

static const char *fill(const struct composer *c, const char *name, const json_t *model)
{
	enum template_escape escape = strcmp(name, "mail.html") ? ESCAPE_NONE : ESCAPE_HTML;
	scope(text) out = {0};

	templates_fill(c->phrase.templates, c->phrase.language, name, model, escape, &out);
	return arena_dup(c->arena, text_get(&out));
}

/* The first `full` items in full, the others in a line each. */
static const char *fill_brief(const struct composer *c, size_t full)
{
	struct composer brief = *c;
	json_scope model = NULL;

	brief.view.brief = c->view.n - full;
	model = model_make(&brief.view);
	return fill(c, "mail.html", model);
}

/* HTML that Gmail shows as a whole. How many items it holds in full is reckoned from its sizes with all and with none
 * of them, and made less until it is true. The plain part always has everything. */
static const char *fill_html(const struct composer *c, const json_t *model)
{
	const char *html = fill(c, "mail.html", model);
	size_t whole = strlen(html), least, full;

	if (whole <= HTML_BYTES)
		return html;
	least = strlen(fill_brief(c, 0));
	full = least < HTML_BYTES ? c->view.n * (HTML_BYTES - least) / (whole - least) : 0;
	for (html = fill_brief(c, full); full && strlen(html) > HTML_BYTES;
	     html = fill_brief(c, full))
		full -= full / 10 + 1;
	return html;
}

static void write_mail(const struct composer *c, struct letter *l, const json_t *model)
{
	l->text = fill(c, "mail.txt", model);
	l->html = fill_html(c, model);
	l->calendar = diary_make(&c->view, mime_domain(c->channel), c->arena);
}

static void write_chat(const struct composer *c, struct letter *l, const json_t *model)
{
	scope(text) out = {0};

	templates_fill_chat(
	    c->phrase.templates, c->phrase.language, "chat", model, c->channel->kind->markup, &out);
	while (out.len && (unsigned char)out.s[out.len - 1] <= ' ')
		out.s[--out.len] = 0;
	l->chat = arena_dup(c->arena, text_get(&out));
}

static void write_data(const struct composer *c, struct letter *l, const json_t *model)
{
	json_scope data = payload_make(&c->view, l->subject);
	scope(text) out = {0};

	(void)model;
	json_add(data, &out);
	l->data = arena_dup(c->arena, text_get(&out));
}

static void (*const writers[])(const struct composer *c, struct letter *l, const json_t *model) = {
    [FORM_MAIL] = write_mail, [FORM_CHAT] = write_chat, [FORM_DATA] = write_data};

/* The part that the view shows. */
static struct letter write_letter(const struct composer *c)
{
	const struct message *m = &c->message;
	json_scope model = model_make(&c->view);
	struct letter l = {.id = m->id, .to = m->to ? m->to : "", .to_name = m->unit};

	if (c->view.part > 1)
		l.id = arena_printf(c->arena, "%sP%d", m->id, c->view.part);
	l.subject = fill_subject(c, model);
	l.event_type = arena_printf(c->arena, "deadlined.reminder.%s", stage_name(worst_stage(m)));
	l.event_time = date_of(c, false);
	l.date = date_of(c, true);
	l.urgent = is_urgent(m);
	l.series = m->items.n ? series_of(c) : NULL;
	l.list = m->items.n ? arena_dup(c->arena, m->items.at[0].address.notice) : NULL;
	writers[c->channel->kind->form](c, &l, model);
	return l;
}

/* ---- parts */

/* How much of the channel's room a letter takes up. */
static size_t letter_size(const struct composer *c, const struct letter *l)
{
	const char *body = l->chat ? l->chat : l->data;

	return c->room && body ? channel_measure(c->channel->kind, body, strlen(body)) : 0;
}

/* Would the part that the view shows fit? */
static bool fits(const struct composer *c)
{
	struct arena scratch = {0};
	struct composer trial = *c;
	struct letter l;
	bool good;

	trial.arena = &scratch;
	l = write_letter(&trial);
	good = letter_size(c, &l) <= c->room;
	arena_release(&scratch);
	return good;
}

/* How many of the `left` items from view.first on fit together, one at least. More items never take less room, so it
 * is looked for from a guess on, in steps that double, and then halved. */
static size_t count_fitting(struct composer *c, size_t left, size_t guess)
{
	size_t low = 1, high = left + 1, step = 1; /* low is taken anyhow, high does not fit */

	for (size_t n = guess; high - low > 1; step *= 2) {
		bool fit;

		c->view.n = n > low && n < high ? n : low + (high - low) / 2;
		fit = fits(c);
		*(fit ? &low : &high) = c->view.n;
		n = fit ? low + step : high > step ? high - step : 0;
	}
	return low;
}

/* Sets view.n and, when one item alone is too long, view.shorten. */
static void fill_part(struct composer *c, size_t guess)
{
	c->view.shorten = 0;
	c->view.n = count_fitting(c, c->message.items.n - c->view.first, guess);
	while (c->view.n == 1 && c->view.shorten < SHORTEN_MAX && !fits(c))
		c->view.shorten++;
}

/* Where the parts begin is found first, so that each can say how many there are. `size`: of all in one. */
static void write_parts(struct composer *c, size_t size, struct letters *out)
{
	struct {
		struct view *at;
		size_t n, room;
	} parts = {0};
	size_t all = c->message.items.n, guess = all * c->room / size;

	c->view.part = c->view.parts = (int)all;
	for (c->view.first = 0; c->view.first < all; c->view.first += c->view.n) {
		fill_part(c, guess);
		guess = c->view.n;
		*list_push(c->arena, &parts) = c->view;
	}
	for (size_t i = 0; i < parts.n; i++) {
		c->view = parts.at[i];
		c->view.part = (int)i + 1;
		c->view.parts = (int)parts.n;
		*list_push(c->arena, out) = write_letter(c);
	}
}

void compose_letters(const struct message *m, const struct channel *channel,
    const struct calendar *c, const struct templates *t, struct arena *a, struct letters *out)
{
	struct composer composer = {.arena = a};
	struct letter whole;
	size_t size;

	composer_open(&composer, m, channel, c, t);
	composer.room = room_for_chat(channel, m->to);
	whole = write_letter(&composer);
	size = letter_size(&composer, &whole);
	if (size <= composer.room || !m->items.n)
		*list_push(a, out) = whole;
	else
		write_parts(&composer, size, out);
}
