#ifndef BASE_LOG_H
#define BASE_LOG_H
#include "base/error.h"

/*
 * Lines on standard error, one an event, `key=value` pairs behind the words. Under journald
 * (JOURNAL_STREAM is set) a line opens with its priority as "<4>", sd-daemon(3).
 * Called only from loop/, ctl/ and the two mains; layers below return errors instead.
 */
enum log_level { LOG_ERROR = 3, LOG_WARNING = 4, LOG_NOTICE = 5, LOG_INFO = 6, LOG_DEBUG = 7 };

/* Lines above `level` are not written. */
void log_open(const char *program, enum log_level level);
void log_event(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
#endif
