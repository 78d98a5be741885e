#ifndef CONFIG_SECRET_H
#define CONFIG_SECRET_H
#include "config/keys.h"

/*
 * Secrets stand in files of their own: a `*_file` key names a path, or "credential:NAME" for what the service manager
 * lays into $CREDENTIALS_DIRECTORY. A file that everybody may read is a warning.
 */
key_reader
    key_secret; /* const char *: the file's one line; `more`: the stand-in when r->lenient (else "-") */
key_reader key_secrets; /* struct names: the file's lines, the newest first while keys rotate */
#endif
