/* Short letters from one plain template each. The channel's form decides into what the same words are dressed. */
#include "engine/plain.h"
#include "base/crypto.h"
#include "store/deliveries.h"

/* One being written; all text lives in the arena. */
struct writing {
	struct engine *engine;
	struct plain *plain;
	const struct channel *channel;
	struct arena *arena;
	char *subject, *body;
	struct letter letter;
};

static moment goes_at(const struct plain *p)
{
	return p->from > p->now ? p->from : p->now;
}

static const char *language_of(const struct writing *w)
{
	return w->channel->language ? w->channel->language : w->engine->settings->language;
}

static char *fill(const struct writing *w, const char *template, enum template_escape escape)
{
	scope(text) out = {0};

	templates_fill(
	    w->engine->settings->templates, language_of(w), template, w->plain->data, escape, &out);
	return arena_dup(w->arena, text_get(&out));
}

/* The rest behind the subject's line. */
static char *behind_first_line(char *s)
{
	char *end = strchr(s, '\n');

	return end ? end + 1 + strspn(end + 1, "\n") : s + strlen(s);
}

static const char *plain_html(const struct writing *w)
{
	return arena_printf(w->arena,
	    "<html><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif;"
	    "white-space:pre-line\">%s</body></html>\n",
	    behind_first_line(fill(w, w->plain->template, ESCAPE_HTML)));
}

static void dress_mail(struct writing *w)
{
	char date[ZONE_MAIL_BYTES];

	zone_print_mail(&w->engine->settings->calendar.zone, goes_at(w->plain), date);
	w->letter.date = arena_dup(w->arena, date);
	w->letter.text = w->body;
	w->letter.html = w->plain->html ? fill(w, w->plain->html, ESCAPE_HTML) : plain_html(w);
}

/* The service gives the subject its own place. */
static void dress_chat(struct writing *w)
{
	const struct plain *p = w->plain;
	scope(text) out = {0};

	templates_fill_chat(w->engine->settings->templates, language_of(w),
	    p->chat ? p->chat : p->template, p->data, w->channel->kind->markup, &out);
	w->letter.chat = arena_dup(w->arena, text_get(&out));
	if (!p->chat)
		w->letter.chat = behind_first_line((char *)w->letter.chat);
}

static void dress_data(struct writing *w)
{
	json_scope data = json_pack(
	    "{s:s, s:s, s:O}", "subject", w->subject, "text", w->body, "about", w->plain->data);
	scope(text) out = {0};
	char time[ZONE_ISO_BYTES];

	json_add(w->plain->facts ? w->plain->facts : data, &out);
	zone_print_iso(&w->engine->settings->calendar.zone, w->plain->now, time);
	w->letter.data = arena_dup(w->arena, text_get(&out));
	w->letter.event_type = w->plain->event;
	w->letter.event_time = arena_dup(w->arena, time);
}

static bool post(struct writing *w, struct error *err)
{
	scope(text) body = {0};
	struct delivery_row d = {.letter = w->letter.id,
	    .message = w->letter.id,
	    .channel = w->channel->name,
	    .recipient = w->letter.to,
	    .next = w->plain->first ? 0 : goes_at(w->plain),
	    .created = w->plain->now,
	    .ended = MOMENT_NEVER,
	    .subject = w->subject};

	w->channel->kind->body(w->channel, &w->letter, &body);
	d.body = text_get(&body);
	d.body_n = body.len;
	if (!deliveries_add(w->engine->db, &d, err))
		return false;
	w->plain->delivery = d.id;
	return true;
}

bool plain_post(struct engine *e, struct plain *p, const struct recipient *to, struct error *err)
{
	static void (*const dressers[])(struct writing *) = {
	    [FORM_MAIL] = dress_mail, [FORM_CHAT] = dress_chat, [FORM_DATA] = dress_data};
	scope(arena) a = {0};
	struct writing w = {.engine = e,
	    .plain = p,
	    .channel = settings_channel(e->settings, to->channel),
	    .arena = &a};

	if (!w.channel)
		return error_set(err,
		    "%s: there is no such channel; `deadlinectl status` shows those that are",
		    to->channel);
	crypto_random_id(p->id);
	w.subject = fill(&w, p->template, ESCAPE_NONE);
	w.body = behind_first_line(w.subject);
	w.subject = arena_dupn(&a, w.subject, strcspn(w.subject, "\n"));
	w.letter = (struct letter){
	    .id = p->id, .to = to->address, .to_name = to->unit, .subject = w.subject};
	dressers[w.channel->kind->form](&w);
	return post(&w, err);
}
