#ifndef CONFIG_CONF_FALLBACK_H
#define CONFIG_CONF_FALLBACK_H
#include "config/keys.h"

/* Check `fallback` of every channel, once channels and units were read. */
void conf_fallbacks_check(struct reading *r, const config_setting_t *root);
#endif
