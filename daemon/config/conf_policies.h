#ifndef CONFIG_CONF_POLICIES_H
#define CONFIG_CONF_POLICIES_H
#include "config/keys.h"

/* `policies`: when reminders go out and to whom; `apply`: which policy is for which task. */
key_reader conf_policies_read, conf_apply_read;
#endif
