/* Letting a channel go again. After a hold the queue may be weeks old, so that its reminders are put back to be said
 * afresh; what only waited goes as it is. */
#include "engine/release.h"
#include "store/deliveries.h"
#include "store/endpoints.h"
#include "store/reminders.h"

static bool recall(struct engine *e, const char *channel, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct names messages = {0};

	if (!deliveries_recall(e->db, channel, now, &a, &messages, err))
		return false;
	for (size_t i = 0; i < messages.n; i++)
		if (!reminders_unsay(e->db, messages.at[i], now, err))
			return false;
	return true;
}

static bool end_wait(struct engine *e, const struct channel *c, struct error *err)
{
	scope(arena) a = {0};
	scope(text) name = {0};
	struct endpoint endpoint;

	channel_add_endpoint(c, &name);
	if (!endpoints_get(e->db, text_get(&name), &a, &endpoint, err))
		return false;
	if (!endpoint.until)
		return true;
	endpoint.until = 0;
	return endpoints_put(e->db, &endpoint, err);
}

bool release_channel(struct engine *e, const char *channel, moment now, struct error *err)
{
	const struct channel *c = settings_channel(e->settings, channel);
	bool was;

	if (!holds_drop(e->db, channel, &was, err) || (was && !recall(e, channel, now, err)))
		return false;
	return !c || (end_wait(e, c, err) && deliveries_hurry(e->db, channel, now, err));
}

bool release_orphans(struct engine *e, moment now, struct error *err)
{
	scope(arena) a = {0};
	struct names channels = {0};

	if (!deliveries_channels(e->db, &a, &channels, err))
		return false;
	for (size_t i = 0; i < channels.n; i++)
		if (!settings_channel(e->settings, channels.at[i]) &&
		    !recall(e, channels.at[i], now, err))
			return false;
	return true;
}
