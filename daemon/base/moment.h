#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H
#include <stdint.h>

/* A point in time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX). */
typedef int64_t moment;
#define MOMENT_NEVER INT64_MAX
enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400 };
#endif
