/* What libcrypto has, in the shapes that callers need: digests into arrays, encodings onto a text.
 * A missing random source or a failing digest is no state to go on in, so it aborts as memory does.
 */
#include "base/crypto.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void crypto_sha256(const void *data, size_t n, unsigned char out[SHA256_BYTES])
{
	if (!SHA256(data, n, out))
		abort();
}

void crypto_hmac_sha256(
    const void *key, size_t key_n, const void *data, size_t n, unsigned char out[SHA256_BYTES])
{
	if (key_n > INT32_MAX ||
	    !HMAC(EVP_sha256(), key_n ? key : "", (int)key_n, data, n, out, NULL))
		abort();
}

void crypto_add_hex(struct text *out, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		text_addc(out, digits[bytes[i] >> 4]);
		text_addc(out, digits[bytes[i] & 15]);
	}
}

/* libcrypto counts in int, so it goes by parts of whole groups of three. */
void crypto_add_base64(struct text *out, const void *data, size_t n)
{
	enum { PART = 3 << 10 };
	unsigned char encoded[PART / 3 * 4 + 1];
	const unsigned char *bytes = data;
	size_t start = out->len;

	for (size_t at = 0; at < n; at += PART) {
		size_t part = n - at < PART ? n - at : PART;

		text_addn(
		    out, (char *)encoded, (size_t)EVP_EncodeBlock(encoded, bytes + at, (int)part));
	}
	if (out->full && out->s) {
		out->len = start;
		out->s[start] = 0;
	}
}

static const char BASE64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The bytes of one group of four characters, 0 where it is no such group; one byte has but one
 * spelling. */
static size_t unbase64_group(const char *s, unsigned char out[3])
{
	unsigned char again[5];
	size_t n = s[3] != '=' ? 3 : s[2] != '=' ? 2 : 1;

	for (size_t i = 0; i <= n; i++)
		if (!memchr(BASE64, s[i], sizeof BASE64 - 1))
			return 0;
	if (EVP_DecodeBlock(out, (const unsigned char *)s, 4) < 0)
		return 0;
	EVP_EncodeBlock(again, out, (int)n);
	return memcmp(again, s, 4) ? 0 : n;
}

bool crypto_unbase64(const char *s, size_t n, struct text *out)
{
	size_t start = out->len;

	for (size_t at = 0; at < n; at += 4) {
		unsigned char bytes[3];
		size_t got = n - at < 4 ? 0 : unbase64_group(s + at, bytes);

		if (!got || (got < 3 && at + 4 < n)) {
			out->len = start;
			return false;
		}
		text_addn(out, (char *)bytes, got);
	}
	return !out->full;
}

void crypto_random_id(char out[RANDOM_ID_CHARS + 1])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char random[RANDOM_ID_CHARS];

	if (getrandom(random, sizeof random, 0) != sizeof random)
		abort();
	for (size_t i = 0; i < sizeof random; i++)
		out[i] = digits[random[i] & 31];
	out[RANDOM_ID_CHARS] = 0;
}

bool crypto_equal(const void *a, const void *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}

uint64_t crypto_hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}
