/* What a letter without words takes up with its mentions and keyword is set against what it takes up without; the
 * frame itself is left out of the kind's limit already. */
#include "send/room.h"
#include "send/service.h"

static size_t measure_empty(const struct channel *c, const char *to)
{
	struct letter l = {.id = "1", .to = to, .subject = "", .chat = ""};
	scope(text) out = {0};

	if (!c->kind->limit_on_body) {
		service_add_chat(&out, c, &l, false);
		return channel_measure(c->kind, text_get(&out), out.len);
	}
	c->kind->body(c, &l, &out);
	return out.len;
}

size_t room_for_chat(const struct channel *c, const char *to)
{
	struct channel bare = *c;
	size_t limit = c->kind->limit, more;

	if (!limit || c->kind->form != FORM_CHAT)
		return limit;
	bare.keyword = NULL;
	more = measure_empty(c, to) - measure_empty(&bare, "");
	return more < limit - limit / 4 ? limit - more : limit / 4;
}
