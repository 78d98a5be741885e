#ifndef SEND_IDNA_H
#define SEND_IDNA_H
#include "base/text.h"

/*
 * Append a mail address with its domain in ASCII: "office@例子.中国" becomes
 * "office@xn--fsqu00a.xn--fiqs8s" (RFC 3492). ASCII letters of such a domain are lowered; nothing
 * else is mapped. The local part stays as it is, and so does what is no valid UTF-8.
 */
void idna_add_address(struct text *out, const char *address);
/* The same for a host name (of n bytes), a port behind it included: "例子.中国:8443". */
void idna_add_domain(struct text *out, const char *s, size_t n);
#endif
