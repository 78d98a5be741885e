#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/text.h"

enum { SHA256_BYTES = 32, RANDOM_ID_CHARS = 26 };

void crypto_sha256(const void *data, size_t n, unsigned char out[SHA256_BYTES]);
void crypto_hmac_sha256(
    const void *key, size_t key_n, const void *data, size_t n, unsigned char out[SHA256_BYTES]);
/* Lower-case hexadecimal of n bytes. */
void crypto_add_hex(struct text *out, const unsigned char *bytes, size_t n);
/* Standard base64 with padding, no line breaks (RFC 4648, 4). */
void crypto_add_base64(struct text *out, const void *data, size_t n);
/* Strict decoding; false on any other character or wrong padding. */
bool crypto_unbase64(const char *s, size_t n, struct text *out);
/* 26 characters [0-9A-HJKMNP-TV-Z] (Crockford's base32) from the system's random source,
   NUL-terminated. */
void crypto_random_id(char out[RANDOM_ID_CHARS + 1]);
/* Same bytes, in time that does not depend on where they differ. */
bool crypto_equal(const void *a, const void *b, size_t n);
/* A stable 64-bit hash (FNV-1a) for spreads and buckets; not for secrets. */
uint64_t crypto_hash(const char *s);
#endif
