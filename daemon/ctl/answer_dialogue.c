/* A test of a channel: what was said with the other side, and in one sentence what that means. */
#include <string.h>
#include "ctl/answer.h"

/* By the delivery's state; "waiting" and "queued" are one once a try was made. */
static const struct outcome {
	const char *state, *word, *then;
	enum tint tint;
} OUTCOMES[] = {
    {"sent", "sent", NULL, TINT_GREEN},
    {"held", "held", "nothing more goes this way until that is mended and tested again", TINT_RED},
    {"dead", "refused", "it is not tried again", TINT_RED},
    {"waiting", "not now", "it is tried again by itself", TINT_YELLOW},
    {"queued", "not now", "it is tried again by itself", TINT_YELLOW},
    {"expired", "expired", NULL, TINT_PALE},
};

static const struct outcome *outcome_of(const json_t *reply)
{
	static const struct outcome pending = {
	    "", "nothing came back yet", "ask again with the command below", TINT_YELLOW};
	const char *state = json_get_text(reply, "state", "");

	for (size_t i = 0; i < sizeof OUTCOMES / sizeof *OUTCOMES; i++)
		if (json_get_bool(reply, "settled", false) && !strcmp(OUTCOMES[i].state, state))
			return &OUTCOMES[i];
	return &pending;
}

static enum tint tint_of_line(const char *line)
{
	return line[0] == '<' ? TINT_BOLD : line[0] == '*' ? TINT_PALE : TINT_NONE;
}

static void add_lines(const struct terminal *t, struct text *out, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "\n");
		scope(text) line = {0}, harmless = {0};

		text_addn(&line, s, n);
		terminal_add_harmless(&harmless, text_get(&line), false);
		terminal_add(t, out, tint_of_line(text_get(&line)), text_get(&harmless));
		text_addc(out, '\n');
		s += n + (s[n] != 0);
	}
}

void answer_dialogue(const json_t *reply, const struct terminal *t, struct text *out)
{
	const struct outcome *o = outcome_of(reply);
	const char *reason = json_get_text(reply, "reason", NULL);
	const char *to = json_get_text(reply, "to", ""),
		   *words = json_get_text(reply, "dialogue", "");

	add_lines(t, out, words);
	text_add(out, *words ? "\n" : "");
	terminal_add(t, out, TINT_BOLD, json_get_text(reply, "channel", ""));
	text_addf(out, "%s", *to ? ":" : "");
	terminal_add_harmless(out, to, false);
	text_add(out, ": ");
	terminal_add(t, out, o->tint, o->word);
	if (reason) {
		text_add(out, ": ");
		terminal_add_harmless(out, reason, false);
	}
	text_addc(out, '\n');
	if (o->then)
		text_addf(out, "    %s\n", o->then);
	if (!json_get_bool(reply, "settled", false))
		text_addf(out, "    deadlinectl dialogue %s\n", json_get_text(reply, "letter", ""));
}
