#ifndef CONFIG_NOTIFY_H
#define CONFIG_NOTIFY_H
#include "config/keys.h"

/* Lists of recipients, "CHANNEL" or "CHANNEL:ADDRESS" each, checked against the channels that were read before. */
key_reader key_notify; /* struct names */
/* The same; "owners", "leads" and "supervisors" may stand in it too. */
key_reader key_audience; /* struct names */
/* A mail address in which "{unit}" may stand for a name. */
bool notify_is_mailbox(const char *address);
bool notify_is_audience(const char *word);
/* Check one entry of such a list: "CHANNEL" or "CHANNEL:ADDRESS". */
void notify_check(struct reading *r, const config_setting_t *s, const char *entry);
/* The mistake of naming a channel that is none, with the nearest that is. */
void notify_unknown_channel(struct reading *r, const config_setting_t *s, const char *name);
#endif
