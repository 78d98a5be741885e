#ifndef CONFIG_CONF_UNITS_H
#define CONFIG_CONF_UNITS_H
#include "config/keys.h"

/* `units` and `groups`: who is who. A name stands for one unit or group alone, in either script. */
key_reader conf_units_read, conf_groups_read;
#endif
