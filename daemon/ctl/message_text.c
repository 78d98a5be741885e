/* Bytes as they are stored, back into words. Each form is undone as simply as it was made: in a mail the first base64 part is
 * the text, in a chat message's JSON the longest string. */
#include "ctl/message_text.h"
#include "base/crypto.h"
#include "base/span.h"

static void add_mail(const struct delivery *d, struct text *out)
{
	static const char part[] = "Content-Type: text/plain";
	const char *body = memmem(d->body, d->body_n, part, sizeof part - 1);
	scope(text) code = {0};
	struct span rest, line;

	if (!body)
		return;
	rest = span_of(body);
	while (span_next_line(&rest, &line) && line.n)
		;
	while (span_next_line(&rest, &line) && line.n && !span_starts(line, "--"))
		text_addn(&code, line.s, line.n);
	if (!crypto_unbase64(text_get(&code), code.len, out))
		text_addn(out, text_get(&code), code.len);
}

static const char *longest(const json_t *value, const char *found)
{
	const json_t *child;
	const char *key;
	size_t i;

	if (json_is_string(value) && json_string_length(value) > strlen(found))
		return json_string_value(value);
	json_array_foreach (value, i, child)
		found = longest(child, found);
	json_object_foreach ((json_t *)value, key, child)
		found = longest(child, found);
	return found;
}

static void add_chat(const struct delivery *d, struct text *out)
{
	json_scope body = NULL;

	if (json_parse(d->body, d->body_n, "message", &body, NULL))
		text_add(out, longest(body, ""));
}

static void add_data(const struct delivery *d, struct text *out)
{
	json_scope body = NULL;

	if (json_parse(d->body, d->body_n, "message", &body, NULL))
		json_add_pretty(body, out);
}

void message_text_add(const struct delivery *d, struct text *out)
{
	static void (*const add[])(const struct delivery *d, struct text *out) = {
	    [FORM_MAIL] = add_mail, [FORM_CHAT] = add_chat, [FORM_DATA] = add_data};

	add[d->channel->kind->form](d, out);
}
