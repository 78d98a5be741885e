/* Who is to hear: the entries of notify, unknown_units and tell. Channels must have been read before. */
#include "config/notify.h"
#include "config/nearest.h"
#include "send/header.h"

static const char *const AUDIENCE[] = {"owners", "leads", "supervisors"};

bool notify_is_audience(const char *word)
{
	for (size_t i = 0; i < sizeof AUDIENCE / sizeof *AUDIENCE; i++)
		if (!strcmp(word, AUDIENCE[i]))
			return true;
	return false;
}

void notify_unknown_channel(struct reading *r, const config_setting_t *s, const char *name)
{
	struct names known = {0};
	const char *near;

	list_each (const struct channel *, c, r->settings->channels)
		*list_push(&r->settings->arena, &known) = c->name;
	near = nearest_word(name, &known);
	keys_error(r, s, "no channel is named \"%s\"%s%s%s", name,
	    near ? "; did you mean \"" : "; add it to channels", near ? near : "",
	    near ? "\"?" : "");
}

/* A mail address in which "{unit}" stands for a name. */
bool notify_is_mailbox(const char *address)
{
	scope(text) filled = {0};
	const char *at;

	while ((at = strstr(address, "{unit}"))) {
		text_addn(&filled, address, (size_t)(at - address));
		text_add(&filled, "unit");
		address = at + strlen("{unit}");
	}
	text_add(&filled, address);
	return mailbox_is_address(text_get(&filled));
}

void notify_check(struct reading *r, const config_setting_t *s, const char *entry)
{
	size_t n = strcspn(entry, ":");
	const char *address = entry[n] ? entry + n + 1 : "";
	const char *name = arena_dupn(&r->settings->arena, entry, n);
	const struct channel *c = settings_channel(r->settings, name);

	if (!c)
		notify_unknown_channel(r, s, name);
	else if (!c->kind || c->kind->carrier != CARRIER_SMTP)
		return;
	else if (!*address)
		keys_error(r, s, "\"%s\" needs an address: \"%s:name@example.org\"", entry, name);
	else if (!notify_is_mailbox(address))
		keys_error(r, s, "\"%s\" is no mail address", address);
}

/* Of the audience's words only this one depends on the rest of the file. */
static void check_word(struct reading *r, const config_setting_t *s, const char *word)
{
	if (strcmp(word, "supervisors") != 0)
		return;
	list_each (const struct unit *, u, r->settings->directory.units)
		if (u->supervisor)
			return;
	keys_warn(r, s, "no unit has role = \"supervisor\"; nobody hears of this");
}

static void read_entries(
    struct reading *r, const config_setting_t *s, bool words, struct names *out)
{
	struct names entries = {0};

	if (!keys_texts(r, s, &entries))
		return;
	for (size_t i = 0; i < entries.n; i++) {
		const config_setting_t *place = config_setting_get_elem(s, (unsigned)i);

		if (words && notify_is_audience(entries.at[i]))
			check_word(r, place, entries.at[i]);
		else
			notify_check(r, place, entries.at[i]);
	}
	*out = entries;
}

void key_notify(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	read_entries(r, s, false, member);
}

void key_audience(struct reading *r, const config_setting_t *s, const struct key *k, void *member)
{
	(void)k;
	read_entries(r, s, true, member);
}
