/* The fallbacks of channels: they may name channels that stand further down, and whom they reach rests on the units. */
#include "config/conf_fallback.h"
#include "config/notify.h"

static const struct channel *fallback_of(const struct settings *s, const char *fallback)
{
	scope(text) name = {0};

	text_addn(&name, fallback, strcspn(fallback, ":"));
	return settings_channel(s, text_get(&name));
}

static void check_fallback(
    struct reading *r, const config_setting_t *place, const struct channel *c)
{
	const struct channel *to = fallback_of(r->settings, c->fallback);
	const char *address = strchr(c->fallback, ':');

	if (!to)
		notify_unknown_channel(r, place,
		    arena_dupn(&r->settings->arena, c->fallback, strcspn(c->fallback, ":")));
	else if (to == c)
		keys_error(r, place, "\"%s\" cannot stand in for itself", c->name);
	else if (address && to->kind && to->kind->carrier == CARRIER_SMTP &&
		 !notify_is_mailbox(address + 1))
		keys_error(r, place, "\"%s\" is no mail address", address + 1);
}

static bool hears_through(const struct unit *u, const char *channel)
{
	size_t n = strlen(channel);

	for (size_t i = 0; i < u->notify.n; i++)
		if (!strncmp(u->notify.at[i], channel, n) &&
		    (!u->notify.at[i][n] || u->notify.at[i][n] == ':'))
			return true;
	return false;
}

/* A mail server alone is no address: whom would it reach for a unit that has none there? */
static void warn_of_unreached(
    struct reading *r, const config_setting_t *place, const struct channel *c)
{
	const struct channel *to = fallback_of(r->settings, c->fallback);
	scope(text) names = {0};

	if (!to || strchr(c->fallback, ':') || !to->kind || to->kind->carrier != CARRIER_SMTP)
		return;
	list_each (const struct unit *, u, r->settings->directory.units)
		if (hears_through(u, c->name) && !hears_through(u, to->name))
			text_addf(&names, "%s%s", names.len ? ", " : "", u->name);
	if (names.len)
		keys_warn(r, place,
		    "no address in \"%s\" is known of %s, so that the supervisors hear in their "
		    "place; add "
		    "one to notify, or write \"%s:ADDRESS\"",
		    to->name, text_get(&names), to->name);
}

void conf_fallbacks_check(struct reading *r, const config_setting_t *root)
{
	const config_setting_t *list = config_setting_get_member(root, "channels");

	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i), *place;
		const struct channel *c;
		const char *name = NULL;

		place = config_setting_get_member(group, "fallback");
		config_setting_lookup_string(group, "name", &name);
		c = place && name ? settings_channel(r->settings, name) : NULL;
		if (!c || !c->fallback)
			continue;
		check_fallback(r, place, c);
		warn_of_unreached(r, place, c);
	}
}
