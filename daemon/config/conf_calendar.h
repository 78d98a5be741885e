#ifndef CONFIG_CONF_CALENDAR_H
#define CONFIG_CONF_CALENDAR_H
#include "config/keys.h"

/* `timezone` fills a struct zone; `calendar` (weekend, holidays) fills the settings' working days. */
key_reader conf_timezone_read, conf_calendar_read;
/* The shipped table of holidays, unless the file names its own. `root` is NULL without a file. */
void conf_calendar_default(struct reading *r, const config_setting_t *root);
#endif
