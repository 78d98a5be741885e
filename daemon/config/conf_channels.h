#ifndef CONFIG_CONF_CHANNELS_H
#define CONFIG_CONF_CHANNELS_H
#include "config/keys.h"

/* `channels`: which keys an entry has follows from its `type`. */
key_reader conf_channels_read;
#endif
