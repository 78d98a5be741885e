/* A dialogue for people. Secrets are blanked when it is told, line by line: only then are lines whole, and most secrets
 * are known by their place (a header, a parameter, a login) as well as by their value. */
#include "send/dialogue.h"
#include <ctype.h>
#include <strings.h>

enum { TURN_BYTES = 6 << 10, MARK_BYTES = 2 };
#define BLANK "***"

static void end_line(struct dialogue *d)
{
	if (d->midline)
		text_addc(&d->raw, '\n');
	d->midline = false;
}

static void end_turn(struct dialogue *d)
{
	end_line(d);
	if (d->turn > TURN_BYTES)
		text_addf(&d->raw, "* … (%zu bytes more)\n", d->turn - TURN_BYTES);
	d->turn = 0;
}

void dialogue_add(struct dialogue *d, enum dialogue_side side, const char *bytes, size_t n)
{
	static const char *const marks[] = {"* ", "> ", "< "};
	size_t room = TURN_BYTES;

	if (d->side != side)
		end_turn(d);
	d->side = side;
	room = d->turn < room ? room - d->turn : 0;
	d->turn += n;
	n = n < room ? n : room;
	for (size_t i = 0; i < n; i++) {
		if (!d->midline)
			text_add(&d->raw, marks[side]);
		d->midline = bytes[i] != '\n';
		if (bytes[i] != '\r' && bytes[i])
			text_addc(&d->raw, bytes[i]);
	}
}

/* ---- telling it */

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_';
}

/* Does the name s[0..n) speak of a secret: "access_token", "webhook-signature", "X-Gotify-Key"? */
static bool names_secret(const char *s, size_t n)
{
	static const char *const endings[] = {"authorization", "signature", "signature-256", "sign",
	    "sig", "token", "key", "secret", "password", "cookie"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t k = strlen(endings[i]);

		if (n >= k && !strncasecmp(s + n - k, endings[i], k))
			return true;
	}
	return false;
}

/* "> Authorization: Bearer x" → "> Authorization: Bearer ***"; 0: no such header, else all of it was added. */
static bool add_header(struct text *out, const char *line)
{
	const char *name = line + MARK_BYTES, *value = name;

	while (is_name(*value))
		value++;
	if (value[0] != ':' || value[1] != ' ' || !names_secret(name, (size_t)(value - name)))
		return false;
	value += 2;
	value += !strncasecmp(value, "Bearer ", 7) ? 7 : !strncasecmp(value, "Basic ", 6) ? 6 : 0;
	text_addn(out, line, (size_t)(value - line));
	text_add(out, BLANK);
	return true;
}

/* How long the value of a secret that begins here is: behind `name=` in a URL or a form, or in JSON behind `"name":`. */
static size_t secret_here(const char *line, const char *at)
{
	const char *end = at, *name;

	if (end > line && end[-1] == '=') {
		end--;
	} else {
		if (end == line || end[-1] != '"')
			return 0;
		end--;
		while (end > line && end[-1] == ' ')
			end--;
		if (end - line < 2 || end[-1] != ':' || end[-2] != '"')
			return 0;
		end -= 2;
	}
	for (name = end; name > line && is_name(name[-1]);)
		name--;
	return names_secret(name, (size_t)(end - name)) ? strcspn(at, "&\" ;,") : 0;
}

static void add_parameters(struct text *out, const char *line)
{
	for (const char *p = line; *p;) {
		size_t n = secret_here(line, p);

		if (n)
			text_add(out, BLANK);
		else
			text_addc(out, *p);
		p += n ? n : 1;
	}
}

/* A login: what follows AUTH and its method, and every line of ours until the server decided. */
static bool add_login(struct text *out, const char *line, bool *login)
{
	size_t shown = MARK_BYTES;

	if (!strncasecmp(line, "> AUTH ", 7)) {
		*login = true;
		shown = 7 + strcspn(line + 7, " ");
		text_addn(out, line, shown);
		text_add(out, line[shown] ? " " BLANK : "");
		return true;
	}
	if (*login && line[0] == '<' && strncmp(line, "< 334", 5) != 0)
		*login = false;
	if (!*login || line[0] == '*')
		return false;
	shown = line[0] == '<' ? 5 : MARK_BYTES;
	text_addn(out, line, shown);
	text_add(out, &" " BLANK[line[0] != '<']);
	return true;
}

static void tell_line(struct text *out, const struct channel *c, const char *line, bool *login)
{
	scope(text) blanked = {0};

	channel_add_blanked(c, &blanked, line);
	if (!add_login(out, text_get(&blanked), login) && !add_header(out, text_get(&blanked)))
		add_parameters(out, text_get(&blanked));
	text_addc(out, '\n');
}

void dialogue_tell(const struct dialogue *d, const struct channel *c, struct text *out)
{
	const char *p = text_get(&d->raw);
	bool login = false;

	while (*p) {
		size_t n = strcspn(p, "\n");
		scope(text) line = {0};

		text_addn(&line, p, n);
		tell_line(out, c, text_get(&line), &login);
		p += n + (p[n] != 0);
	}
	if (d->turn > TURN_BYTES)
		text_addf(out, "* … (%zu bytes more)\n", d->turn - TURN_BYTES);
}

void dialogue_release(struct dialogue *d)
{
	text_release(&d->raw);
}
