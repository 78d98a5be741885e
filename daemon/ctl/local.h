#ifndef CTL_LOCAL_H
#define CTL_LOCAL_H
#include "ctl/command.h"

/* deadlinectl simulate: notices, configuration and a store in memory, played from day to day; nothing is sent. */
command_function local_simulate;
#endif
